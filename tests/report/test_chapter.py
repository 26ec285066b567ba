import json

import altair
import pandas as pd
import pytest
from lxml import html
from sizewise.report.chapter import MissingData, Page
from sizewise.report.messages import said, sentence
from sizewise.report.records import RECORD
from sizewise.report.templates import script_json
from sizewise.study.errors import StudyError
from sizewise.study.messages import Message, say

HOSTILE = "<script>alert('x')</script>"


def draw(canvas):
    (axes,) = canvas.panels(1)
    axes.plot([1, 2], [3, 4])
    axes.set_title(HOSTILE)


def blocks(shown):
    return "".join(bundle["text/html"] for bundle in shown)


def test_figures_leave_their_table_and_say_their_finding(page, shown, table, tmp_path):
    page.figure(draw, name="demo-figure", title="It rises", alt="Shares by size.", table=table,
                key="sizes")  # fmt: skip
    root = html.fromstring(blocks(shown))
    assert root.get("id") == "demo-figure"
    assert root.xpath("//h3/text()") == ["It rises"]
    assert set(root.xpath("//svg/@aria-label")) == {"It rises. Shares by size."}
    links = root.xpath("//p[@class='source']/a/@href")
    assert links == [
        "tables/demo-demo-figure.csv", "notebooks/demo.ipynb", "notebooks/demo.py",
    ]  # fmt: skip
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "reports" / links[0]), table)
    assert shown[0][RECORD]["title"] == "It rises"
    assert [e.text_content().strip() for e in root.find_class("entry")] == ["25k", "792k"]


def test_names_of_figures_are_unique_and_plain(page, table):
    page.figure(draw, name="one", title="t", alt="a", table=table)
    for name in ("one", "../one", "One", ""):
        with pytest.raises(StudyError, match="choose another"):
            page.figure(draw, name=name, title="t", alt="a", table=table)


def test_nothing_that_is_passed_becomes_html(page, shown, table):
    page.lead(say("demo-text", text=HOSTILE))
    page.text(HOSTILE)
    page.note(HOSTILE)
    page.verdict("A2")  # its reason is hostile, too
    page.frame(pd.DataFrame({"a": [HOSTILE]}), caption=HOSTILE, columns={"a": HOSTILE})
    page.figure(draw, name="f", title=HOSTILE, alt=HOSTILE, table=table, caption=HOSTILE,
                source=HOSTILE, key=[(HOSTILE, "red")])  # fmt: skip
    answers = pd.DataFrame({"size": ["25k"], "prompt": [HOSTILE], "generated": [HOSTILE],
                            "target": [HOSTILE], "correct": [False]})  # fmt: skip
    page.examples(answers, HOSTILE)
    with page.part(say("demo-text", text=HOSTILE)):
        raise MissingData(say("demo-text", text=HOSTILE))
    text = blocks(shown)
    assert "<script" not in text
    assert not html.fromstring(f"<div>{text}</div>").xpath("//script")
    assert text.count("&lt;script&gt;") >= 12


def test_prose_knows_strong_and_code_only(page, shown):
    page.text("**all 3** end on `a<b`; [no](link)")
    assert blocks(shown) == ("<p><strong>all 3</strong> end on <code>a&lt;b</code>; [no](link)</p>")


def test_verdicts_are_words_and_shapes(page, shown):
    page.verdict("A2", "A5", "A1")
    root = html.fromstring(f"<div>{blocks(shown)}</div>")
    badges = [" ".join(e.text_content().split()) for e in root.find_class("badge")]
    assert badges == ["▲ supported", "▼ opposite", "– not measured"]
    assert "−0.431 [−0.520, −0.340] exponent of f50 in N" in root.text_content()
    assert root.xpath("//a/@href") == ["index.html#A2", "index.html#A5", "index.html#A1"]
    assert len(root.find_class("spark")) == 1


def open_page(analysis, register, folder, **declared):
    return Page(analysis=analysis, claims=register, output=folder, name="demo", **declared)


