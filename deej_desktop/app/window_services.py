"""The services behind the window, started and ended together."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from deej_desktop import paths
from deej_desktop.app.encoder_change import EncoderChange
from deej_desktop.app.encoder_kit import EncoderKit
from deej_desktop.app.wiring import Engines, open_engines, rule_options
from deej_desktop.domain.errors import MissingLibrary
from deej_desktop.domain.sound import Listen
from deej_desktop.library.history import History
from deej_desktop.library.search import Search
from deej_desktop.library.sound import SoundStore
from deej_desktop.native.psutil import on_battery
from deej_desktop.playback.null_player import SilentPlayer
from deej_desktop.playback.player import Player
from deej_desktop.playback.vlc_player import VlcPlayer
from deej_desktop.recommend.planner import Knobs
from deej_desktop.services.api import JukeboxState, Notice, Services
from deej_desktop.services.browsing import Browsing
from deej_desktop.services.dj.evenings import Evenings
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.dj.journeys import Journeys
from deej_desktop.services.dj.jukebox import Jukebox
from deej_desktop.services.dj.lately import Lately
from deej_desktop.services.dj.moods import Moods
from deej_desktop.services.dj.session import DjSession
from deej_desktop.services.encoders.installed import InstalledEncoder
from deej_desktop.services.encoders.shelf import EncoderShelf
from deej_desktop.services.indexing.keeper import LibraryKeeper
from deej_desktop.services.indexing.pace import Pace
from deej_desktop.services.indexing.watching import Watching
from deej_desktop.services.music_map import MusicMap
from deej_desktop.services.playlists.keeper import PlaylistKeeper
from deej_desktop.services.room.room import Room
from deej_desktop.services.sound.loudness import Loudness
from deej_desktop.services.sound.playback import Playback
from deej_desktop.services.tuning.tuner import Tuner
from deej_desktop.settings.settings import Settings

_log = logging.getLogger(__name__)

_SAVE_AFTER_S = 0.5
"""A hand on a knob changes a setting many times a second."""

_SPARED: Mapping[str, Collection[Listen]] = {
    "closely": (),
    "quickly": (Listen.FULL,),
    "not": tuple(Listen),
}
"""Which listens wait for the mains, by the setting `on_battery`."""

_REMEMBERED_S = 60 * 86_400.0
"""So far back the rule against what was heard lately may be set to look."""


@contextmanager
def running_services(data_dir: Path) -> Iterator[Services]:
    """Start all that the window needs, and end it in good order when the block ends.

    Raises:
        StoreUnusable: The database cannot be used.
        EncoderUnusable: The chosen encoder cannot be used.
    """
    with ExitStack() as ending:
        engines = ending.enter_context(open_engines(data_dir, save_after_s=_SAVE_AFTER_S))
        ending.callback(engines.settings.close)
        pace = Pace(lambda: _spared(engines.settings.current))
        ears = ending.enter_context(ExitStack())

        def make_kit(encoder: InstalledEncoder) -> EncoderKit:
            kit = EncoderKit.of(engines.with_encoder(encoder), pace)
            ears.callback(kit.close)
            return kit

        kit = make_kit(engines.encoder)
        problems = [engines.settings.warning] if engines.settings.warning else []
        player, no_sound = _player()
        problems += [no_sound] if no_sound else []
        search = Search(engines.store)
        library = LibraryKeeper(engines.store, engines.vectors, kit.indexer, search, engines.reader)
        ending.callback(library.close)
        loudness = Loudness(SoundStore(engines.store))
        lately = Lately(History(engines.store).since(time.time() - _REMEMBERED_S))
        tuner = Tuner(engines.store, data_dir, engines.encoder, engines.settings)
        ending.callback(tuner.close)
        jukebox = _jukebox(engines, player, loudness, lately, kit.hearing)
        ending.callback(jukebox.close)  # the first to end: nobody wants music without a window
        ending.callback(library.cancel_scan)
        playback = Playback(player, engines.settings)
        ending.callback(playback.close)
        room = Room(kit.room_engines(), jukebox)
        ending.callback(room.close)
        journeys = Journeys(
            kit.hearing,
            kit.latest.get,
            lambda: rule_options(engines.settings.current),
            Moods(SoundStore(engines.store)),
            lately,
        )
        music_map = MusicMap(kit.latest.get, kit.map_file)
        ending.callback(music_map.close)

        def library_changed(kit: EncoderKit) -> None:
            # In the indexing thread, where it may take its time.
            loudness.refresh()
            jukebox.replace_library(kit.load(), kit.hearing)
            engines.store.give_memory_back()
            music_map.follow_library()

        def use(kit: EncoderKit) -> None:
            kit.load()
            tuner.change_encoder(kit.engines.encoder)
            journeys.change_encoder(kit.hearing, kit.latest.get)
            room.change_encoder(kit.room_engines())
            music_map.change_encoder(kit.latest.get, kit.map_file)
            kit.indexer.changed.connect(lambda _: library_changed(kit))

        shelf = EncoderShelf(engines.data_dir, engines.encoder)
        encoders = EncoderChange(
            kit,
            make_kit,
            library,
            shelf,
            use=use,
            tell=lambda sentence: jukebox.notify(Notice(sentence, "error")),
        )
        ending.callback(encoders.close)

        def playing_changed(state: JukeboxState) -> None:
            if state.playing is not None:
                encoders.attend(state.playing.path)

        def settings_changed(settings: Settings) -> None:
            jukebox.follow_rules(rule_options(settings))
            encoders.follow(settings)
            if encoders.follow_epsilon():
                library.compare_anew()

        def let_go() -> None:
            engines.reader.close()
            ears.close()

        kit.indexer.changed.connect(lambda _: library_changed(kit))
        jukebox.changed.connect(playing_changed)
        engines.settings.changed.connect(settings_changed)
        engines.settings.unsaved.connect(lambda sentence: jukebox.notify(Notice(sentence, "error")))
        library.changed.connect(
            lambda state: jukebox.expect_more(more=state.scanning is not None and not state.paused)
        )
        watching = Watching(library.look_at, library.notices.emit)
        ending.callback(watching.close)
        library.changed.connect(lambda state: watching.follow(state.folders))
        watching.follow(library.state.folders)
        library.prepare()
        jukebox.go_on()
        yield Services(
            jukebox=jukebox,
            library=library,
            browse=Browsing(engines.store, search),
            music_map=music_map,
            journeys=journeys,
            playlists=PlaylistKeeper(
                engines.store,
                kit.hearing,
                lambda: encoders.kit.latest.get(),
                lambda: rule_options(engines.settings.current),
            ),
            room=room,
            playback=playback,
            encoders=shelf,
            tuning=tuner,
            settings=engines.settings,
            demo_music=paths.demo_music_dir(),
            problems=tuple(Notice(problem, "warning") for problem in problems),
            no_sound=no_sound,
            let_go=let_go,
        )


def _spared(settings: Settings) -> Collection[Listen]:
    """The listens of scans that wait for the mains now."""
    spared = _SPARED[settings.on_battery]
    return spared if spared and on_battery() else ()


def _jukebox(
    engines: Engines, player: Player, loudness: Loudness, lately: Lately, hearing: Hearing
) -> Jukebox:
    settings = engines.settings.current
    session = DjSession(
        engines.empty_space(),
        rule_options(settings),
        Knobs(settings.keep_on, settings.drunk),
        lately=lately,
    )
    return Jukebox(
        player,
        session,
        hearing,
        History(engines.store),
        engines.settings,
        Evenings(engines.store, hearing),
        loudness,
    )


def _player() -> tuple[Player, str]:
    """Return what plays, and why it is not heard if that is so."""
    try:
        return VlcPlayer(), ""
    except MissingLibrary as error:
        # The window stays usable: everything but the sound works, and it says what to install.
        _log.warning("%s", error, exc_info=error.__cause__)
        return SilentPlayer(str(error)), str(error)
