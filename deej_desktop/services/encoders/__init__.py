"""The encoders at hand: shipped, added from published ones, tuned; and which is in use."""
