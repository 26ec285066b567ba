"""Sparklines."""

import re

from lxml import etree
from sizewise.report import palette
from sizewise.report.sparkline import sparkline
from sizewise.report.verdicts import Point

SIZES = palette.SizeScale({"25k": 25e3, "83k": 83e3, "792k": 792e3})


def points(values):
    sizes = [("25k", 25e3), ("83k", 83e3), ("792k", 792e3)]
    return [Point(size=s, non_embedding=n, value=v, low=v - 0.2, high=v + 0.2)
            for (s, n), v in zip(sizes, values, strict=True)]  # fmt: skip


def test_sparklines_are_120_by_32_and_inside_their_box():
    root = etree.fromstring(str(sparkline(points([0.1, 0.5, 0.9]), SIZES, "a < b")).encode())
    assert (root.get("width"), root.get("height")) == ("120", "32")
    assert root.get("aria-label") == "a < b"
    circles = list(root.iter("circle"))
    heights = [float(circle.get("cy")) for circle in circles]
    assert heights == sorted(heights, reverse=True)
    assert all(0 < float(c.get("cx")) < 120 and 0 < float(c.get("cy")) < 32 for c in circles)
    assert [c.get("fill") for c in circles] == [palette.css(SIZES.colour(n)) for n in SIZES.names]


def test_a_sparkline_marks_zero_only_where_it_is_crossed():
    assert "<line" in sparkline(points([-0.5, 0.1, 0.5]), SIZES, "x")
    assert "<line" not in sparkline(points([0.5, 0.6, 0.7]), SIZES, "x")


def test_a_sparkline_shares_the_studys_scale():
    alone = sparkline(points([0.1, 0.5, 0.9])[:2], SIZES, "x")
    together = sparkline(points([0.1, 0.5, 0.9]), SIZES, "x")

    def where(drawing):
        return re.findall(r'cx="([\d.]+)"', drawing)[:2]

    assert where(alone) == where(together)
