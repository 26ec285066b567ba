"""What chapters on planted families share."""

import pandas as pd
import pytest
from lxml import html
from sizewise.report import planted
from sizewise.report.chapter import MissingData, Page
from sizewise.report.messages import said


@pytest.fixture
def planted_page(analysis, register, tmp_path, shown):
    """A page over scores of one family, at two steps, in two kinds, and over written answers."""
    rows = [
        {"family": "chains", "kind": kind, "metric": "accuracy", "knob": "all", "size": size,
         "step": step, "value": value, "low": value - 0.05, "high": value + 0.05, "chance": 0.2}
        for kind, last in [("direct", 0.3), ("written", 0.9)]
        for size, factor in [("25k", 1 / 3), ("792k", 1)]
        for step, value in [(10, 0.2), (100, last * factor)]
    ]  # fmt: skip
    pd.DataFrame(rows).to_parquet(analysis / "scores.parquet")
    answers = [
        {"family": "chains", "size": size, "step": step, "prompt": f"question {n}",
         "generated": f"{size} {n}", "target": "t", "correct": True}
        for n in range(6) for size in ("792k", "25k") for step in (10, 100)
    ]  # fmt: skip
    pd.DataFrame(answers).to_parquet(analysis / "examples.parquet")
    return Page(
        analysis=analysis, claims=register, output=tmp_path / "reports", name="demo",
        show=shown.append, claim_ids=[],
        tables=["analysis/sizes", "analysis/scores", "analysis/examples"],
    )  # fmt: skip


def test_answers_are_those_of_the_trained_models(planted_page):
    assert said(planted.answers(planted_page, "chains")) == (
        "The share of right answers among direct answers rises from 10 % at 25k to 30 % at 792k. "
        "The share of right answers among written steps rises from 30 % at 25k to 90 % at 792k."
    )
    one = planted.answers(planted_page, "chains", {"written": "the share of right ends"})
    assert said(one) == "The share of right ends rises from 30 % at 25k to 90 % at 792k."
    with pytest.raises(MissingData, match="family = verses"):
        planted.answers(planted_page, "verses")


def test_formation_has_a_panel_a_kind_and_every_step(planted_page, shown, tmp_path):
    planted.formation(planted_page, "chains", alt="Against steps.", caption="c")
    root = html.fromstring(shown[-1]["text/html"])
    texts = root.xpath("//svg")[0].xpath(".//text/text()")
    assert {"direct answers", "written steps", "step", "right answers", "chance"} <= set(texts)
    assert root.xpath("//svg/@aria-label")[0].endswith(". Against steps.")
    table = pd.read_csv(tmp_path / "reports" / "tables" / "demo-formation.csv")
    assert sorted(table["step"].unique()) == [10, 100]


def test_written_answers_are_the_first_questions_by_size(planted_page, shown):
    planted.written(planted_page, "chains", title="All", note="Not chosen.")
    root = html.fromstring(shown[-1]["text/html"])
    assert root.xpath("//summary/code/text()") == [f"question {n}" for n in range(4)]
    assert root.xpath("//details[1]//dd/code/text()") == ["25k 0", "792k 0"]
