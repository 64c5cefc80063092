"""The window: one thin Qt layer over the services."""
