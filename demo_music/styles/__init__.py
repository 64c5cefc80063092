"""The styles, one module each: what is composed, who plays it, in which room."""
