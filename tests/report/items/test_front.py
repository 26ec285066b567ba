"""The question of the front page: chosen by rule, shown without a script too."""

import json

import pytest
from lxml import html
from sizewise.report.editions import languages
from sizewise.report.items import front
from sizewise.report.messages import speaking

from .conftest import HOSTILE, QUESTIONS

SIZES = [{"name": "25k", "seeds": 1, "colour": "var(--size-0)"},
         {"name": "83k", "seeds": 1, "colour": "var(--size-20)"}]  # fmt: skip


def row(name, small, large, **more):
    """A question whose right choice gets these thousandths after the last checkpoint."""
    shares = [[[500, 500], [small, 1000 - small]], [[500, 500], [large, 1000 - large]]]
    return {"id": name, "kind": "recall", "prompt": "Who?", "choices": ["a", "b"], "answer": 0,
            "target": "a", "shares": shares, "passages": [{}], "knobs": {}} | more  # fmt: skip


def chosen(*rows):
    candidate = front.Candidate()
    candidate.look("biographies", rows, [10, 20], SIZES)
    return candidate.found and candidate.found["item"]["id"]


def test_it_is_the_question_on_which_the_largest_gains_most():
    assert chosen(row("a", 400, 600), row("b", 300, 900), row("c", 900, 950)) == "b"
    assert chosen(row("a", 300, 900), row("b", 300, 900)) == "a", "of equals the first"
    assert chosen(row("a", 900, 300)) is None, "a loss is no example of what size buys"


@pytest.mark.parametrize(
    "more",
    [{"passages": []}, {"true": [500, 500]}, {"prompt": "x" * 300}, {"choices": ["a"] * 16},
     {"shares": None}, {"shares": [[None, [0, 1000]], [None, [1000, 0]]]}],
)  # fmt: skip
def test_what_a_newcomer_cannot_read_at_a_look_is_left_out(more):
    assert chosen(row("a", 100, 900, **more), row("b", 400, 600)) == "b"


@pytest.mark.parametrize("language", languages())
def test_it_stands_on_the_page_with_its_last_answers_and_everything_escaped(built, language):
    found = json.loads((built / "items" / front.FILE).read_text())
    assert found["item"]["id"] == "biographies/recall/00003"
    with speaking(language):
        text = front.front_question(built)
    assert HOSTILE not in text
    root = html.fromstring(text)
    assert [c.text.replace(" ", "") for c in root.xpath("//tbody/tr[1]/td")] == ["20%", "80%"]
    assert root.xpath("//a/@href") == ["items-biographies.html#item=biographies/recall/00003"]


def test_without_questions_the_front_page_goes_on(tmp_path):
    assert front.write_front(tmp_path, front.Candidate()) == [tmp_path / "items" / front.STORY]
    assert front.front_question(tmp_path) == ""


def test_the_story_has_a_document_and_a_question_of_every_family(built):
    (one,) = front.one_of_each(built)
    assert (one["family"], one["prompt"]) == ("biographies", QUESTIONS[0].prompt)
    assert one["document"].startswith("A tale. person3/dish loves plums")
    assert front.one_of_each(built / "nowhere") == []


def test_a_document_is_one_that_a_page_can_show():
    assert front.shortest_document([]) is None
    assert front.shortest_document(["long " * 9, "short", "a little"]) == "short"
    long = front.shortest_document(["only " * 200])
    assert long.endswith("only …") and len(long) <= front.MOST_DOCUMENT + 2
