"""Another encoder while the music plays: it listens first, and then takes over."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from deej_desktop.app.encoder_kit import EncoderKit
from deej_desktop.domain.errors import DeejError
from deej_desktop.services.encoders.installed import InstalledEncoder, chosen_encoder
from deej_desktop.services.encoders.shelf import EncoderShelf
from deej_desktop.services.indexing.keeper import LibraryKeeper, Successor
from deej_desktop.settings.settings import Settings

_log = logging.getLogger(__name__)


class EncoderChange:
    """Knows the encoder in use, and brings in the one that the settings name."""

    def __init__(
        self,
        kit: EncoderKit,
        make_kit: Callable[[InstalledEncoder], EncoderKit],
        library: LibraryKeeper,
        shelf: EncoderShelf,
        *,
        use: Callable[[EncoderKit], None],
        tell: Callable[[str], None],
    ) -> None:
        """Begin with the encoder of `kit`.

        Args:
            kit: In use.
            make_kit: Makes what hangs on another.
            library: What another encoder has to listen to before it is used.
            shelf: Tells the listener which is in use, and which is coming.
            use: Puts what hangs on another encoder in place of what hung on the one before; called
                in the indexing thread.
            tell: Takes a sentence that says why the one that was wanted is not used.
        """
        self._kit = kit
        self._make_kit = make_kit
        self._library = library
        self._shelf = shelf
        self._use = use
        self._tell = tell
        self._settings = kit.engines.settings
        self._wanted = self._settings.current.encoder
        self._coming: EncoderKit | None = None
        self._lock = threading.Lock()
        # Which encoders there are is asked of the disk; nobody who changes a setting waits for it.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="encoder-change")

    @property
    def kit(self) -> EncoderKit:
        """What hangs on the encoder in use."""
        return self._kit

    def follow(self, settings: Settings) -> None:
        """Bring in the encoder that `settings` name, if it is another; returns at once."""
        with self._lock:
            if settings.encoder == self._wanted:
                return
            self._wanted = settings.encoder
            try:
                self._thread.submit(self._bring, settings.encoder)
            except RuntimeError:
                _log.debug("Another encoder was chosen at the end")

    def attend(self, path: Path) -> None:
        """Have what the listener has turned to listened to soon."""
        for kit in (self._kit, self._coming):
            if kit is not None:
                kit.indexer.attend(path)

    def follow_epsilon(self) -> bool:
        """Compare by the epsilon that the settings want by now; whether that is another."""
        if self._coming is not None:
            self._coming.follow_epsilon()
        return self._kit.follow_epsilon()

    def close(self) -> None:
        """Bring in nothing more."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _bring(self, wanted: str | None) -> None:
        engines = self._kit.engines
        try:
            encoder = chosen_encoder(engines.data_dir, wanted)
        except DeejError as error:
            _log.warning("%s", error, exc_info=error.__cause__)
            self._tell(str(error))
            self._stay()
            return
        if encoder.card.id == engines.encoder.card.id:
            if self._coming is not None:
                self._coming = None
                self._shelf.announce(None)
                self._library.be_followed_by(None)
            return
        kit = self._coming = self._make_kit(encoder)
        self._shelf.announce(encoder)
        self._library.be_followed_by(
            Successor(kit.indexer, kit.engines.vectors, partial(self._take_over, kit), self._stay)
        )

    def _take_over(self, kit: EncoderKit) -> None:
        self._use(kit)
        self._kit = kit
        if self._coming is kit:
            self._coming = None
        self._shelf.take_up(kit.engines.encoder)

    def _stay(self) -> None:
        """Go on with the encoder in use, since the one that was wanted cannot be used."""
        self._coming = None
        self._shelf.announce(None)
        self._settings.change(encoder=self._shelf.in_use.choice)
