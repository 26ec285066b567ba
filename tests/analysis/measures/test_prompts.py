"""A9, A10 and A11 in worlds whose truth is known: circuits form by run, rules are told at once."""

import numpy as np
import pytest
from sizewise.analysis.claims.verdicts import judge
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.data.vocabulary import LOOKUP, NEW_LANGUAGE
from sizewise.analysis.gate.worlds.context import _heads, _prompts
from sizewise.analysis.measures import discover
from sizewise.study.claims import read_register

from tests.analysis.conftest import REGISTER
from tests.analysis.gate.conftest import design  # noqa: F401
from tests.messages import said

CLAIMS = {claim.id: claim for claim in read_register(REGISTER).claims}


@pytest.fixture(scope="module")
def ladder(design):  # noqa: F811
    return design.with_seeds({"25k": 10, "233k": 10, "792k": 10})


def entry(claim, inputs):
    return judge(CLAIMS[claim], discover()[claim](inputs), inputs)


def heads(ladder, *shares, seed=0, **more):
    return _heads(*shares, **more)(ladder, np.random.default_rng(seed), 1.0)


def prompts(ladder, seed=0, **shares):
    return _prompts(ladder, np.random.default_rng(seed), **shares)


def test_more_runs_with_heads_support_and_gains_on_random_tokens_do_not(ladder):
    assert entry("A9", heads(ladder, (0.0, 1.0)))["verdict"] == "supported"
    found = entry("A9", heads(ladder, (0.0, 0.0), (0.05, 1.5)))
    assert (found["verdict"], found["undecided"]) == ("undecided", "floor")
    assert said(found["reason"], "a9-gain") and said(found["reason"], "a9-floor", runs=30)


def test_the_share_of_runs_with_a_head_is_the_effect(ladder):
    inputs = heads(ladder, (0.2, 0.9))
    found = entry("A9", inputs)
    assert found["low"] <= 0.7 / np.ptp(inputs.log_parameters) <= found["high"]
    assert [point["value"] * 10 for point in found["curve"]] == pytest.approx(
        np.round([point["value"] * 10 for point in found["curve"]])
    )
    assert said(found["reason"], "a9-when") and said(found["reason"], "at-step")


def test_heads_need_words(ladder):
    inputs = heads(ladder, (0.5, 0.5))
    inputs.probes["heads"] = inputs.probes["heads"].query("tokens == 'vocabulary'")
    with pytest.raises(NotMeasurable, match="a9-no-words"):
        discover()["A9"](inputs)


def test_who_has_it_at_one_look_supports_though_more_shots_add_nothing(ladder):
    inputs = prompts(ladder, look=(0.02, 0.97), doubling=0.0)
    found = entry("A10", inputs)
    assert found["verdict"] == "supported"
    assert found["low"] <= 0.95 / np.ptp(inputs.log_parameters) <= found["high"]


def test_rules_at_chance_are_named_and_do_not_dilute(ladder):
    found = entry("A10", prompts(ladder, look=(0.02, 0.97), doubling=0.0, rules=("order",)))
    assert found["verdict"] == "supported"
    assert said(found["reason"], "a10-at-floor", rules=["agreement", "mapping"])
    none = entry("A10", prompts(ladder, forms=(0.0, 0.0)))
    assert none["undecided"] == "floor" and said(none["reason"], "a10-floor")


def test_overriding_is_compared_among_runs_that_read(ladder):
    """Ever more runs form look-up, and those that have it override alike: no effect."""
    inputs = prompts(ladder, forms=(0.3, 0.9), overrides=(0.7, 0.7))
    found = entry("A11", inputs)
    assert found["low"] <= 0 <= found["high"] and found["high"] - found["low"] < 0.5
    assert said(found["reason"], "a11-formed", runs_smallest=10.0)
    rising = entry("A11", prompts(ladder, forms=(0.3, 0.9), overrides=(0.1, 0.95)))
    assert rising["verdict"] == "supported"


@pytest.mark.parametrize("guesses", [(0.0, 1.0), (1.0, 0.0), (0.0, 0.0)])
def test_guessing_among_labels_and_following_training_are_no_override(ladder, guesses):
    found = entry("A11", prompts(ladder, overrides=(0.0, 0.0), guesses=guesses))
    assert (found["verdict"], found["undecided"]) == ("undecided", "floor")


def test_without_runs_that_read_there_is_no_slope(ladder):
    found = entry("A11", prompts(ladder, forms=(0.0, 0.0)))
    assert (found["verdict"], found["undecided"]) == ("undecided", "floor")
    assert found["effect"] is None and found["p_value"] is None
    inputs = prompts(ladder)
    panel = inputs.panels[NEW_LANGUAGE]
    small = panel.run_size < 2
    panel.values["accuracy"][np.ix_(small, [0], panel.kind(LOOKUP))] = 0.0
    found = entry("A11", inputs)
    assert (found["verdict"], found["undecided"]) == ("undecided", "out of range")
