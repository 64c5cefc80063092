"""A report as a drawing: each measure a panel, each row a dot with its interval."""

from __future__ import annotations

from html import escape

from deej_desktop.training.metrics import estimate
from deej_desktop.training.report import Report

_NAMES, _PANEL, _GAP = 200, 130, 24
_LINE, _TOP, _BOTTOM = 24, 40, 46
_FIRST, _OTHER, _GRID, _TEXT = "#d9480f", "#495057", "#dee2e6", "#212529"


def svg_of(report: Report) -> str:
    """Draw the means of `report` with their 95 % intervals as an SVG document."""
    measures = list(report.rows[0].scores)
    width = _NAMES + len(measures) * (_PANEL + _GAP)
    bottom = _TOP + _LINE * len(report.rows)
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{bottom + _BOTTOM}"'
        ' font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for place, row in enumerate(report.rows):
        y = _TOP + _LINE * (place + 0.5) + 4
        drawn.append(_text(_NAMES - 12, y, row.name, "end", bold=place == 0))
    for column, measure in enumerate(measures):
        left = _NAMES + column * (_PANEL + _GAP)
        drawn.append(_text(left + _PANEL / 2, _TOP - 14, measure, "middle", bold=True))
        for share in (0, 0.5, 1):
            x = left + share * _PANEL
            drawn.append(_line(x, _TOP, x, bottom, _GRID, 1))
            drawn.append(_text(x, bottom + 16, f"{share:g}", "middle"))
        for place, row in enumerate(report.rows):
            value = estimate(row.scores[measure])
            y, colour = _TOP + _LINE * (place + 0.5), _OTHER if place else _FIRST
            low, mean, high = (left + at * _PANEL for at in (value.low, value.mean, value.high))
            drawn.append(_line(low, y, high, y, colour, 2))
            drawn.append(f'<circle cx="{mean:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>')
    drawn.append(_text(12, bottom + 36, f"{report.asked} {report.unit}, 95 % intervals", "start"))
    return "\n".join([*drawn, "</svg>", ""])


def _text(x: float, y: float, text: str, anchor: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{_TEXT}"'
    return f"<text {place}{weight}>{escape(text)}</text>"


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: int) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width}"/>'
