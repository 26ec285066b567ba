"""The matched-loss test on ladders whose truth is known."""

import numpy as np
import pytest
from sizewise.analysis import simulation
from sizewise.analysis.data.measured import NotMeasurable
from sizewise.analysis.methods.matched import around, call, fit_shares, overlap
from sizewise.study.claims import read_register
from sizewise.study.messages import Message

from tests.analysis.conftest import REGISTER

A16 = read_register(REGISTER).named(["A16"]).claims[0]
N = np.log10(np.geomspace(25e3, 4.8e6, 6))


def shares(gamma=0.0, seeds=3, items=10_000, noise=0.0, rng=None):
    """(share, loss, run_size): logits are a line in loss plus gamma a decade."""
    run_size = np.repeat(np.arange(6), seeds)
    loss = simulation.true_loss(10 ** N[run_size][:, None], simulation.TOKENS)
    logits = 2 - 2 * (loss - loss.min()) + gamma * (N - N.mean())[run_size][:, None]
    if rng is not None:
        logits = logits + rng.normal(0, noise, (len(run_size), 1))
    return 1 / (1 + np.exp(-logits)), loss, run_size


@pytest.mark.parametrize("gamma", [0.0, 0.5, -0.3])
def test_finds_gamma_of_shares_without_noise(gamma):
    share, loss, run_size = shares(gamma)
    fit = fit_shares("f", share, 10_000, loss, run_size, N)
    assert fit.gamma == pytest.approx(gamma, abs=2e-3)
    # The sizes lie on gamma's line: their differences are gamma a decade.
    assert np.polyfit(N, fit.by_size, 1)[0] == pytest.approx(gamma, abs=5e-3)
    assert np.abs(fit.by_run).max() < 1e-2
    mean = share[overlap(loss, run_size)]
    assert fit.steepness == pytest.approx((mean * (1 - mean)).mean(), abs=1e-3)


def test_the_one_step_jackknife_is_close_to_leaving_runs_out():
    share, loss, run_size = shares(0.4, noise=0.2, rng=np.random.default_rng(0))
    fit = fit_shares("f", share, 10_000, loss, run_size, N)
    for run in (0, 7, 17):
        kept = np.arange(len(run_size)) != run
        # The same points as with all runs: the shared range of losses is not found anew.
        hidden = np.where(overlap(loss, run_size), share, np.nan)
        without = fit_shares("f", hidden[kept], 10_000, loss[kept], run_size[kept], N)
        assert fit.gamma - without.gamma == pytest.approx(fit.by_run[run], abs=0.01)


def test_simulations_judge_by_the_register():
    assert A16.regions == simulation.A16


@pytest.mark.slow
def test_the_interval_covers_gamma_when_runs_are_all_the_noise():
    """One seed a size, eight sizes and three: the interval knows how few runs there are."""
    rng, hits, trials = np.random.default_rng(1), 0, 200
    for _ in range(trials):
        share, loss, run_size = shares(0.2, seeds=1, noise=0.2, rng=rng)
        fit = fit_shares("f", share, 10_000, loss, run_size, N)
        _, (low, high) = around([fit], several_seeds=True, confidence=0.95)
        hits += low <= 0.2 <= high
    assert 0.90 <= hits / trials <= 0.995


def test_sizes_that_share_no_loss_are_named():
    share, loss, run_size = shares()
    with pytest.raises(NotMeasurable) as why:
        fit_shares("f", share, 100, loss - 10.0 * run_size[:, None], run_size, N)
    few = Message("too-few-points", {"points": 0})
    assert why.value.message == Message("no-fit-of-family", {"family": "f", "why": few})


@pytest.mark.parametrize(
    ("low", "high", "seeds", "expected"),
    [
        (0.2, 0.4, 3, "quality"),
        (-0.05, 0.05, 3, "quantity"),
        (-0.4, -0.2, 3, "inverse"),
        (-0.4, -0.01, 3, "inverse"),
        (-0.08, -0.01, 3, "quantity"),
        (-0.4, 0.05, 3, "undecided"),
        (0.05, 0.15, 3, "undecided"),
        (-0.2, 0.5, 3, "undecided"),
        (0.2, 0.4, 1, "undecided"),
        (np.nan, 0.4, 3, "undecided"),
    ],
)
def test_calls(low, high, seeds, expected):
    decision, why = call(low, high, A16.regions, seeds)
    assert decision == expected and why


@pytest.mark.slow
@pytest.mark.parametrize("world", simulation.WORLDS, ids=lambda world: world.name)
def test_calls_of_simulated_ladders(world):
    """A small version of what docs/statistics.md reports."""
    found = simulation.calls(world, seed=5, repeats=24)
    wrong = {"quality", "inverse", "quantity"} - {world.expected}
    assert found["call"].isin(wrong).mean() <= 0.05
    if world.expected == "quantity":
        # The noise of real ladders leaves some without a call, and none with the wrong one.
        assert (found["call"] == "quantity").mean() >= 0.2
        assert abs(found["gamma"].mean()) < 4 * found["gamma"].std() / len(found) ** 0.5
    else:
        assert (found["call"] == world.expected).mean() >= 0.9
