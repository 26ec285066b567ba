"""What a claim's verdicts on a world say of its test."""

import pytest
from sizewise.study.null_worlds import BROKE, Tally, is_true, wilson
from statsmodels.stats.proportion import proportion_confint


def tally(kind, truth, **counts):
    verdicts = [name.replace("_", " ") for name, n in counts.items() for _ in range(n)]
    return Tally.of("A0", "a world", kind, truth, verdicts)


def test_wilson_is_that_of_the_books():
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3: 81 of 263 and 0 of 20.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)


def test_wilson_is_that_of_a_library():
    for repeats in (1, 3, 40, 999):
        for hits in {0, 1, repeats // 3, repeats - 1, repeats}:
            theirs = proportion_confint(hits, repeats, method="wilson")
            assert wilson(hits, repeats) == pytest.approx(theirs, abs=1e-12), (hits, repeats)


def test_what_must_not_decide_errs_with_any_decision():
    one = tally("nuisance", None, undecided=90, supported=4, opposite=6)
    assert one.errors[0] == pytest.approx(0.1)
    assert one.found[0] == 0
    assert one.failure == "misled"
    assert tally("nuisance", None, undecided=95, opposite=5).failure is None


def test_a_true_verdict_is_no_error_and_its_opposite_is_one():
    one = tally("wrong", "too small to matter", too_small_to_matter=90, supported=10)
    assert one.found[0] == pytest.approx(0.9)
    assert one.failure == "misled"
    assert is_true("opposite", "opposite")
    assert not is_true("opposite", "too small to matter")


def test_only_a_right_world_has_to_be_found():
    assert tally("right", "supported", supported=79, undecided=21).failure == "blind"
    assert tally("right", "supported", supported=80, undecided=20).failure is None
    assert tally("wrong", "opposite", undecided=100).failure is None


def test_what_a_right_world_that_is_not_found_would_take():
    def needed(found, runs, reason="too wide"):
        verdicts = ["supported"] * found + ["undecided"] * (100 - found)
        reasons = [reason] * (100 - found)
        one = Tally.of("A0", "w", "right", "supported", verdicts, 0.1, runs, reasons)
        assert Tally.from_json(one.to_json()) == one
        return one.needed

    assert needed(85, 2.0) is None, "it is found"
    assert needed(60, 2.0) == "more"
    assert needed(5, 1.2) == "many", "what nearly never works says no number"
    assert needed(70, 1.05) == "nearly"
    assert needed(60, None) == "never"
    assert needed(0, 0.0) is None, "few runs more would not do, and nobody can say what would"
    assert needed(0, 0.0, "one run") == "second seed"


def test_what_breaks_or_is_never_measured_fails():
    assert tally("wrong", "opposite", undecided=99, **{BROKE: 1}).failure == "broke"
    assert tally("right", "supported", not_measured=5).failure == "not measured"
