"""Composes, plays, mixes and tags the demo music that ships with Deej.

Nothing here is part of the player. `python -m demo_music OUT` writes every piece anew: scores are
worked out from progressions and motifs written by hand, and every sound is computed.
"""
