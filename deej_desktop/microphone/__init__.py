"""The microphone: recording the room, and telling what kind of sound is in it."""
