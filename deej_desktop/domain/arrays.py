"""Names for the arrays that travel between the engines."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.float32]
"""Any float32 array; docstrings give the shape."""

IntArray: TypeAlias = npt.NDArray[np.int64]
"""Any int64 array, mostly indices."""

BoolArray: TypeAlias = npt.NDArray[np.bool_]
"""Any boolean array, mostly a mask."""
