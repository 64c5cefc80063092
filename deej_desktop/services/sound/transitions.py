"""How one track gives way to the next."""

from __future__ import annotations

from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.playback.player import Transition

CROSS_FADE_S = 4.0
"""The usual length; short tracks get less."""

FADE_IN_S = Seconds(3.0)
"""Of a track that takes over from the music in the room."""

_LARGEST_SHARE = 0.1
"""Of the shorter of the two tracks."""


def transition_between(
    before: Track, after: Track, shorter_s: float, wanted_s: float | None = None
) -> Transition:
    """Choose the transition that suits two tracks.

    Neighbours on an album belong together, so nothing may be heard between them; others
    cross-fade.

    Args:
        before: The track that ends.
        after: The one that begins.
        shorter_s: How long the shorter of them is heard.
        wanted_s: How long the listener wants them to overlap; None leaves it to us.
    """
    if belong_together(before, after):
        return Transition.seamless()
    if wanted_s is not None:
        return Transition.cross_fade(wanted_s)
    return Transition.cross_fade(min(CROSS_FADE_S, _LARGEST_SHARE * shorter_s))


def belong_together(before: Track, after: Track) -> bool:
    """Whether one follows the other on an album."""
    one, other = before.tags, after.tags
    if not one.album or one.album != other.album or before.path.parent != after.path.parent:
        return False
    if one.track_number is None or other.track_number is None:
        return False
    discs = (one.disc_number or 1, other.disc_number or 1)
    if discs[0] == discs[1]:
        return other.track_number == one.track_number + 1
    return discs[1] == discs[0] + 1 and other.track_number == 1
