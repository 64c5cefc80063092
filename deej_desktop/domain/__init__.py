"""The words everything else is written in: tracks, units, progress, cancelling, errors."""
