"""The chapter of capacity: what it shows of a known table, and what it says without one."""

import pandas as pd
import pytest
from lxml import html
from sizewise.report.build import build_chapter
from sizewise.report.config import Report
from sizewise.study.sections import read_sections

from .conftest import REGISTER

STUDY = read_sections(
    '{"name": "t", "report": {"title": "T", "chapters": ["capacity"]}}', name=str, report=Report
)
LIVE = {"6k": 8_640, "25k": 29_776}


def table(rows: bool) -> pd.DataFrame:
    """At 6k .5 of 12,000 bits are proven and .9 seem known, at 25k all of them."""
    found = [
        {"arm": "capacity", "size": size, "seeds": 2, "exposures": 100.0, "total": live + 8_000,
         "live": live, "non_embedding": live - 3_000, "planted_bits": 12_000.0, "limit": 1.0,
         "counted": counted, "kind": kind, "share": share, "low": share - 0.05,
         "high": share + 0.05}
        for size, live in LIVE.items()
        for counted, small in (("provable", 0.5), ("chosen", 0.9))
        for share in [small if size == "6k" else 1.0]
        for kind in ("all", "value_of", "name_of")
    ]  # fmt: skip
    return pd.DataFrame(found if rows else found[:0], columns=list(found[0]))


def text_of(analysis, notebooks, output, *, rows: bool) -> str:
    table(rows).to_parquet(analysis / "capacity.parquet")
    page = build_chapter(
        STUDY, "capacity", analysis=analysis, observation=None, published=None, claims=REGISTER,
        output=output, notebooks=notebooks,
    )  # fmt: skip
    return " ".join(html.fromstring(page.read_text()).text_content().split())


@pytest.mark.slow
def test_the_chapter_says_what_the_table_holds(analysis, notebooks, tmp_path):
    text = text_of(analysis, notebooks, tmp_path / "out", rows=True)
    # 6,000 bits in 8,640 parameters.
    assert "told 100 times 25k holds" not in text
    assert "told 100 times 6k holds 0.69 bits a parameter, the most of all sizes" in text
    assert "Where 1.4 bits a parameter are planted (6k), a share of 50 % of them is held" in text


@pytest.mark.slow
def test_a_study_without_the_arm_says_so(analysis, notebooks, tmp_path):
    text = text_of(analysis, notebooks, tmp_path / "out", rows=False)
    assert "which this study did not run" in text
