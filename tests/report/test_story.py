"""The story: figures of chapters, an item a family, what is missing."""

import nbformat
import pandas as pd
import pytest
from lxml import html
from sizewise.report import index, story
from sizewise.report.editions import languages, page_of
from sizewise.report.messages import sentence
from sizewise.report.records import RECORD
from sizewise.report.tables import Tables
from sizewise.study.artifacts import write_json
from sizewise.study.messages import say

from .conftest import HOSTILE, NOTEBOOKS, REGISTER
from .test_site import STUDY


def notebook(*shown):
    """An executed notebook that showed these MIME bundles."""
    found = nbformat.v4.new_notebook()
    outputs = [nbformat.v4.new_output("display_data", data) for data in shown]
    found.cells.append(nbformat.v4.new_code_cell(outputs=outputs))
    return found


@pytest.fixture
def told(analysis, tmp_path):
    """The story's pages by language, of a study whose chapter on the ladder is built."""
    output = tmp_path / "reports"
    (output / "notebooks").mkdir(parents=True)
    others = {language: f"<figure>in {language}</figure>" for language in languages()[1:]}
    lead = {RECORD: {"lead": say("sentence", text=HOSTILE).to_json()}, "text/html": ""}
    figure = {
        "text/html": "<figure>in en</figure>",
        RECORD: {"figure": "loss-by-size", "editions": others},
    }
    other = {"text/html": "<figure>not asked for</figure>", RECORD: {"figure": "fit"}}
    nbformat.write(notebook(lead, figure, other), output / "notebooks" / "ladder.ipynb")
    pd.DataFrame({
        "family": ["chains", "chains", "verses"], "prompt": [HOSTILE, "second", "third"],
        "target": ["yes", "no", "word"],
    }).to_parquet(analysis / "examples.parquet")  # fmt: skip
    index.build_index(
        STUDY, results=analysis.parent, claims=REGISTER, output=output, notebooks=NOTEBOOKS
    )
    return {one: (output / page_of("story", one)).read_text() for one in languages()}


@pytest.mark.parametrize("language", languages())
def test_every_step_is_told_and_figures_are_the_chapters_own(told, language):
    root = html.fromstring(told[language])
    steps = [head.get("id") for head in root.xpath("//section[@class='step']/h2")]
    assert steps == [f"step-{step.name}" for step in story.STEPS]
    (figure,) = root.xpath("//figure")
    assert figure.text == f"in {language}"
    assert figure.getparent().find("h2").get("id") == "step-bought"


def test_one_item_a_family_and_nothing_hostile(told):
    root = html.fromstring(told["en"])
    (items,) = root.find_class("items")
    assert [name.text for name in items.iter("dt")] == ["chains", "verses"]
    assert items.xpath(".//code/text()") == [HOSTILE, "third"]
    assert HOSTILE not in told["en"]
    assert HOSTILE in root.find_class("finding")[0].text_content()


def signals_of(*calls):
    return pd.DataFrame([
        {"family": family, "kind": kind, "metric": "accuracy", "size": size, "signal": call}
        for family, kind, call in calls
        for size in ("25k", "792k")
    ])  # fmt: skip


def test_what_size_did_not_buy_keeps_floors_apart(tmp_path):
    table = signals_of(
        ("chains", "direct", "at chance"), ("verses", "continue", "no difference seen"),
        ("sources", "noisy", "rises with size"),
    )  # fmt: skip
    table.to_parquet(tmp_path / "signal.parquet")
    tables = Tables(["analysis/signal"], {"analysis": tmp_path}, reader="the story")
    flat, floor = (sentence(one) for one in story.not_bought(tables))
    assert "no difference seen** between 25k and 792k: verses, verses to continue." in flat
    assert "No size does better than guessing**" in floor
    assert floor.endswith(": chains, direct answers.")
    table[table["kind"] != "continue"].to_parquet(tmp_path / "signal.parquet")
    none, _ = story.not_bought(Tables(["analysis/signal"], {"analysis": tmp_path}, reader="x"))
    assert sentence(none).startswith("Of what some size does better than by guessing, nothing")
    (tmp_path / "signal.parquet").unlink()
    assert story.not_bought(Tables(["analysis/signal"], {"analysis": tmp_path}, reader="x")) == []


def test_what_is_missing_ends_it(told):
    last = html.fromstring(told["en"]).find_class("step")[-1].text_content()
    assert "not measured in this study" in last
    assert sentence(say("limit-one-recipe")) in last


def test_figures_that_move_stay_in_their_chapter():
    moving = {"text/html": "<figure></figure>", RECORD: {"figure": "specifications", "vega": True}}
    assert story.figures({"public": notebook(moving)}) == {}


def test_documents_stand_beside_the_questions_where_the_pages_of_questions_were_made(
    analysis, tmp_path
):
    output = tmp_path / "reports"
    each = [{"family": "verses", "prompt": HOSTILE, "target": "word", "document": f"A {HOSTILE}"}]
    write_json(output / "items" / "story.json", each)
    index.build_index(
        STUDY, results=analysis.parent, claims=REGISTER, output=output, notebooks=NOTEBOOKS
    )
    root = html.fromstring((output / "story.html").read_text())
    (items,) = root.find_class("items")
    assert [one.text for one in items.find_class("planted")] == [f"A {HOSTILE}"]
    assert items.xpath(".//code/text()") == [HOSTILE]
    assert items.xpath(".//a/@href") == ["items-verses.html"]
