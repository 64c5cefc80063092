"""From the words of a command line to a DJ session that is ready to choose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deej_desktop.app.command_line import Context
from deej_desktop.app.tracks_out import track_line
from deej_desktop.app.wiring import Engines
from deej_desktop.domain.errors import NothingFound, PlaylistUnusable, UnreadableAudio
from deej_desktop.domain.text import counted, displayable
from deej_desktop.domain.track import Track
from deej_desktop.library.playlist_files import read_playlist
from deej_desktop.library.search import Search
from deej_desktop.recommend.space import Space
from deej_desktop.services.dj.seeds import find_track


def named_tracks(engines: Engines, names: Sequence[str], context: Context) -> list[Track]:
    """Find the tracks that `names` stand for, saying which one words have found.

    Raises:
        NothingFound: One of them stands for nothing.
        UnreadableAudio: One of them is a file, but no audio.
    """
    hearing, search = engines.hearing(), Search(engines.store)
    tracks = []
    for name in names:
        track, by_words = find_track(name, hearing, search, context.cancel)
        if by_words:
            context.output.note(f'"{name}": {track_line(track)}')
        tracks.append(track)
    return tracks


def playlist_tracks(engines: Engines, path: Path, context: Context) -> list[Track]:
    """The tracks that a playlist file names, saying which ones are missing.

    Raises:
        PlaylistUnusable: It cannot be read, is no playlist, or nothing of it is there.
    """
    hearing = engines.hearing()
    tracks = []
    for entry in read_playlist(path):
        try:
            tracks.append(hearing.track_at(entry.path, context.cancel))
        except UnreadableAudio as error:
            context.output.note(f"Left out: {error}")
    if not tracks:
        raise PlaylistUnusable(
            f"There is no music in {displayable(path)}; check that the files it names are there."
        )
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
                f"This encoder has not listened to your {counted(known, 'track')} yet; run "
                '"deej scan".'
                if known
                else 'There is no music yet; begin with "deej scan", as in "deej scan ~/Music".'
            )
        return engines.hearing().made_known(space, tracks, progress, context.cancel)
