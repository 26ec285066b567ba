import numpy as np
import pytest
from scipy.stats import norm
from sizewise.analysis.claims.significance import bootstrap_p, detectable_effect, holm, interval_p
from sizewise.analysis.data.resample import interval
from sizewise.study.verdicts import OPPOSITE, SUPPORTED, TOO_SMALL, Place, Within, verdict_of

from tests.messages import said

# The border itself is the question; an effect that matters, one that does not, one that opposes.
TWO = {SUPPORTED: Place("above", 0.1), OPPOSITE: Place("below", 0.1)}
THREE = {SUPPORTED: Place("above", 0.1), OPPOSITE: Place("below", 0.0), TOO_SMALL: Within(0.1)}


def samples(mean, sd, n=1999):
    """Normal quantiles: replicates without the chance of a draw."""
    return norm.ppf((np.arange(n) + 0.5) / n, mean, sd)


@pytest.mark.parametrize("regions", [TWO, THREE], ids=["two", "three"])
@pytest.mark.parametrize("sd", [0.02, 0.05])
def test_p_value_is_below_five_percent_just_where_the_interval_decides(regions, sd):
    for mean in np.linspace(-0.3, 0.3, 61):
        drawn = samples(mean, sd)
        decided = verdict_of(regions, *interval(drawn, 0.95)) is not None
        assert (bootstrap_p(drawn, regions) < 0.05 - 1e-3) <= decided
        assert decided <= (bootstrap_p(drawn, regions) < 0.05 + 1e-3)


def test_p_value_is_the_normal_one_and_never_zero():
    drawn = samples(0.2, 0.05)
    assert bootstrap_p(drawn, TWO) == pytest.approx(2 * norm.sf(2), abs=1e-3)
    assert bootstrap_p(samples(9, 0.05), TWO) == pytest.approx(2 / 2000)
    assert np.isnan(bootstrap_p(np.full(5, np.nan), TWO))
    # Too small to matter asks for both borders: two one-sided tests, of which the worse counts.
    assert bootstrap_p(samples(0.02, 0.05), THREE) == pytest.approx(2 * norm.sf(1.6), abs=2e-3)


def test_interval_and_replicates_agree():
    for regions in (TWO, THREE):
        for mean in (-0.05, 0.05, 0.2, 0.25):
            drawn = samples(mean, 0.05, 200_001)
            ends = interval(drawn, 0.95)
            assert interval_p(mean, *ends, 0.95, regions) == pytest.approx(
                bootstrap_p(drawn, regions), abs=1e-3
            )
    # An interval that ends at the threshold has p = 1 - confidence, however skewed it is.
    assert interval_p(0.4, 0.1, 0.45, 0.95, TWO) == pytest.approx(0.05)
    assert interval_p(-0.4, -2.0, 0.1, 0.9, TWO) == pytest.approx(0.1)


@pytest.mark.parametrize("tests", [1, 20])
def test_detectable_effect_has_eighty_percent_power_at_the_hardest_place_of_holm(tests):
    rng, sd = np.random.default_rng(0), 0.05
    half = norm.ppf(0.975) * sd
    effect = detectable_effect(-half, half, 0.95, Place("above", 0.1), tests)
    p = 2 * norm.sf((rng.normal(effect, sd, 100_000) - 0.1) / sd)
    assert (p * tests < 0.05).mean() == pytest.approx(0.8, abs=0.01)
    opposite = detectable_effect(-half, half, 0.95, Place("below", -0.1), tests)
    assert opposite == pytest.approx(-effect)


def entry(name, p, verdict="supported"):
    return {
        "id": name,
        "verdict": verdict,
        "p_value": p,
        "reason": [{"key": "because", "values": {}}],
    }


def test_holm_steps_down_over_the_tests_that_were_made():
    entries = [entry("A0", 0.01), entry("A2", 0.04), entry("A3", 0.03), entry("A4", None),
               entry("A5", 0.5, "undecided")]  # fmt: skip
    found = holm(entries, 0.95)
    # By hand: .01 × 4, .03 × 3, then never below the one before, .04 × 2 < .09, .5.
    adjusted = [e.get("p_holm") for e in found]
    assert adjusted[:3] == pytest.approx([0.04, 0.09, 0.09])
    assert adjusted[3] is None and adjusted[4] == pytest.approx(0.5)
    assert [e["verdict"] for e in found] == [
        "supported", "undecided", "undecided", "supported", "undecided",
    ]  # fmt: skip
    assert said(found[1]["reason"], "because")
    assert said(
        found[1]["reason"], "decision-not-after-holm", verdict="supported", p=0.04, tests=4,
        p_holm=0.09,
    )  # fmt: skip
    assert (found[1]["undecided"], found[1]["leaning"]) == ("too wide", "supported")
    assert all(e["n_tests"] == 4 for e in found if e["p_value"] is not None)
    assert holm([entry("A4", None)], 0.95) == [entry("A4", None)]
