from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sizewise.report import findings, numbers, palette
from sizewise.report.findings import Estimate
from sizewise.report.messages import said
from sizewise.report.verdicts import Finding, View
from sizewise.study.claims import Claim
from sizewise.study.earlier import Earlier
from sizewise.study.null_worlds import Tally, Tried


def _saying(rule):
    return lambda *args, **options: said(rule(*args, **options))


said_over_sizes, said_fewer, said_tally, said_fit_title, said_formation, said_headline = map(
    _saying,
    (findings.over_sizes, findings.fewer, findings.tally, findings.fit_title, findings.formation,
     findings.headline),
)  # fmt: skip

SIZES = palette.SizeScale({"25k": 25e3, "792k": 792e3})
ONE_RUN = palette.SizeScale({"25k": 25e3, "792k": 792e3}, runs=1)


def frame(first, last):
    return pd.DataFrame(
        [("25k", *first), ("792k", *last)], columns=["size", "value", "low", "high"]
    )


def test_a_difference_needs_intervals_that_are_apart():
    assert findings.direction(Estimate(0.2, 0.1, 0.3), Estimate(0.5, 0.4, 0.6)) == 1
    assert findings.direction(Estimate(0.5, 0.4, 0.6), Estimate(0.2, 0.1, 0.3)) == -1
    assert findings.direction(Estimate(0.2, 0.1, 0.41), Estimate(0.5, 0.4, 0.6)) == 0


def test_without_an_interval_nothing_differs():
    assert findings.direction(Estimate(0.1), Estimate(0.9)) == 0
    assert findings.direction(Estimate(0.1, 0.0, 0.2), Estimate(0.9)) == 0


estimates = st.tuples(st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1)).map(
    lambda e: Estimate(e[0], e[0] - e[1], e[0] + e[2])
)


@given(estimates, estimates)
def test_direction_is_antisymmetric_and_agrees_with_the_values(one, other):
    sign = findings.direction(one, other)
    assert sign == -findings.direction(other, one)
    assert sign == 0 or sign * (other.value - one.value) > 0


@given(estimates, estimates)
def test_a_title_claims_a_change_only_where_there_is_one(one, other):
    title = said(findings.change("recall", "25k", "792k", one, other, SIZES))
    assert title.startswith("No difference seen in recall") == (findings.direction(one, other) == 0)


def test_titles_over_sizes():
    rises = frame((0.21, 0.15, 0.28), (0.83, 0.78, 0.88))
    assert (
        said_over_sizes("recall", rises, SIZES) == "Recall rises from 21 % at 25k to 83 % at 792k"
    )
    falls = frame((0.83, 0.78, 0.88), (0.21, 0.15, 0.28))
    assert "Share of errors falls from" in said_over_sizes("share of errors", falls, SIZES)
    level = frame((0.21, 0.15, 0.28), (0.25, 0.2, 0.3))
    expected = "No difference seen in recall between 25k and 792k"
    assert said_over_sizes("recall", level, SIZES) == expected


def test_what_no_size_can_do_says_nothing_of_size():
    guessed = frame((0.3, 0.2, 0.4), (0.3, 0.2, 0.5))
    written = guessed.assign(low=0.0, chance=float("nan"))
    told = [
        (guessed.assign(chance=0.25), "Recall is not clearly above guessing at any size"),
        (written, "Recall is not clearly above zero at any size"),
        (guessed.assign(chance=0.1), "No difference seen in recall between 25k and 792k"),
        # Without intervals nobody knows what lies above what.
        (frame((0.3, None, None), (0.4, None, None)).astype({"low": float, "high": float})
         .assign(chance=0.9), "No difference seen in recall between 25k and 792k"),
    ]  # fmt: skip
    for rows, sentence in told:
        assert said(findings.over_floor("recall", rows, SIZES)) == sentence


def test_one_run_a_size_is_said_beside_a_difference_and_only_there():
    rises = frame((0.21, 0.15, 0.28), (0.83, 0.78, 0.88))
    assert said_over_sizes("recall", rises, ONE_RUN).endswith("(one run a size)")
    level = frame((0.21, 0.15, 0.28), (0.25, 0.2, 0.3))
    assert "one run" not in said_over_sizes("recall", level, ONE_RUN)


