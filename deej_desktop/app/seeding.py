"""From the words of a command line to a DJ session that is ready to choose."""

from __future__ import annotations

from collections.abc import Sequence

from deej_desktop.app.command_line import Context
from deej_desktop.app.tracks_out import track_line
from deej_desktop.app.wiring import Engines, rule_options
from deej_desktop.domain.errors import NothingFound
from deej_desktop.domain.track import Track
from deej_desktop.library.search import Search
from deej_desktop.recommend.planner import Knobs
from deej_desktop.recommend.space import Space
from deej_desktop.services.dj_session import DjSession
from deej_desktop.services.seeds import find_track


def named_tracks(engines: Engines, names: Sequence[str], context: Context) -> list[Track]:
    """Find the tracks that `names` stand for, saying which one words have found.

    Raises:
        NothingFound: One of them stands for nothing.
        UnreadableAudio: One of them is a file, but no audio.
    """
    hearing, search = engines.hearing(), Search(engines.store)
    tracks = []
    for name in names:
        track, by_words = find_track(name, hearing, search)
        if by_words:
            context.output.note(f'"{name}": {track_line(track)}')
        tracks.append(track)
    return tracks


def space_with(engines: Engines, tracks: Sequence[Track], context: Context) -> Space:
    """The library as a space, with `tracks` in it; those that nobody knows are listened to.

    Raises:
        NothingFound: The library is empty.
        DeejError: One of `tracks` cannot be listened to.
        Cancelled: If asked to stop.
    """
    with context.output.progress() as progress:
        space = engines.space(progress, context.cancel)
        if not len(space):
            known = engines.catalogue.counts().tracks
            raise NothingFound(
                f"None of your {known} tracks has been listened to with this encoder; run "
                '"deej scan".'
                if known
                else 'There is no music yet; begin with "deej scan", as in "deej scan ~/Music".'
            )
        return engines.hearing().made_known(space, tracks, progress, context.cancel)


def session_from(
    engines: Engines,
    seeds: Sequence[Track],
    knobs: Knobs,
    context: Context,
    random_seed: int | None = None,
) -> DjSession:
    """A session in which `seeds` have just been heard.

    Raises:
        NothingFound: The library is empty.
        DeejError: A seed cannot be listened to.
        Cancelled: If asked to stop.
    """
    space = space_with(engines, seeds, context)
    session = DjSession(space, rule_options(engines.settings.current), knobs, random_seed)
    session.ask_for(seeds)
    for _ in seeds:
        session.take_next()
    return session
