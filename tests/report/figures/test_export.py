"""Drawings as SVG inside a page."""

import re

from lxml import etree
from sizewise.report import figures


def test_one_drawing_for_wide_and_one_for_narrow_pages(drawings, parse):
    assert [drawing["width"] for drawing in drawings] == ["wide", "narrow"]
    widths = [float(parse(drawing).get("width")) for drawing in drawings]
    assert widths == [figures.WIDE, figures.NARROW]


def test_text_stays_text_and_is_escaped(drawings, parse):
    for drawing in drawings:
        root = parse(drawing)
        texts = [element.text for element in root.iter("text")]
        assert {"a < b", "chance", "exposures", "792k"} <= set(texts)
        assert root.get("aria-label") == 'says "<finding>"'
        assert root.get("role") == "img"


def test_colours_are_the_pages(drawings):
    text = str(drawings[0]["svg"])
    assert "#f1e" not in text
    assert {"--ink", "--muted", "--size-0", "--size-20"} <= set(
        re.findall(r"var\((--[\w-]+)\)", text)
    )


def test_ids_are_unique_in_a_page_and_all_references_resolve(drawings):
    page = f"<div>{drawings[0]['svg']}{drawings[1]['svg']}</div>"
    root = etree.fromstring(page.encode())
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids)) > 0
    used = re.findall(r'(?:url\(#|href="#)([^")]+)', page)
    assert set(used) == set(ids)


def test_the_same_figure_gives_the_same_bytes(demo, drawings):
    again = figures.render(demo, name="demo", alt='says "<finding>"')
    assert [d["svg"] for d in again] == [d["svg"] for d in drawings]