def test_a_single_size_is_not_compared():
    one = frame((0.2, 0.1, 0.3), (0.8, 0.7, 0.9)).iloc[:1]
    assert said_over_sizes("recall", one, SIZES) == "Recall: 20 % at 25k, the only size here"


def test_fewer_and_more():
    rare = frame((90, 70, 120), (30, 20, 40))
    assert said_fewer("exposures", rare, SIZES) == "Exposures: 3× fewer at 32× the size"
    more = frame((30, 20, 40), (90, 70, 120))
    assert said_fewer("exposures", more, SIZES) == "Exposures: 3× more at 32× the size"
    level = frame((90, 70, 120), (80, 60, 110))
    assert said_fewer("exposures", level, SIZES).startswith("No difference seen in exposures")


@pytest.mark.parametrize(
    "signs, title",
    [
        ([-1, -1], "At 792k beside 25k: of 2 domains, 2 are lower"),
        ([-1, 0, 1], "At 792k beside 25k: of 3 domains, one is higher, one is lower and one shows "
         "no difference"),
        ([0, 0], "No difference seen in any of 2 domains between 25k and 792k"),
    ],
)  # fmt: skip
def test_tallies(signs, title):
    assert said_tally(signs, "domains", SIZES) == title


def test_a_fit_whose_exponent_holds_zero_says_so():
    assert "cannot be told from zero" in said_fit_title({"value": 0.1, "low": -0.1, "high": 0.3})
    found = said_fit_title({"value": 0.351, "low": 0.31, "high": 0.39})
    assert found.endswith("0.351 [0.310, 0.390]")


def test_formation_is_the_first_step_from_which_all_later_ones_are_above_chance():
    rows = [
        ("direct", "25k", step, low + 0.05, low, low + 0.1, 0.25)
        for step, low in [(10, 0.3), (20, 0.2), (30, 0.3), (40, 0.4)]
    ] + [("direct", "792k", step, 0.2, 0.1, 0.3, 0.25) for step in (10, 20, 30, 40)]
    curves = pd.DataFrame(rows, columns=["kind", "size", "step", "value", "low", "high", "chance"])
    assert said_formation(curves, SIZES) == "Direct answers are above chance at 25k from step 30"
    never = curves[curves["size"] == "792k"]
    assert said_formation(never, SIZES) == "Direct answers are above chance at no size"


RULE = {
    "quantity": "the slope", "supported": {"interval": "above", "threshold": "smallest_effect"},
    "too_small": {"within": "smallest_effect"}, "opposite": {"interval": "below", "threshold": 0},
}  # fmt: skip


def view(name, verdict="not measured", effect=None, low=None, high=None, seeds=3, test="t"):
    claim = Claim(
        id=name, title=f"Question {name}?", original="原", english="e", hypothesis="h", measure="m",
        test=test, rule=RULE if test else None, smallest_effect=0.1 if test else None,
        unit="share" if test else None,
        arm="ladder", literature="open",
    )  # fmt: skip
    finding = None
    if verdict != "not measured":
        finding = Finding(
            id=name, verdict=verdict, effect=effect, low=low, high=high, n_seeds=seeds
        )
    return View(claim=claim, finding=finding)


def test_headline_counts_and_names_the_clearest():
    views = [
        view("A0", "supported", 0.5, 0.4, 0.6), view("A1", "opposite", -0.9, -0.92, -0.88),
        view("A2", "undecided", 0.1, -1, 1), view("A3"), view("B7", test=None),
    ]  # fmt: skip
    text = said_headline(views, ["25k", "792k"])
    assert text.startswith(
        "Of 4 claims 3 are measured here: 1 supported, 1 opposite and 1 undecided."
    )
    assert "Question A1? Opposite, −0.900 [−0.920, −0.880] share." in text


