"""Words of the glossary: each is a link where a page uses it first, and nowhere else."""

import re

import pytest
from lxml import html
from sizewise.report import glossary, messages
from sizewise.report.editions import languages
from sizewise.study.messages import say


def links(body, language="en"):
    with messages.speaking(language):
        root = html.fromstring(f"<div>{glossary.linked(body)}</div>")
    return [(one.get("href"), one.text) for one in root.iter("a")]


def test_the_first_use_is_a_link_and_the_second_is_not():
    body = "<p>A decade has an interval.</p><p>Another decade; two seeds, one seed.</p>"
    assert links(body) == [
        ("about.html#word-decade", "decade"),
        ("about.html#word-interval", "interval"),
        ("about.html#word-seed", "seeds"),
    ]


def test_other_words_that_hold_one_are_left():
    assert links("<p>natural seedlings of an army at f500, sub-arm, floored</p>") == []


@pytest.mark.parametrize(
    "around", ["a", "button", "summary", "h2", "code", "blockquote", "q", "svg"]
)
def test_names_controls_quotations_and_drawings_are_left(around):
    body = f"<{around}>one decade</{around}><p>and then a decade</p>"
    with messages.speaking("en"):
        found = glossary.linked(body)
    assert found.startswith(f"<{around}>one decade</{around}>")
    assert found.count("#word-decade") == 1


def test_scripts_and_attributes_are_left():
    body = '<script>const arm = "<b>seed</b>";</script><p title="a decade">x</p><!-- a logit -->'
    with messages.speaking("en"):
        assert glossary.linked(body) == body


def test_the_other_edition_links_its_own_page():
    assert links("<p>每个区间</p>", "zh") == [("about.html#word-interval", "区间")]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", glossary.WORDS)
def test_every_word_finds_itself_and_can_be_read(language, name):
    forms = messages.sentence(say("glossary-forms", name=name), language).split("|")
    with messages.speaking(language):
        body = glossary.linked("<p>" + re.sub(r"\?", "", forms[0]) + "</p>")
        assert f"#word-{name}" in body
        assert messages.said(say("glossary-meaning", name=name))
