from types import SimpleNamespace

import numpy as np
import pytest
from sizewise.analysis.methods.reach import reach
from sizewise.analysis.methods.single_runs import RunMeans

SIZE = np.repeat(np.arange(4), 3)
INPUTS = SimpleNamespace(resamples=SimpleNamespace(seed=1), name="ladder")


def found(levels, easiest=0.9, partner=None):
    """The reach of three runs at each of four sizes, levels 1 to 8 tested, no noise of items."""
    levels = np.asarray(levels, dtype=float)
    means = RunMeans(
        sizes=["a", "b", "c", "d"], size=SIZE, x=SIZE.astype(float),
        estimate=np.zeros((2, 12)), samples=np.zeros((50, 2, 12)),
    )  # fmt: skip
    drawn = np.tile(levels, (50, 1))
    return reach(
        INPUTS, means, levels, drawn, (1.0, 8.0), able="above",
        easiest=np.full(12, easiest), key=("f", "k" if partner is None else "l"), partner=partner,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("by_size", "easiest", "reason"),
    [
        ([0, 0, 0, 0], 0.0, "floor"),
        ([0, 0, 0, 0], 0.4, "out of range"),
        ([0, 0, 0, 3], 0.4, "out of range"),
        ([0, 0, 9, 9], 0.4, "out of range"),
        ([9, 9, 9, 9], 0.9, "ceiling"),
        ([0, 2, 3, 9], 0.9, None),
    ],
)
def test_reasons_why_there_is_no_line(by_size, easiest, reason):
    one = found(np.repeat(by_size, 3), easiest)
    assert one.reason == reason and (one.line is None) == (reason is not None)
    assert np.isnan(one.slope) == (reason is not None)


def test_a_size_is_beyond_where_half_of_its_runs_are():
    one = found([0, 0, 5, 0, 5, 5, 2, 3, 4, 9, 9, 4])
    assert one.sides == ["below", None, None, "above"]
    assert one.middle.tolist() == [1, 5, 3, 8] and one.inside == [1, 2, 3, 1]
    assert one.beyond("below") == ["a"] and one.read() == ["b", "c"]
    assert (one.samples >= 1).all() and (one.samples <= 8).all()


def test_seeds_that_are_good_at_both_move_both_lines():
    luck = np.random.default_rng(0).normal(0, 0.5, 12)
    first, other = found(3 + SIZE + luck), found(2 + SIZE - luck)
    alike = found(2 + SIZE + luck, partner=first)
    apart = found(2 + SIZE - luck, partner=first)
    assert np.corrcoef(first.line.normal.ravel(), alike.line.normal.ravel())[0, 1] > 0.9
    assert abs(np.corrcoef(first.line.normal.ravel(), apart.line.normal.ravel())[0, 1]) < 0.2
    assert other.slope == pytest.approx(apart.slope)
