"""The chapter of Pythia's ladder, from the tables that the repository carries."""

import json
from pathlib import Path

import pytest
from lxml import html
from sizewise.analysis.pythia import published
from sizewise.report import site
from sizewise.report.build import build_chapter
from sizewise.report.config import Report
from sizewise.study.sections import read_sections
from sizewise.study.statistics import Analysis

DATA = Path(__file__).parents[2] / "data"
STUDY = read_sections(
    json.dumps({"name": "any", "report": {"title": "T", "chapters": ["pythia"]}}),
    name=str, report=Report,
)  # fmt: skip


@pytest.mark.slow
def test_the_chapter_is_built_beside_a_study_without_results(register, notebooks, tmp_path):
    analysis = Analysis(seed=1, bootstrap_samples=100, confidence=0.95)
    published.build(analysis, DATA, register, tmp_path / "published")
    (tmp_path / "analysis").mkdir()
    page = build_chapter(
        STUDY, "pythia", analysis=tmp_path / "analysis", observation=None,
        published=tmp_path / "published", claims=register, output=tmp_path / "out",
        notebooks=notebooks,
    )  # fmt: skip
    text = page.read_text()
    root = html.fromstring(text)
    assert len(text.encode()) < site.CHAPTER_BYTES
    assert [" ".join(e.text_content().split()) for e in root.find_class("missing")] == []
    lead = root.find_class("lead")[0].text_content()
    assert lead.startswith("Pythia, 70M to 12B") and "quantity in" in lead
    assert len(root.xpath("//figure")) == 4
    # Predictions have a measured target, projections have none: here are no projections.
    words = root.text_content()
    assert "predictions" in words and words.count("projection") == 1
