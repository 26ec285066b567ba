"""What later families lack is said exactly, in the claim's row, and the rest is built."""

import json

import numpy as np
import pytest

from tests.analysis.conftest import run
from tests.analysis.test_analyze import claims_of, rewrite
from tests.synthetic import ALL_FAMILIES, make_results

SIZES, SEEDS = ("25k", "83k", "233k"), (0, 1)


def spoil(frame, size, seed):
    """Several faults at once, one a family."""
    frame = frame[frame["family"] != "deductions"]
    frame = frame[~((frame["family"] == "verses") & (frame["kind"] == "continue"))]
    frame = frame[~((frame["family"] == "new_language") & (frame["kind"] == "flipped"))]
    if (size, seed) == ("83k", 1):
        frame = frame[frame["family"] != "nesting"]
    if (size, seed) == ("25k", 0):
        frame = frame.copy()
        bad = frame["family"].eq("running_state") & frame["kind"].eq("direct")
        frame.loc[frame.index[bad][:5], ["probability", "brier", "margin"]] = np.nan
        feelings = frame["family"] == "feelings"
        frame.loc[frame.index[feelings][:3], "divergence"] = np.inf
    return frame.drop(columns="checks")


@pytest.fixture(scope="module")
def claims(tmp_path_factory):
    study = make_results(
        tmp_path_factory.mktemp("missing") / "R", sizes=SIZES, seeds=SEEDS, steps=[50, 200],
        items=120, families=ALL_FAMILIES, bootstrap_samples=100,
    )  # fmt: skip
    for size in SIZES:
        for seed in SEEDS:
            rewrite(study, size, seed, lambda frame, z=size, s=seed: spoil(frame, z, s))
    output = run(study)
    everything = json.loads((output / "claims.json").read_text())
    return claims_of(output) | {"missing": everything["missing"]}


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("A4", "family verses has no items of kind continue (it has exposure)"),
        ("A7", "no answer of instructions has checks of its constraints; run its evaluation again"),
        ("A11", "family new_language has no items of kind flipped (it has lookup, rule, usual)"),
        ("B3", "family deductions is in the mix, but no evaluation holds its items"),
    ],
)
def test_a_claim_without_its_items_says_which(claims, claim, said):
    assert claims[claim]["verdict"] == "not measured" and claims[claim]["effect"] is None
    assert said in claims[claim]["reason"]


def test_what_can_be_measured_is_and_names_its_gaps(claims):
    for claim in ("A0", "A1", "A2", "A3", "A6", "A10", "A12", "A13", "A15"):
        assert claims[claim]["verdict"] != "not measured", claim
    assert "nesting has no items at 83k seed 1" in claims["A6"]["reason"]
    assert "running_state: 5 of" in claims["A5"]["reason"]
    assert "no finite score" not in claims["A10"]["reason"], "another family's gap"
    broken = [gap for gap in claims["missing"] if gap.startswith("feelings: 3 of")]
    assert broken and "has no column checks" in " ".join(claims["missing"])
