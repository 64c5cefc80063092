"""What Deej relies on in the binding of Qt itself."""

from __future__ import annotations

import sys

from PySide6.QtGui import QColor, QImage, QPainter


def test_painting_does_not_wear_out_none() -> None:
    """A binding that drops a reference to None each time ends the process within minutes."""
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    color = QColor("red")
    before = sys.getrefcount(None)
    for _ in range(1000):
        painter.setPen(color)
    after = sys.getrefcount(None)
    painter.end()
    assert before - after < 500
