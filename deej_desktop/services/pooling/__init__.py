"""One vector for each track, kept exact in the store as tracks come and go."""