def test_cards_are_folded_to_a_line_that_has_verdict_and_effect(page, shown):
    page.verdict("A2", "A1")
    root = html.fromstring(shown[0]["text/html"])
    folds = root.xpath("//section[contains(@class, 'verdict')]/details")
    assert len(folds) == 2 and not root.xpath("//details/@open")
    (line,) = folds[0].xpath("./summary")
    assert "A2" in line.text_content() and "supported" in line.text_content()
    assert line.find_class("effect") and line.xpath(".//*[local-name()='svg']")
    assert not line.xpath(".//a"), "a link inside of what folds would do two things"


def test_unknown_claims_are_named(analysis, register, tmp_path):
    with pytest.raises(StudyError, match="claim A99 is not in the register"):
        open_page(analysis, register, tmp_path, tables=[], claim_ids=["A2", "A99"])


def test_claims_that_are_not_declared_are_refused(analysis, register, tmp_path):
    page = open_page(analysis, register, tmp_path, tables=[], claim_ids=["A2"])
    assert page.finding("A2").effect == -0.4312
    for use in (page.verdict, page.finding, page.claim_curve):
        with pytest.raises(StudyError, match="reads claim A5 and does not declare it") as caught:
            use("A5")
        assert "\n" not in str(caught.value)


def test_what_is_missing_is_said_and_the_rest_is_built(page, shown):
    with page.part(say("demo-text", text="First")):
        page.read("nowhere")
    with page.part(say("demo-text", text="Second")):
        page.rows("sizes", size="7B")
    with page.part(say("demo-text", text="Third")):
        page.rows("sizes", sise="7B")
    with page.part(say("demo-text", text="Fourth")):
        page.text("here")
    text = blocks(shown)
    assert "there is no table analysis/nowhere.parquet" in text
    assert "sizes.parquet has no rows with size = 7B" in text
    assert "sizes.parquet has no column sise" in text
    assert text.endswith("<p>here</p>")


def test_other_errors_are_not_swallowed(page):
    with pytest.raises(ZeroDivisionError), page.part(say("demo-text", text="Sums")):
        1 / 0  # noqa: B018


def test_a_lead_without_data_says_so(page, shown):
    with page.lead_or_missing():
        page.lead(str(page.read("nowhere")))
    lead = sentence(Message.from_json(shown[-1][RECORD]["lead"]))
    assert lead.startswith("Not measured in this study: ")


def test_numbers_in_tables_go_through_the_formatter(page, shown, table):
    page.frame(table, caption="c", columns={"size": "Size"},
               estimates={"Recall": ("value", "low", "high")})  # fmt: skip
    root = html.fromstring(blocks(shown))
    cells = [cell.text for cell in root.xpath("//td")]
    assert cells == ["25k", "0.20 [0.10, 0.30]", "792k", "0.80 [0.70, 0.90]"]
    assert [cell.get("class") for cell in root.xpath("//th")] == [None, "number"]


def test_altair_charts_are_data_in_the_page(page, shown, table):
    table["size"] = HOSTILE

    def chart():
        marks = altair.Chart(table).mark_point(color=page.sizes.colour("25k"))
        return marks.encode(x="size", y="value").properties(title=said(say("demo-chart")))

    page.altair(chart, name="public", title="t", alt="says it", table=table)
    root = html.fromstring(blocks(shown))
    (script,) = root.xpath("//script")
    assert script.get("type") == "application/json"
    assert HOSTILE in script.text_content() or "\\u003cscript" in script.text_content()
    specification = json.loads(script.text_content())
    assert specification["title"] == "chart in a language"
    assert specification["mark"]["color"] == page.sizes.colour("25k")
    assert "<script>alert" not in blocks(shown)
    assert root.xpath("//div[@class='vega']/@aria-label") == ["t. says it"]
    assert shown[-1][RECORD]["vega"] is True


def test_json_in_scripts_cannot_end_the_script():
    value = {"a": "</script><!--", "b": "&amp;"}
    text = script_json(value)
    assert "<" not in text
    assert ">" not in text
    assert json.loads(text) == value


def test_the_curve_of_a_claim(page):
    curve = page.claim_curve("A2")
    assert curve["size"].tolist() == ["25k", "792k"]
    assert curve["value"].tolist() == [90.0, 20.0]
    assert page.claim_curve("A1") is None
