"""Playlists and journeys that are kept, and past evenings."""
