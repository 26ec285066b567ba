import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sizewise.report import palette, templates

LADDER = {"25k": 25e3, "83k": 83e3, "233k": 233e3, "792k": 792e3}


def luminance(colour):
    return palette.contrast(colour, "#000000")


@pytest.mark.parametrize("dark", [False, True])
def test_sizes_darken_on_light_paper_and_lighten_on_dark(dark):
    values = [luminance(colour) for colour in palette.size_colours(dark)]
    assert values == sorted(values, reverse=not dark)
    assert len(set(values)) == palette.STOPS


@pytest.mark.parametrize("dark, paper", [(False, palette.LIGHT_PAPER), (True, palette.DARK_PAPER)])
def test_every_size_stands_out_from_the_paper(dark, paper):
    assert min(palette.contrast(c, paper) for c in palette.size_colours(dark)) >= 3


def test_a_size_keeps_its_colour_whatever_is_drawn():
    scale = palette.SizeScale(LADDER)
    shuffled = palette.SizeScale(dict(reversed(LADDER.items())))
    assert scale.names == shuffled.names == list(LADDER)
    assert scale.key() == shuffled.key()
    assert len({colour for _, colour in scale.key()}) == len(LADDER)
    # Of what is drawn alone, in the ladder's order; what is no size of it has no colour.
    some = [scale.names[2], scale.names[0], "7B"]
    assert scale.key(some) == [scale.key()[0], scale.key()[2]]


@given(st.floats(1e4, 1e12), st.floats(1e4, 1e12))
def test_the_scale_is_monotonic_in_n(one, other):
    scale = palette.SizeScale({"a": 1e4, "b": 1e12})
    stops = [int(re.search(r"size-(\d+)", palette.css(scale.at(n)))[1]) for n in (one, other)]
    assert (stops[0] <= stops[1]) == (one <= other) or stops[0] == stops[1]


def variables(dark):
    css = str(templates.asset("style.css"))
    start = css.index('data-theme="dark"] {' if dark else ":root {\n  color-scheme")
    block = css[start : css.index("}", start)]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


@pytest.mark.parametrize("dark", [False, True])
def test_text_and_marks_are_readable_in_both_themes(dark):
    found = variables(dark)
    assert found["paper"] == (palette.DARK_PAPER if dark else palette.LIGHT_PAPER)
    for name in ("ink", "muted", "link", "good", "bad", "mid", "open"):
        for ground in ("paper", "raised"):
            assert palette.contrast(found[name], found[ground]) >= 4.5, (name, ground)
    for number in range(1, 9):
        assert palette.contrast(found[f"mark-{number}"], found["paper"]) >= 3


def test_every_marker_is_a_variable_of_the_stylesheet():
    for dark in (False, True):
        known = set(variables(dark)) | {f"size-{stop}" for stop in range(palette.STOPS)}
        assert set(palette.markers().values()) <= known


def test_markers_become_variables_and_nothing_else_changes():
    text = f"stroke: {palette.INK}; fill: #123456"
    assert palette.with_variables(text) == "stroke: var(--ink); fill: #123456"
