"""Deej: the desktop auto-DJ that listens to your own music."""

__version__ = "0.1.0"
