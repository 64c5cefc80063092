"""The use cases: what the window and the command line ask for, above the engines."""
