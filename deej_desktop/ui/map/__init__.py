"""The map: the library as a landscape, with the path through it."""
