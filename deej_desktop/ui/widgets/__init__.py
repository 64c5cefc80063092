"""Widgets that know colours and values but no services."""
