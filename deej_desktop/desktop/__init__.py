"""What the desktop offers around the window: media keys, one instance, staying awake."""
