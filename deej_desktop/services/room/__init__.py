"""The room: hearing what plays there, saying what it is and what goes with it, and taking over."""
