"""The encoders that Deej-A.I. (R. D. Smith, 2019) published, read from their files.

Whatever framework wrote them, their weights become one Keras network of ours; files of ONNX are
run as they are. Nothing in a file is ever executed.
"""

from deej_desktop.analysis.published.network import PublishedShape, build_published, network_of
from deej_desktop.analysis.published.source import PublishedKind, kind_of, read_weights
from deej_desktop.analysis.published.weights import PublishedWeights

__all__ = [
    "PublishedKind",
    "PublishedShape",
    "PublishedWeights",
    "build_published",
    "kind_of",
    "network_of",
    "read_weights",
]
