"""Windows that open on request."""
