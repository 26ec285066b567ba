"""One demonstration figure, drawn for wide and narrow pages."""

import numpy as np
import pandas as pd
import pytest
from lxml import etree
from sizewise.report import figures, palette

SIZES = palette.SizeScale({"25k": 25e3, "83k": 83e3, "792k": 792e3})


def draw(canvas):
    panels = canvas.panels(3, titles=["a < b", "two", "three"])
    x = np.array([1.0, 8.0, 64.0, 512.0])
    for axes in panels:
        for index, size in enumerate(SIZES.names):
            value = x / (x + 30 / (index + 1))
            frame = pd.DataFrame({"x": x, "value": value, "low": value - 0.1, "high": value + 0.1})
            figures.curve(axes, frame, "x", colour=SIZES.colour(size))
        figures.count_axis(axes, x, label="exposures")
        figures.reference(axes, 0.25, "chance")
    figures.end_labels(
        panels[-1], [(512.0, 0.94, size, SIZES.colour(size)) for size in SIZES.names]
    )


@pytest.fixture(scope="session")
def scale():
    """The sizes of the demonstration figure."""
    return SIZES


@pytest.fixture(scope="session")
def demo():
    """The function that draws the demonstration figure."""
    return draw


@pytest.fixture(scope="session")
def drawings():
    """Its two drawings."""
    return figures.render(draw, name="demo", alt='says "<finding>"')


@pytest.fixture(scope="session")
def parse():
    """From a drawing to its XML."""
    return lambda drawing: etree.fromstring(str(drawing["svg"]).encode())
