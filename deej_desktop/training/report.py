"""The table that judging encoders ends in: as text for people, as JSON for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.training.metrics import Estimate, estimate

_COLUMNS = 4
"""Measures beside each other, which fit a terminal."""


@dataclass(frozen=True, slots=True)
class Row:
    """One encoder's scores.

    Attributes:
        name: For a person.
        scores: By measure, for each track that was asked about; the same tracks in all rows.
    """

    name: str
    scores: Mapping[str, FloatArray]


@dataclass(frozen=True, slots=True)
class Report:
    """What judging came to.

    Attributes:
        asked: How many tracks or playlists were asked about.
        rows: What is in question first, then what it is compared with.
        unit: What `asked` counts, for a person.
    """

    asked: int
    rows: tuple[Row, ...]
    unit: str = "tracks"

    def as_json(self) -> dict[str, Any]:
        """Numbers only.

        For each row and measure the mean and its 95 % interval, and the lead of the first row
        over this one with its own interval, paired.
        """
        first = self.rows[0]
        return {
            self.unit: self.asked,
            "rows": [
                {
                    "name": row.name,
                    "measures": {
                        measure: {
                            "asked": len(scores),
                            **asdict(estimate(scores)),
                            "lead": asdict(estimate(first.scores[measure] - scores)),
                        }
                        for measure, scores in row.scores.items()
                    },
                }
                for row in self.rows
            ],
        }

    def as_text(self) -> str:
        """Tables of means, then of what the first row is ahead by, with 95 % intervals.

        `*` marks a lead that is sure.
        """
        measures = list(self.rows[0].scores)
        columns = [
            measures[start : start + _COLUMNS] for start in range(0, len(measures), _COLUMNS)
        ]
        means = [self._table("", self.rows, some, self._mean) for some in columns]
        leads = [self._table("ahead of", self.rows[1:], some, self._lead) for some in columns]
        legend = (
            f"{self.asked} {self.unit}. In brackets: 95 % bootstrap intervals over {self.unit},"
            f" of the paired\ndifferences where {self.rows[0].name} is compared.\n"
            "* The first row is surely better, by the interval of the difference."
        )
        return "\n\n".join([*means, *(leads if len(self.rows) > 1 else []), legend])

    def _table(
        self,
        corner: str,
        rows: Sequence[Row],
        measures: Sequence[str],
        cell: Callable[[Row, str], str],
    ) -> str:
        lines = [
            [corner, *measures],
            *([row.name, *(cell(row, measure) for measure in measures)] for row in rows),
        ]
        widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        )

    def _mean(self, row: Row, measure: str) -> str:
        value = estimate(row.scores[measure])
        mark = "*" if row is not self.rows[0] and self._ahead(row, measure).low > 0 else " "
        return f"{value.mean:.3f} [{value.low:.3f}, {value.high:.3f}]{mark}"

    def _lead(self, row: Row, measure: str) -> str:
        lead = self._ahead(row, measure)
        return f"{lead.mean:+.3f} [{lead.low:+.3f}, {lead.high:+.3f}]"

    def _ahead(self, row: Row, measure: str) -> Estimate:
        return estimate(self.rows[0].scores[measure] - row.scores[measure])
