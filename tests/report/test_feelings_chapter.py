"""The chapter of feelings: both halves, and what it says where one is missing."""

from pathlib import Path

import pandas as pd
import pytest
from lxml import html
from sizewise.report.build import build_chapter
from sizewise.report.config import Report
from sizewise.study.sections import read_sections

from .conftest import REGISTER

SIZES = {"25k": 25_248, "792k": 791_680}
STUDY = read_sections(
    '{"name": "t", "report": {"title": "T", "chapters": ["feelings"]}}', name=str, report=Report
)


def write_planted(folder: Path, gap: float) -> None:
    """Two settings; the interval of the exponents' difference has the half-width .05."""
    divergence = {"feelings": (0.6, 0.5), "deductions": (0.4, 0.1)}
    rows, growth, exponents = [], [], []
    for setting in (None, 0.0, 1.0):
        for family, values in divergence.items():
            for (size, n), value in zip(SIZES.items(), values, strict=True):
                rows.append({
                    "setting": setting, "family": family, "size": size, "non_embedding": n,
                    "divergence": value, "low": value - 0.02, "high": value + 0.02,
                    "reachable": 0.9, "share": 1 - value / 0.9, "share_low": 0.3,
                    "share_high": 0.95, "n_items": 80, "n_entities": 80,
                })  # fmt: skip
                if setting is None:
                    growth.append({
                        "family": family, "kind": "label", "metric": "divergence", "knob": "all",
                        "size": size, "step": 100, "value": value, "low": value - 0.02,
                        "high": value + 0.02, "chance": float("nan"),
                    })  # fmt: skip
        for family, a in [("feelings", 0.1), ("deductions", 0.1 + gap), ("difference", gap)]:
            exponents.append({
                "setting": setting, "family": family, "exponent": a, "low": a - 0.05,
                "high": a + 0.05, "log10_parameters": 5.0, "log10_low": 4.0, "log10_high": 6.0,
                "share_of_gain": 0.5,
            })  # fmt: skip
    for table, found in (("diffuse", rows), ("diffuse_exponents", exponents), ("scores", growth)):
        pd.DataFrame(found).to_parquet(folder / f"{table}.parquet")


def write_natural(folder: Path, slope: float) -> None:
    """One domain; the interval of the slope has the half-width .01."""
    levels = [
        {"size": size, "domain": domain, "half": "difference", "bits_per_byte": 0.1,
         "low": 0.05, "high": 0.15, "pairs": 40}
        for size in SIZES for domain in ("all", "plays")
    ]  # fmt: skip
    slopes = [
        {"domain": domain, "half": "difference", "slope": slope, "low": slope - 0.01,
         "high": slope + 0.01, "pairs": 40, "sizes": 2, "seeds": 3}
        for domain in ("all", "plays")
    ]  # fmt: skip
    pd.DataFrame(levels).to_parquet(folder / "emotion.parquet")
    pd.DataFrame(slopes).to_parquet(folder / "emotion_slopes.parquet")


def build(analysis, notebooks, output):
    page = build_chapter(
        STUDY, "feelings", analysis=analysis, observation=None, published=None, claims=REGISTER,
        output=output, notebooks=notebooks,
    )  # fmt: skip
    return html.fromstring(page.read_text())


def text_of(elements) -> str:
    return " ".join(" ".join(e.text_content().split()) for e in elements)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("gap", "slope", "lead", "end"),
    [
        (0.2, 0.04, "feelings gain more slowly than deductions", "They agree."),
        (0.2, -0.04, "dense feeling gains more from size", "They do not agree"),
        (-0.2, 0.001, "deductions gain more slowly than feelings", "With one of them undecided"),
        (0.01, 0.001, "No difference seen in how feelings", "Neither is decided."),
    ],
)
def test_both_halves_are_read_by_their_intervals(
    analysis, notebooks, tmp_path, gap, slope, lead, end
):
    write_planted(analysis, gap)
    write_natural(analysis, slope)
    root = build(analysis, notebooks, tmp_path / "out")
    assert not root.find_class("missing")
    assert lead in text_of(root.find_class("lead"))
    assert end in text_of(root.xpath("//main")) or end in root.text_content()
    assert len(root.xpath("//figure")) == 4


@pytest.mark.slow
def test_a_missing_half_is_named_and_the_other_shown(analysis, notebooks, tmp_path):
    write_planted(analysis, 0.2)
    root = build(analysis, notebooks, tmp_path / "out")
    assert "feelings gain more slowly" in text_of(root.find_class("lead"))
    missing = [text_of([e]) for e in root.find_class("missing")]
    assert len(missing) == 2 and all("emotion" in line for line in missing)
    assert len(root.xpath("//figure")) == 3
