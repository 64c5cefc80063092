from __future__ import annotations

from xml.etree import ElementTree as ET

import numpy as np

from deej_desktop.training.plot import svg_of
from deej_desktop.training.report import Report, Row


def test_each_row_has_a_dot_for_each_measure_where_its_mean_is() -> None:
    rows = (
        Row("ours & others", {"mAP": np.full(5, 0.75, np.float32), "MRR": np.ones(5, np.float32)}),
        Row("chance", {"mAP": np.full(5, 0.25, np.float32), "MRR": np.zeros(5, np.float32)}),
    )
    drawing = ET.fromstring(svg_of(Report(5, rows)))
    space = "{http://www.w3.org/2000/svg}"
    texts = [text.text for text in drawing.iter(f"{space}text")]
    assert {"ours & others", "chance", "mAP", "MRR", "5 tracks, 95 % intervals"} <= set(texts)
    dots = [float(dot.attrib["cx"]) for dot in drawing.iter(f"{space}circle")]
    better, worse = dots[:2]
    assert len(dots) == 4
    assert better > worse
