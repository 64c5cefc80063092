from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from deej_desktop.services.api import EncoderInfo
from deej_desktop.ui.dialogs.folders import FoldersDialog
from deej_desktop.ui.dialogs.settings import SettingsDialog
from deej_desktop.ui.dialogs.settings.listening import told_apart
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.chip import Chip
from deej_desktop.ui.widgets.choice import Choice
from deej_desktop.ui.widgets.equaliser import Equaliser
from deej_desktop.ui.widgets.switch import Switch
from deej_desktop.ui.widgets.value_slider import ValueSlider
from tests.fakes.services import FakeServices, FakeSettings
from tests.ui.conftest import OpenWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def fakes() -> FakeServices:
    return FakeServices().with_music()


@pytest.fixture
def window(open_window: OpenWindow, fakes: FakeServices) -> MainWindow:
    return open_window(fakes)


def opened(window: MainWindow, section: int = 0) -> SettingsDialog:
    window.header.settings_wanted.emit()
    dialog = window.findChild(QDialog)
    assert isinstance(dialog, SettingsDialog)
    dialog.list.setCurrentRow(section)
    return dialog


def control(dialog: QWidget, name: str) -> QWidget:
    return next(one for one in dialog.findChildren(QWidget) if one.accessibleName() == name)


def choose(dialog: QWidget, name: str, text: str) -> None:
    """Choose from a list as the keyboard does."""
    box = control(dialog, name)
    assert isinstance(box, QComboBox)
    box.setFocus()
    wanted = box.findText(text)
    assert wanted >= 0
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(wanted):
        QTest.keyClick(box, Qt.Key.Key_Down)


@pytest.mark.parametrize(
    ("section", "name", "text", "field", "value"),
    [
        (0, "Cross-fade", "5 seconds", "crossfade_s", 5.0),
        (0, "Cross-fade", "None", "crossfade_s", 0.0),
        (0, "Same loudness", "As recorded", "levelling", "off"),
        (1, "Leave out what was heard lately", "For a week", "heard_lately_hours", 168.0),
        (1, "Long recordings", "Nothing for its length", "max_track_minutes", 1440.0),
        (2, "Listening on battery", "Only to what you play", "on_battery", "not"),
        (3, "Light and dark", "Dark", "theme", "dark"),
        (3, "Tell of a new song", "Never", "notifications", "never"),
    ],
)
def test_what_is_chosen_from_a_list_is_in_force_at_once(
    window: MainWindow, fakes: FakeServices, section: int, name: str, text: str, field: str,
    value: object,
) -> None:  # fmt: skip
    choose(opened(window, section), name, text)
    assert getattr(fakes.settings.current, field) == value


@pytest.mark.parametrize(
    ("section", "name", "field"),
    [
        (1, "One recording of a song is enough", "one_recording"),
        (1, "Christmas music in December only", "in_season"),
        (1, "Leave out what lasts under half a minute", "skip_interludes"),
    ],
)
def test_switches_switch_by_mouse_and_keyboard(
    window: MainWindow, fakes: FakeServices, section: int, name: str, field: str
) -> None:
    before = getattr(fakes.settings.current, field)
    switch = control(opened(window, section), name)
    assert isinstance(switch, Switch)
    QTest.mouseClick(switch, LEFT)
    assert getattr(fakes.settings.current, field) is not before
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert getattr(fakes.settings.current, field) is before


def test_the_colours_and_the_size_of_text_change_at_once(window: MainWindow, theme: Theme) -> None:
    dialog = opened(window, 3)
    try:
        choose(dialog, "Light and dark", "Light")
        assert not theme.is_dark
        choose(dialog, "Text size", "150 %")
        assert theme.scale >= 1.5
        QTest.mouseClick(control(dialog, "Less motion"), LEFT)
        assert theme.motion_ms(window) == 0
    finally:
        theme.choose("dark")
        theme.set_text_size(1.0)
        theme.set_still(is_still=False)


def test_the_spacing_of_artists_is_a_slider_that_says_what_it_means(
    window: MainWindow, fakes: FakeServices
) -> None:
    slider = control(opened(window, 1), "Songs between two by the same artist")
    assert isinstance(slider, ValueSlider)
    QTest.keyClick(slider.slider, Qt.Key.Key_Home)
    assert fakes.settings.current.artist_apart == 0
    assert slider.slider.accessibleDescription() == "as it comes"
    QTest.keyClick(slider.slider, Qt.Key.Key_Right)
    assert fakes.settings.current.artist_apart == 1
    QTest.mouseDClick(slider.slider, LEFT)
    assert fakes.settings.current.artist_apart == 3


