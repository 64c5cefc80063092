"""Getting to know the listener's music: what is new, in which order it is listened to, and when."""
