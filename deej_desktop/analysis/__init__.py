"""Listening: from a file to the vectors of its slices, and from those to one vector a track."""
