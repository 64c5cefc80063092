"""What the listener chose, typed and versioned."""
