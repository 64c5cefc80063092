"""Hearing the room: capture, level gate, ring buffer."""
