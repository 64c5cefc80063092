"""A trained network, whichever library runs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from deej_desktop.domain.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A trained network, ready to be asked.

    Attributes:
        input_shape: Of one example.
        output_shape: Of one answer.
        predict: Takes (n, *input_shape) float32, gives (n, *output_shape); n should stay the same
            from call to call as far as possible.
    """

    input_shape: tuple[int | None, ...]
    output_shape: tuple[int | None, ...]
    predict: Callable[[FloatArray], FloatArray]
