"""The library: everything there is, in every order, and the search in it."""
