"""Axes: where their ticks stand and what is written there."""

from matplotlib.axis import Axis
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


def test_an_axis_that_panels_share_is_marked_once_and_anew_where_asked_for_other(
    scale, monkeypatch
):
    marked = []
    ticks = Axis.set_ticks
    monkeypatch.setattr(
        Axis, "set_ticks", lambda axis, *a, **k: marked.append(axis) or ticks(axis, *a, **k)
    )
    together = Figure().subplots(2, 3, sharex=True, sharey=True).flat
    for panel in together:
        panel.plot([25e3, 792e3], [0, 7])
        figures.size_axis(panel, scale)
        figures.share_axis(panel)
    assert len(marked) == 2
    alone = Figure().subplots()
    figures.size_axis(alone, scale)
    figures.share_axis(alone)
    for panel in together:
        assert (panel.get_xlim(), panel.get_ylim()) == (alone.get_xlim(), alone.get_ylim())
        assert list(panel.get_xticks()) == list(alone.get_xticks())
        assert [t.get_text() for t in panel.get_yticklabels()] == [
            t.get_text() for t in alone.get_yticklabels()
        ]
        assert not list(panel.get_xticks(minor=True))
    figures.share_axis(together[1], top=0.5)
    assert [t.get_text() for t in together[0].get_yticklabels()][-1] == "50 %"
