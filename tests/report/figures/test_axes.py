"""Axes: where their ticks stand and what is written there."""

from matplotlib.figure import Figure
from sizewise.report import figures


def test_the_axis_of_sizes_is_marked_with_their_names(scale):
    axes = Figure().subplots()
    figures.size_axis(axes, scale)
    assert axes.get_xscale() == "log"
    assert list(axes.get_xticks()) == [25e3, 83e3, 792e3]
    assert [t.get_text() for t in axes.get_xticklabels()] == ["25k", "83k", "792k"]


def test_counts_are_marked_where_they_were_measured():
    axes = Figure().subplots()
    figures.count_axis(axes, [4096, 0, 512, 512], label="step")
    assert list(axes.get_xticks()) == [512, 4096]  # zero has no place on a log axis
    assert [t.get_text() for t in axes.get_xticklabels()] == ["512", "4.1k"]


def test_decades_are_round_and_inside():
    assert figures.decades(3, 220) == [5, 10, 20, 50, 100, 200]


def test_shares_are_percent():
    axes = Figure().subplots()
    figures.share_axis(axes, top=0.5)
    assert [t.get_text() for t in axes.get_yticklabels()][-1] == "50 %"
