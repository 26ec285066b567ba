"""The gate's file grows by claims and forgets those whose tests have changed."""

import pytest
from sizewise.analysis.gate.page import page
from sizewise.analysis.gate.record import add, outdated, read_record, tallies_of
from sizewise.study.claims import read_register
from sizewise.study.errors import StudyError
from sizewise.study.formats.names import NULL_WORLDS
from sizewise.study.null_worlds import Tally, Tried, read_tried

from tests.analysis.conftest import REGISTER

RULES = read_register(REGISTER)
CLAIMS = {claim.id: claim for claim in RULES.claims}


def tallies(claim, runs=None):
    right = ["supported"] * 7 + ["undecided"] * 3
    return [
        Tally.of(claim, "it holds", "right", "supported", right, 0.2, runs),
        Tally.of(claim, "floor", "nuisance", None, ["undecided"] * 10),
    ]


def test_claims_are_added_replaced_and_read_again(tmp_path, design):
    path = tmp_path / "deep" / "worlds.json"
    add(path, design, CLAIMS["A4"], tallies("A4"), command="one", seed=1)
    add(path, design, CLAIMS["A2"], tallies("A2"), command="two", seed=1)
    record = add(path, design, CLAIMS["A4"], tallies("A4", 2.5), command="three", seed=2)
    assert read_record(path, design) == record
    # In the order of the register, whatever was tried first.
    assert tallies_of(record, RULES) == [*tallies("A2"), *tallies("A4", 2.5)]
    text = page(record, RULES)
    assert "is not found: about 2.5 times the runs" in text and "`three`" in text
    assert "no number of runs would do" in text, "A2's runs are not known"


def test_a_claim_whose_test_has_changed_is_left_out_and_named(tmp_path, design):
    record = add(tmp_path / "w.json", design, CLAIMS["A4"], tallies("A4"), command="c", seed=1)
    changed = [c.model_copy(update={"smallest_effect": 0.3}) if c.id == "A4" else c
               for c in RULES.claims]  # fmt: skip
    today = RULES.model_copy(update={"claims": changed})
    assert tallies_of(record, today) == [] and outdated(record, today) == ["A4"]
    assert "left out: A4" in page(record, today)


def test_another_design_is_refused(tmp_path, design):
    path = tmp_path / "w.json"
    add(path, design, CLAIMS["A4"], tallies("A4"), command="c", seed=1)
    with pytest.raises(StudyError, match=r"w\.json: made with seeds .* --output"):
        read_record(path, design.with_seeds({"25k": 9}))


def test_the_report_reads_what_the_gate_wrote(tmp_path, design):
    add(tmp_path / NULL_WORLDS, design, CLAIMS["A4"], tallies("A4"), command="c", seed=1)
    register = tmp_path / "claims.yaml"
    register.write_text(REGISTER.read_text(encoding="utf-8"), encoding="utf-8")
    seeds = {size: sum(run.size == size for run in design.runs) for size in design.sizes}
    assert read_tried(register) == {"A4": Tried(CLAIMS["A4"].sha256, tuple(tallies("A4")), seeds)}
    today = read_register(register)
    assert today.tried["A4"].entry == CLAIMS["A4"].sha256
    assert today.sha256 == RULES.sha256 and today.shown_sha256 != RULES.shown_sha256
    (tmp_path / NULL_WORLDS).write_text("{}")
    with pytest.raises(StudyError, match=r"null_worlds\.json: is no file of the gate"):
        read_register(register)
