"""The parts of the window, each showing one piece of a service's state."""
