"""The evening: what plays, what comes next and why, and how the listener steers it."""
