"""Tuning the encoder to the listener's own library."""