def test_a_bound_is_never_told_as_a_value():
    f50 = frame((128, 128, 128), (40, 30, 50)).assign(bound=["above", None])
    assert "at least 3.2× fewer" in said_fewer("exposures for half recall", f50, SIZES)
    both = frame((128, 128, 128), (40, 30, 50)).assign(bound=["below", None])
    assert "difference" in said_fewer("exposures for half recall", both, SIZES)


def test_headline_without_decision_says_why():
    undecided = view("A0", "undecided", 0.1, -1, 1, seeds=1)
    assert "With one seed a size" in said_headline([undecided], ["25k", "792k"])
    undecided = view("A0", "undecided", 0.1, -1, 1)
    assert "No interval is narrow enough" in said_headline([undecided], ["25k", "792k"])
    assert said_headline([view("A0")], ["25k"]) == "Of 1 claims no one is measured yet."


def test_form_of_values_is_the_callers():
    loss = frame((2.4, 2.3, 2.5), (1.8, 1.7, 1.9))
    title = said_over_sizes("loss", loss, SIZES, form=lambda v: f"{numbers.plain(v)} bits")
    assert title == "Loss falls from 2.40 bits at 25k to 1.80 bits at 792k"


def test_small_print_says_p_power_and_noise_and_nothing_of_what_was_not_measured():
    found = view("A0", "supported", 0.5, 0.4, 0.6).finding
    more = {
        "p_value": 0.0004, "p_holm": 0.0123, "n_tests": 12, "detectable_effect": 0.214,
        "noise_seeds": 0.031, "noise_checkpoints": None,
    }  # fmt: skip
    said = View(claim=view("A0").claim, finding=found.model_copy(update=more)).small_print
    assert said == (
        "The primary test has p < .001, and p = .012 after Holm's correction over 12 primary "
        "tests. An effect of 0.21 would have been seen with 80 % power. The effects that single "
        "seeds give have a standard deviation of 0.031."
    )
    one = found.model_copy(update=more | {"n_seeds": 1, "p_value": None, "p_holm": None})
    alone = View(claim=view("A0").claim, finding=one).small_print
    assert alone.startswith("An effect of at best 0.21")
    assert view("A0").small_print == "" == view("A0", "supported", 0.5, 0.4, 0.6).small_print


def test_the_worth_of_a_test_is_what_the_gate_found():
    one = view("A4", "supported", 0.5, 0.4, 0.6)
    assert "has not been tried" in one.worth
    right = ["supported"] * 6 + ["undecided"] * 4
    blind = Tally.of("A4", "it holds", "right", "supported", right)
    floor = Tally.of("A4", "floor", "nuisance", None, ["undecided"] * 10)

    def tried(*tallies, entry=one.claim.sha256):
        return one.model_copy(update={"tried": Tried(entry, tallies)}).worth

    assert "is misled in at most 5 %" in tried(floor)
    assert "fails in “it holds” (found in 60 % only, and more runs would not" in tried(blind, floor)
    short = replace(blind, runs=2.4)
    assert "only; about 2.4 times as many runs would find it)" in tried(short)
    assert "only, nearly often enough)" in tried(replace(blind, runs=1.1))
    wrong = Tally.of("A4", "floor", "nuisance", None, ["opposite"] * 2 + ["undecided"] * 8)
    assert "misled in 20 %, which takes another measure, or seeds" in tried(wrong)
    assert "has not been tried" in tried(floor, entry="another")


def test_history_says_why_the_test_changed_and_what_the_first_one_said():
    one = view("A4", "supported", 0.5, 0.4, 0.6)
    assert one.history == ""
    claim = one.claim.model_copy(update={
        "version": 2, "registered": date(2026, 1, 2), "looked_at": True, "reason": "It was wrong.",
    })  # fmt: skip
    earlier = Earlier(
        id="A4", hypothesis="h", measure="m", test="Old test.", rule=None, smallest_effect=0.1,
        unit="u", verdict="contradicted",
    )  # fmt: skip
    said = one.model_copy(update={"claim": claim, "earlier": earlier}).history
    assert "version 2 of the test, registered on 2026-01-02, after results" in said
    assert "It was wrong. The first version was: “Old test.”" in said
    assert "called contradicted" in said