def test_genres_are_typed(window: MainWindow, fakes: FakeServices) -> None:
    field = control(opened(window, 1), "Genres")
    assert isinstance(field, QLineEdit)
    field.clear()
    field.clear()
    QTest.keyClicks(field, " Podcast ,, Speech")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert fakes.settings.current.excluded_genres == ("Podcast", "Speech")


def test_folders_that_are_left_out_can_be_taken_back(
    open_window: OpenWindow, fakes: FakeServices
) -> None:
    fakes.settings.change(excluded_folders=[Path("/music/Talks"), Path("/music/Noise")])
    dialog = opened(open_window(fakes), 1)
    chips = dialog.findChildren(Chip)
    assert [chip.accessibleName() for chip in chips] == ["/music/Talks", "/music/Noise"]
    chips[0].click()
    assert fakes.settings.current.excluded_folders == (Path("/music/Noise"),)


def test_outputs_come_when_they_are_known(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    box = control(opened(window), "Output")
    assert isinstance(box, Choice)
    qtbot.waitUntil(lambda: box.count() > 1)
    choose(window, "Output", box.itemText(1))
    assert fakes.settings.current.audio_device == box.itemData(1)


def test_an_output_that_is_gone_is_still_named(
    qtbot: QtBot, open_window: OpenWindow, fakes: FakeServices
) -> None:
    fakes.settings.change(audio_device="headphones")
    box = control(opened(open_window(fakes)), "Output")
    assert isinstance(box, Choice)
    qtbot.waitUntil(lambda: box.currentText() == "headphones (not there now)")


def test_the_equaliser_is_bent_by_band_and_by_shape(
    window: MainWindow, fakes: FakeServices
) -> None:
    equaliser = opened(window).findChild(Equaliser)
    assert isinstance(equaliser, Equaliser)
    deepest = equaliser.sliders[0]
    QTest.keyClick(deepest, Qt.Key.Key_Up)
    assert fakes.settings.current.equaliser_db == (1.0, *[0.0] * 9)
    assert equaliser.shapes.currentIndex() == -1
    QTest.mouseDClick(deepest, LEFT)
    assert not any(fakes.settings.current.equaliser_db)
    assert equaliser.shapes.currentText() == "Flat"
    choose(equaliser, "Shape of the equaliser", "More bass")
    assert fakes.settings.current.equaliser_db[:2] == (6.0, 5.0)
    assert deepest.value() == 6


def test_keys_are_changed_by_pressing_them_and_a_conflict_is_told(
    window: MainWindow, fakes: FakeServices
) -> None:
    keys = opened(window, 4).keys
    button = keys.button("next").button
    QTest.mouseClick(button, LEFT)
    assert button.text() == "Press keys…"
    QTest.keyClick(button, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert fakes.settings.current.shortcuts == {"next": "Ctrl+J", "journey": ""}
    told = [one.text() for one in keys.findChildren(QLabel) if "Make a journey" in one.text()]
    assert "Had been the keys of “Make a journey”, which has none now." in told
    fakes.jukebox.play_files([fakes.jukebox.tracks[3].path])
    playing = fakes.jukebox.state.playing
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert fakes.jukebox.state.playing != playing


def test_keys_that_are_needed_to_get_about_or_to_type_are_not_taken(
    window: MainWindow, fakes: FakeServices
) -> None:
    button = opened(window, 4).keys.button("next").button
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_X, Qt.Key.Key_Escape):
        button.click()
        QTest.keyClick(button, key)
    assert fakes.settings.current.shortcuts == {}


def test_all_keys_go_back_to_the_usual_ones(open_window: OpenWindow, fakes: FakeServices) -> None:
    fakes.settings.change(shortcuts={"pause": "F9"})
    window = open_window(fakes)
    fakes.jukebox.play_files([fakes.jukebox.tracks[3].path])
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert fakes.jukebox.state.paused
    dialog = opened(window, 4)
    again = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Usual keys")
    QTest.mouseClick(again, LEFT)
    assert fakes.settings.current.shortcuts == {}
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert not fakes.jukebox.state.paused


def test_every_control_has_a_name_for_screen_readers(window: MainWindow) -> None:
    dialog = opened(window)
    controls = [*dialog.findChildren(Choice), *dialog.findChildren(Switch)]
    assert controls
    assert all(one.accessibleName() for one in controls)


def test_settings_of_a_later_hand_are_shown_as_they_are(
    open_window: OpenWindow, fakes: FakeServices
) -> None:
    """Whoever writes 4.5 seconds into the file finds them in the list."""
    odd = FakeSettings()
    odd.change(crossfade_s=4.5, max_track_minutes=42.0, text_size=1.37)
    fakes.have_settings(odd)
    dialog = opened(open_window(fakes))
    shown = [box.currentText() for box in dialog.findChildren(Choice)]
    assert {"4.5 seconds", "Over 42 minutes", "137 %"} <= set(shown)


def test_genre_or_feel_is_a_slider_about_what_the_encoder_likes(
    window: MainWindow, fakes: FakeServices
) -> None:
    slider = control(opened(window, 2), "Genre or feel")
    assert isinstance(slider, ValueSlider)
    assert slider.slider.accessibleDescription() == "as the encoder likes"
    QTest.keyClick(slider.slider, Qt.Key.Key_End)
    assert fakes.settings.current.epsilon == pytest.approx(0.001)
    QTest.keyClick(slider.slider, Qt.Key.Key_Home)
    assert fakes.settings.current.epsilon == pytest.approx(0.1)
    QTest.mouseDClick(slider.slider, LEFT)
    assert fakes.settings.current.epsilon is None


def test_another_encoder_listens_first_and_then_takes_over(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    dialog = opened(window, 2)
    box = control(dialog, "Encoder")
    assert isinstance(box, Choice)
    qtbot.waitUntil(lambda: box.count() == 2)
    assert "network" in box.accessibleDescription()
    choose(dialog, "Encoder", "Deej, tuned")
    assert fakes.settings.current.encoder == "tuned-1"
    fakes.encoders.announce(fakes.encoders.tuned)
    qtbot.waitUntil(lambda: "Deej, tuned listens" in box.accessibleDescription())
    fakes.encoders.take_up(fakes.encoders.tuned)
    qtbot.waitUntil(lambda: "network" in box.accessibleDescription())
    choose(dialog, "Encoder", "Deej")
    assert fakes.settings.current.encoder is None


def test_the_folders_are_chosen_from_the_settings_too(window: MainWindow) -> None:
    buttons = opened(window, 2).listening.findChildren(QPushButton)
    QTest.mouseClick(next(one for one in buttons if one.text() == "Choose…"), LEFT)
    assert window.findChild(FoldersDialog) is not None


def test_tuning_is_started_stopped_and_taken_back_with_its_numbers(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    control = opened(window, 2).listening.tuning
    QTest.mouseClick(control.start, LEFT)
    qtbot.waitUntil(lambda: control.start.text() == "Stop")
    assert control.words.text() == "Checking on albums held out"
    QTest.mouseClick(control.start, LEFT)
    qtbot.waitUntil(lambda: control.start.text() == "Tune it to my music")
    outcome = "Albums held out: 0.71 instead of 0.64."
    fakes.tuning.show(progress=None, tuned=True, outcome=outcome)
    qtbot.waitUntil(control.back.isVisible)
    assert control.words.text() == outcome
    QTest.mouseClick(control.back, LEFT)
    qtbot.waitUntil(control.back.isHidden)


def test_what_came_of_tuning_is_told_where_the_settings_are_closed(
    qtbot: QtBot, window: MainWindow, fakes: FakeServices
) -> None:
    fakes.tuning.show(progress=None, outcome="It hears no better so.")
    qtbot.waitUntil(lambda: window.notices.text == "It hears no better so.")


def test_buttons_name_the_keys_that_the_listener_chose(
    open_window: OpenWindow, fakes: FakeServices
) -> None:
    fakes.settings.change(shortcuts={"find": "F4"})
    window = open_window(fakes)
    assert "Find a song (F4)" in [one.toolTip() for one in window.header.findChildren(QWidget)]


def test_encoders_of_the_same_name_are_told_apart() -> None:
    def encoder(choice: str | None, name: str, version: str = "1") -> EncoderInfo:
        return EncoderInfo(choice, name, version, "GPL-3.0-or-later", 0.01)

    assert told_apart(
        [
            encoder(None, "Deej"),
            encoder("deej-tuned-12345678ab", "Deej, tuned"),
            encoder("deej-tuned-abcdef0123", "Deej, tuned"),
            encoder("other", "Other", "1"),
            encoder("other-2", "Other", "2"),
        ]
    ) == ["Deej", "Deej, tuned (12345678)", "Deej, tuned (abcdef01)", "Other (1)", "Other (2)"]
