"""Qt item models over the services' snapshots."""
