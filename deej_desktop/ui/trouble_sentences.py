"""What the engines say when something cannot be done: see `sentences`.

A test holds these against what the engines can say to a listener of the window.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

TROUBLES = (
    QT_TRANSLATE_NOOP("said", "{name} cannot be used: {reason}."),
    QT_TRANSLATE_NOOP("said", "{name} is needed to {purpose} but cannot be loaded: {remedy}."),
    # Playing and choosing.
    QT_TRANSLATE_NOOP(
        "said",
        "Stopped: {count} tracks in a row could not be played. Check that the disk with your music "
        "is there, then press play.",
    ),
    QT_TRANSLATE_NOOP("said", "Only the first {count} files are queued."),
    QT_TRANSLATE_NOOP("said", "That time has passed; choose a later one to arrive at."),
    QT_TRANSLATE_NOOP(
        "said",
        "Deej has listened to none of your music yet; choose its folder, or give Deej a minute.",
    ),
    # The library.
    QT_TRANSLATE_NOOP("said", "The scan failed unexpectedly; the log has the details."),
    QT_TRANSLATE_NOOP("said", "Nothing was scanned: {name} cannot be used ({reason})."),
    QT_TRANSLATE_NOOP(
        "said",
        "Your computer cannot follow so many folders; Deej looks for new music every {count} "
        "minutes instead.",
    ),
    QT_TRANSLATE_NOOP(
        "said",
        "There is no room in {place} to compare all tracks ({reason}); free some space, and Deej "
        "will go on from here.",
    ),
    QT_TRANSLATE_NOOP(
        "said",
        "The processes that listen to music cannot be started: start Deej again, and install it "
        "again if that does not help.",
    ),
    QT_TRANSLATE_NOOP(
        "said",
        "The process that reads files cannot be started: start Deej again, and install it again "
        "if that does not help.",
    ),
    QT_TRANSLATE_NOOP(
        "said",
        "The encoder {name} cannot be used because {reason}: install Deej again, or add the "
        "encoder again.",
    ),
    QT_TRANSLATE_NOOP("said", "The map could not be made; the log tells why. Try again later."),
    QT_TRANSLATE_NOOP(
        "said",
        "The settings cannot be saved in {place} ({reason}); check that there is room and that you "
        "may write there.",
    ),
    # Playlists and mixes.
    QT_TRANSLATE_NOOP("said", "A playlist needs a name; type one."),
    QT_TRANSLATE_NOOP("said", 'There is a playlist called "{name}"; choose another name.'),
    QT_TRANSLATE_NOOP("said", "This playlist was deleted meanwhile; save it under a new name."),
    QT_TRANSLATE_NOOP(
        "said",
        "The playlist {name} cannot be read ({reason}); check that it is there and that you may "
        "read it.",
    ),
    QT_TRANSLATE_NOOP(
        "said", "The playlist {name} is damaged; write it anew with the program it is of."
    ),
    QT_TRANSLATE_NOOP(
        "said", "The playlist {name} cannot be written ({reason}); choose another place."
    ),
    QT_TRANSLATE_NOOP("said", "{name} is no playlist that Deej knows; name it {kinds}."),
    QT_TRANSLATE_NOOP("said", "The mix {name} cannot be written ({reason}); choose another place."),
    QT_TRANSLATE_NOOP(
        "said", "Nothing of this playlist can be read; check that its files are there."
    ),
    QT_TRANSLATE_NOOP("said", "{name} says nothing of the kind of file; name it {kinds}."),
    # The room.
    QT_TRANSLATE_NOOP(
        "said", "The encoder does not answer: close other programs, and listen anew."
    ),
    QT_TRANSLATE_NOOP("said", "Nothing fits yet: let Deej hear some music first."),
    QT_TRANSLATE_NOOP("said", "Listening failed unexpectedly; the log has the details."),
    QT_TRANSLATE_NOOP(
        "said", 'The microphone "{name}" was lost; connect it again, and listen anew.'
    ),
    QT_TRANSLATE_NOOP("said", 'There is no microphone called "{name}"; there are {names}.'),
    QT_TRANSLATE_NOOP(
        "said",
        "No microphone was found; connect one, or let Deej use it in your system's settings.",
    ),
    QT_TRANSLATE_NOOP(
        "said",
        'The microphone "{name}" cannot be opened ({reason}); see that it is connected, that no '
        "other program keeps it, and that Deej may use it.",
    ),
    QT_TRANSLATE_NOOP(
        "said",
        "The sound system cannot be asked for microphones ({reason}); check it, and start Deej "
        "again.",
    ),
    # Tuning.
    QT_TRANSLATE_NOOP(
        "said",
        'Nothing has been listened to with this encoder yet: run "deej scan", or let the window '
        "finish listening.",
    ),
    QT_TRANSLATE_NOOP(
        "said",
        "The encoder cannot be kept as {place} ({reason}): make room there and try again.",
    ),
    QT_TRANSLATE_NOOP("said", "Tuning failed unexpectedly; the log has the details."),
)

ACTIVITIES = (
    QT_TRANSLATE_NOOP("said", "Drawing the map"),
    QT_TRANSLATE_NOOP("said", "Listening"),
)

REASONS = (
    QT_TRANSLATE_NOOP("said", "it holds no sound"),
    QT_TRANSLATE_NOOP("said", "it holds no audio"),
    QT_TRANSLATE_NOOP("said", "it is damaged or no audio at all"),
    QT_TRANSLATE_NOOP("said", "it is silent"),
    QT_TRANSLATE_NOOP("said", "it is empty"),
    QT_TRANSLATE_NOOP("said", "it is no longer there"),
    QT_TRANSLATE_NOOP("said", "it is a folder"),
    QT_TRANSLATE_NOOP("said", "you may not read it; check its permissions"),
    QT_TRANSLATE_NOOP("said", "it cannot be read ({reason})"),
    QT_TRANSLATE_NOOP("said", "nothing can be heard in it"),
    QT_TRANSLATE_NOOP("said", "the decoder crashed on it"),
    QT_TRANSLATE_NOOP("said", "the decoder failed on it"),
    QT_TRANSLATE_NOOP("said", "reading it crashed"),
    QT_TRANSLATE_NOOP("said", "reading it failed"),
    QT_TRANSLATE_NOOP("said", "it took longer than {count} s to read"),
    QT_TRANSLATE_NOOP("said", "it took longer than {count} s to decode"),
    QT_TRANSLATE_NOOP("said", "the encoder could make nothing of it"),
    QT_TRANSLATE_NOOP("said", "play music"),
    QT_TRANSLATE_NOOP("said", "use the microphone"),
    QT_TRANSLATE_NOOP("said", "listen to music"),
    QT_TRANSLATE_NOOP("said", "draw the map"),
    QT_TRANSLATE_NOOP("said", "notice new music by itself"),
    QT_TRANSLATE_NOOP("said", "install Deej again"),
    QT_TRANSLATE_NOOP("said", "install {name} and start Deej again"),
)
"""Why, and what for: they fill the blanks of sentences, and may stand alone."""
