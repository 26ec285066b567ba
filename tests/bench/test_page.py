"""The page of `sizewise bench`: made of a record and of the aims."""

from pathlib import Path

import pytest
from sizewise.bench.page import AIMS, HEADING, as_section, put_section, read_aims
from sizewise.study.errors import StudyError

ROOT = Path(__file__).resolve().parents[2]
RECORD = {
    "machine": {"processor": "Abacus 9", "cores": 2, "python": "3.11.7", "load": 0.25},
    "rows": [
        {"what": "training 83k: sizewise", "value": 1.9, "unit": "x", "compared_with": "Trainer"},
        {"what": "workflow: nothing to be done", "value": 2.0, "unit": "s", "compared_with": None,
         "low": 1.75, "high": 2.5, "profile": "a start"},
        {"what": "packing", "value": 12.0, "unit": "M tokens/s", "compared_with": None},
    ],
    "profiles": {"a start": [["importing", 0.625], ["reading", 0.371], ["all else", 0.004]]},
}  # fmt: skip


def test_every_row_stands_beside_its_aim():
    text = as_section(RECORD, read_aims(ROOT / AIMS))
    assert "Abacus 9, 2 cores" in text
    assert "| training 83k: sizewise | 1.9 x | Trainer | ≥ 1.8 | met |" in text
    assert "| workflow: nothing to be done | 2 s [1.75, 2.5] |  | ≤ 1.5 | missed |" in text
    assert "| packing | 12 M tokens/s |  |  |  |" in text
    assert "- workflow: nothing to be done (2 s, aim ≤ 1.5)" in text.split("Missed, ")[1]
    assert "\n  - a start: 62% importing; 37% reading\n" in text
    unmeasured = text.split("not measured:")[1]
    assert "- workflow: a chapter\n" in unmeasured
    assert "- training 83k: sizewise, against Trainer, torch_compile\n" in unmeasured
    assert "- training 83k: sizewise, against Trainer\n" not in unmeasured


def test_misses_of_one_profile_stand_together():
    rows = [
        {"what": "step", "value": 1.0, "unit": "x", "compared_with": other, "profile": "a step"}
        for other in ("Trainer", "plain loop")
    ]
    aims = {("step", "Trainer", "x"): (2.0, None), ("step", "plain loop", "x"): (1.5, None)}
    text = as_section(RECORD | {"rows": rows, "profiles": {"a step": None}}, aims)
    assert text.endswith(
        "- step against Trainer (1 x, aim ≥ 2); step against plain loop (1 x, aim ≥ 1.5)\n"
        "  - a step: not profiled (py-spy is missing, or may not look here)\n"
    )


def test_an_aim_is_met_at_its_ends():
    aims = {("packing", "", "M tokens/s"): (12.0, None)}
    assert "| ≥ 12 | met |" in as_section(RECORD, aims)
    assert "Missed" not in as_section(RECORD, aims)


def test_a_section_replaces_the_one_before_it(tmp_path):
    page = tmp_path / "performance.md"
    put_section(page, "## Other", "kept\n")
    for text in ("first\n", "second\n"):
        put_section(page, HEADING, text)
    put_section(page, "## Other", "kept still\n")
    assert page.read_text() == f"# Performance\n\n## Other\n\nkept still\n\n{HEADING}\n\nsecond\n"


def test_a_row_without_a_limit_is_named(tmp_path):
    path = tmp_path / "aims.csv"
    path.write_text("what,compared_with,unit,at_least,at_most\npacking,,M tokens/s,,\n")
    with pytest.raises(StudyError, match="packing: needs"):
        read_aims(path)
