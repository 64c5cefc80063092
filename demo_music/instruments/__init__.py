"""Voices: each plays one note of one instrument."""
