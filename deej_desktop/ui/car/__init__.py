"""The screen for the car and for parties: read at arm's length, used without looking twice."""
