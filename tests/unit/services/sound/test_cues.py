from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.domain.sound import Sound, Waveform
from deej_desktop.domain.track import ReplayGain, Tags, Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.playback.player import Transition
from deej_desktop.services.sound.cues import Cued, Cues
from deej_desktop.services.sound.levelling import Level, safe_gain
from deej_desktop.settings.settings import Settings

LENGTH_S = 200.0


class Shelf:
    """Tracks, what was measured of them, and the settings."""

    def __init__(self, **settings: object) -> None:
        self.settings = Settings.model_validate(settings)
        self.sounds: dict[ContentId, Sound] = {}
        self.usual_lufs: float | None = None
        self.cues = Cues(lambda: self.settings, self)

    def of(self, content_id: ContentId) -> Sound | None:
        return self.sounds.get(content_id)

    def track(
        self,
        name: str,
        lufs: float | None = None,
        peak: float = 0.5,
        heard: tuple[float, float] = (0.0, LENGTH_S),
        **tags: object,
    ) -> Track:
        """A track that was measured, if it has a loudness."""
        content_id = ContentId(name)
        if lufs is not None:
            starts, ends = map(Seconds, heard)
            self.sounds[content_id] = Sound(lufs, peak, starts, ends, Waveform(b""))
        return Track(
            None, Path(f"/music/{name}.flac"), content_id, Seconds(LENGTH_S),
            Tags(**tags),  # type: ignore[arg-type]
        )  # fmt: skip

    def album(self, *lufs: float | None, gain: ReplayGain | None = None) -> list[Track]:
        """The tracks of an album in order."""
        return [
            self.track(
                f"a{number}", one, album="Album", track_number=number + 1,
                replay_gain=gain or ReplayGain(),
            )
            for number, one in enumerate(lufs)
        ]  # fmt: skip

    def make(self, track: Track, before: Cued | None = None, *then: Track) -> Cued:
        return self.cues.make(track, before, then)

    def gain(self, track: Track) -> float:
        return self.make(track).cue.gain_db


class TestLevels:
    def test_loud_and_soft_are_brought_to_the_same_level(self) -> None:
        shelf = Shelf()
        assert shelf.gain(shelf.track("loud", -8.0, peak=1.1)) == pytest.approx(-10.0)
        assert shelf.gain(shelf.track("soft", -22.0, peak=0.4)) == pytest.approx(4.0)

    def test_peaks_are_never_cut_off(self) -> None:
        shelf = Shelf(preamp_db=6.0)
        gain = shelf.gain(shelf.track("soft but peaky", -30.0, peak=0.9))
        assert gain == pytest.approx(-20 * math.log10(0.9))
        told = shelf.track("b", replay_gain=ReplayGain(track_gain_db=3.0))
        assert shelf.gain(told) == 0, "whose peak nobody knows may be full"

    def test_tags_are_believed_before_our_own_measure(self) -> None:
        shelf = Shelf()
        told = shelf.track("a", -8.0, replay_gain=ReplayGain(track_gain_db=-6.0))
        assert shelf.gain(told) == -6

    def test_what_nobody_has_measured_is_taken_for_the_usual(self) -> None:
        shelf = Shelf()
        assert shelf.gain(shelf.track("new")) == 0
        shelf.usual_lufs = -11.0
        assert shelf.gain(shelf.track("new")) == pytest.approx(-7.0)

    def test_off_leaves_all_as_recorded_but_for_the_preamp(self) -> None:
        shelf = Shelf(levelling="off", preamp_db=-3.0)
        assert shelf.gain(shelf.track("loud", -8.0)) == -3

    def test_an_album_keeps_its_own_louds_and_softs(self) -> None:
        shelf = Shelf()
        first, second, third = shelf.album(-10.0, -20.0, -12.0)
        one = shelf.make(first, None, second, third)
        two = shelf.make(second, one, third)
        three = shelf.make(third, two)
        assert one.cue.gain_db == two.cue.gain_db == three.cue.gain_db
        # The mean power of the three is -12.4 LUFS.
        assert one.cue.gain_db == pytest.approx(-5.6, abs=0.1)
        alone = shelf.make(second, None, shelf.track("other", -9.0))
        assert alone.cue.gain_db == pytest.approx(2.0)

    def test_an_album_goes_by_its_tags(self) -> None:
        gain = ReplayGain(-9.0, 1.0, -6.5, 1.0)
        shelf = Shelf()
        first, second = shelf.album(None, None, gain=gain)
        assert shelf.make(first, None, second).cue.gain_db == pytest.approx(-6.5)
        assert shelf.make(first).cue.gain_db == pytest.approx(-9)
        shelf.settings = Settings(levelling="album")
        assert shelf.make(first).cue.gain_db == pytest.approx(-6.5)
        shelf.settings = Settings(levelling="track")
        assert shelf.make(first, None, second).cue.gain_db == pytest.approx(-9)

    def test_a_change_of_the_settings_is_known_for_what_plays(self) -> None:
        shelf = Shelf()
        cued = shelf.make(shelf.track("loud", -8.0))
        assert shelf.cues.gain_now(cued, ()) == cued.cue.gain_db
        shelf.settings = Settings(preamp_db=-2.0)
        assert shelf.cues.gain_now(cued, ()) == pytest.approx(-12.0)
        shelf.settings = Settings(levelling="off")
        assert shelf.cues.gain_now(cued, ()) == pytest.approx(0.0)

    @settings(deadline=None)
    @given(st.floats(-70, 10), st.floats(0, 4), st.floats(-12, 12))
    def test_no_gain_ever_clips(self, wanted: float, peak: float, preamp: float) -> None:
        gain = safe_gain(Level(wanted, peak), preamp)
        assert 10 ** (gain / 20) * peak <= 1.0001
        assert -40 <= gain <= 20


class TestEnds:
    def test_silent_ends_are_left_out(self) -> None:
        shelf = Shelf()
        cue = shelf.make(shelf.track("a", -10.0, heard=(2.5, 190.0))).cue
        assert cue.start_s == pytest.approx(2.4)
        assert cue.end_s == pytest.approx(190.1)

    @pytest.mark.parametrize("heard", [(0.2, 199.9), (0.0, 0.5), (0.0, 500.0)])
    def test_what_is_hardly_silent_or_hardly_anything_else_is_played_whole(
        self, heard: tuple[float, float]
    ) -> None:
        shelf = Shelf()
        cue = shelf.make(shelf.track("a", -10.0, heard=heard)).cue
        assert (cue.start_s, cue.end_s) == (0.0, None)


class TestTransitions:
    def between(self, shelf: Shelf, one: Track, other: Track) -> Transition:
        return shelf.cues.transition(shelf.make(one), shelf.make(other))

    def test_by_itself_it_suits_the_length_that_is_heard(self) -> None:
        shelf = Shelf()
        long, short = shelf.track("long", -9.0), shelf.track("short", -9.0, heard=(0.0, 20.0))
        assert self.between(shelf, long, long).overlap_s == pytest.approx(4.0)
        assert self.between(shelf, long, short).overlap_s == pytest.approx(2.01)

    def test_the_listener_decides_but_for_an_album_in_order(self) -> None:
        shelf = Shelf(crossfade_s=9.0)
        first, second = shelf.album(-10.0, -10.0)
        assert self.between(shelf, second, first).overlap_s == pytest.approx(9.0)
        assert self.between(shelf, first, second) == Transition.seamless()
        shelf.settings = Settings(crossfade_s=0.0)
        assert self.between(shelf, second, first) == Transition.cut()
