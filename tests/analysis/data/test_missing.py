"""What later families lack is said exactly, in the claim's row, and the rest is built."""

import json

import numpy as np
import pytest

from tests.analysis.conftest import run
from tests.analysis.test_analyze import claims_of, rewrite
from tests.messages import said
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
    ("claim", "key", "values"),
    [
        ("A4", "no-items-of-kind", {"family": "verses", "kinds": ["continue"],
                                    "have": ["exposure"]}),
        ("A7", "answers-lack", {"family": "instructions", "column": "checks"}),
        ("A11", "no-items-of-kind", {"family": "new_language", "kinds": ["flipped"],
                                     "have": ["lookup", "rule", "usual"]}),
        ("B3", "family-not-evaluated", {"family": "deductions"}),
    ],
)  # fmt: skip
def test_a_claim_without_its_items_says_which(claims, claim, key, values):
    assert claims[claim]["verdict"] == "not measured" and claims[claim]["effect"] is None
    assert said(claims[claim]["reason"], key, **values)


def test_what_can_be_measured_is_and_names_its_gaps(claims):
    for claim in ("A0", "A2", "A3", "A6", "A10", "A12", "A13", "A15"):
        assert claims[claim]["verdict"] != "not measured", claim
    assert said(claims["A6"]["reason"], "gap-no-items", family="nesting")
    assert said(claims["A6"]["reason"], "run", size="83k", seed=1)
    assert said(claims["A5"]["reason"], "gap-broken-answers", family="running_state", count=5)
    assert not said(claims["A10"]["reason"], "gap-broken-answers"), "another family's gap"
    assert said(claims["missing"], "gap-broken-answers", family="feelings", count=3)
    assert said(claims["missing"], "gap-no-column", column="checks")
