"""Where the share of planted bits is a question of capacity."""

import numpy as np
import pytest
from sizewise.analysis.measures.a01_lossy_or_lossless import _unreadable
from sizewise.analysis.methods.capacity import capacity

SIZES, ALL = ["25k", "83k"], np.array([0.5, 1.0])


def test_limits_are_those_of_the_law():
    assert capacity(1000) == 2 and capacity(100) == 1
    assert capacity(10) == 1 and capacity(1e6) == 2
    assert capacity(100 * 10**0.5) == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("planted", "exposures", "readable"),
    [
        ((3.0, 0.9), 500, True),
        ((3.0, 0.9), 50, False),  # told too seldom
        ((0.4, 0.1), 500, False),  # all sizes have room
        ((9.0, 3.0), 500, False),  # none has
    ],
)
def test_only_a_stream_that_fills_the_small_sizes_is_read(planted, exposures, readable):
    why = _unreadable(SIZES, np.array(planted), ALL, exposures)
    assert (why is None) == readable
    if why:
        assert why.reason == "out of range"


def test_who_learned_nothing_is_not_lossy():
    why = _unreadable(SIZES, np.array([3.0, 0.9]), np.array([0.0, 0.01]), 500)
    assert why.reason == "floor"
