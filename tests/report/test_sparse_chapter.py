"""The chapter on total and active parameters: pairs and weights, and a study without the arm."""

import numpy as np
import pandas as pd
import pytest
from lxml import html
from sizewise.report.build import build_chapter
from sizewise.report.config import Report
from sizewise.study.sections import read_sections

from .conftest import REGISTER

STUDY = read_sections(
    '{"name": "t", "report": {"title": "T", "chapters": ["sparse"]}}', name=str, report=Report
)
SIZES = {
    "25k": (25_248, 25_248, -2.0), "83k": (83_280, 83_280, -1.8),
    "85k-a26k": (84_960, 25_824, -1.9),
}  # fmt: skip


def write_tables(folder, low: float) -> None:
    """A mixture halfway between its two rungs; `low` ends the interval of the total's weight."""
    rows = [
        {
            "outcome": "bits saved", "size": size, "sparse": "-a" in size, "total": float(total),
            "active": float(active), "value": value, "low": value - 0.01, "high": value + 0.01,
            "seeds": 3, "same_total": "83k" if "-a" in size else None,
            "same_active": "25k" if "-a" in size else None,
            "balance_loss": 1.25 if "-a" in size else np.nan,
        }
        for size, (total, active, value) in SIZES.items()
    ]  # fmt: skip
    weights = [
        {"outcome": "bits saved", "count": count, "value": 0.5, "low": end, "high": 0.8,
         "sizes": 3, "mixtures": 1}
        for count, end in (("total", low), ("active", 0.2))
    ]  # fmt: skip
    pd.DataFrame(rows).to_parquet(folder / "sparse.parquet")
    pd.DataFrame(weights).to_parquet(folder / "sparse_weights.parquet")


def build(analysis, notebooks, output):
    page = build_chapter(
        STUDY, "sparse", analysis=analysis, observation=None, published=None, claims=REGISTER,
        output=output, notebooks=notebooks,
    )  # fmt: skip
    return html.fromstring(page.read_text())


def text_of(page) -> str:
    return " ".join(page.text_content().split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("low", "title"),
    [
        (0.2, "Both counts surely help on held-out text"),
        (-0.1, "Active parameters surely help on held-out text, the total may"),
    ],
)
def test_pairs_and_weights_are_told(analysis, notebooks, tmp_path, low, title):
    write_tables(analysis, low)
    page = build(analysis, notebooks, tmp_path)
    text = text_of(page)
    # Halfway: each count saves a tenth of a bit at as many of the other.
    assert "More in total at the same active parameters saves 0.100 bits a byte" in text
    assert "more active at the same total 0.100" in text
    assert title in text and "1.25" in text
    assert len(page.xpath("//figure")) >= 2


@pytest.mark.slow
def test_a_study_without_the_arm_says_so(analysis, notebooks, tmp_path):
    write_tables(analysis, 0.2)
    for name in ("sparse", "sparse_weights"):
        path = analysis / f"{name}.parquet"
        pd.read_parquet(path).head(0).to_parquet(path)
    assert "mixtures of experts, which this study did not train" in text_of(
        build(analysis, notebooks, tmp_path)
    )
