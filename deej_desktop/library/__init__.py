"""The library: which music there is, what is known of it, and where that is kept."""
