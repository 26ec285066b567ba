"""Rival laws: known laws are found again, and each predicts best what it is true of."""

import numpy as np
import pytest
from sizewise.analysis.methods.laws import BROKEN, FLOOR, LOGISTIC, POWER, laws_for
from sizewise.analysis.methods.rivals import contest, fit, predict_larger

LOG_N = np.log10(np.geomspace(25e3, 12e6, 8))
X = np.log(10) * (LOG_N - LOG_N.mean())
TRUTHS = {
    "power": (POWER, [0.1, 0.3]),
    "floor": (FLOOR, [-0.5, 0.5, -0.6]),
    "logistic": (LOGISTIC, [0.0, 1.5, 0.3]),
    "broken": (BROKEN[0], [0.0, 0.1, 0.6, 0.2, np.log(0.3), -3.0]),
    "broken, no floor": (BROKEN[1], [0.0, 0.1, 0.6, 0.2, np.log(0.3)]),
    "broken, sharp": (BROKEN[2], [0.0, 0.1, 0.6, 0.2]),
}


def curve(law, theta, x):
    return law.curve(np.array(theta)[None, :, None], np.asarray(x, complex))[0].real


@pytest.mark.parametrize("law, theta", TRUTHS.values(), ids=TRUTHS)
def test_a_law_is_found_again(law, theta):
    found, cost = fit(law, X, curve(law, theta, X)[None], np.full(8, 0.01))
    assert cost[0] < 1e-10
    np.testing.assert_allclose(found[0], theta, atol=2e-3)


def test_laws_with_tiny_parts_are_the_power_law():
    """Identities: no floor, no break, and a critical size far to the left are one straight line."""
    line = curve(POWER, [0.0, 0.3], X)
    np.testing.assert_allclose(curve(FLOOR, [0.0, 0.3, -40.0], X), line, atol=1e-12)
    np.testing.assert_allclose(curve(BROKEN[0], [0, 0.3, 0, 0, 0, -40.0], X), line, atol=1e-12)
    np.testing.assert_allclose(curve(LOGISTIC, [9.0, 0.3, -30.0], X), line, atol=1e-3)


def test_the_broken_law_is_the_papers():
    """y = a + b x^-c0 (1 + (x / d)^(1 / f))^(-c1 f), arXiv 2210.14891, equation 1, one break."""
    a, b, c0, c1, d, f = 0.2, 1.3, 0.1, 0.5, 2.0, 0.4
    x = np.exp(X)
    paper = a + b * x**-c0 * (1 + (x / d) ** (1 / f)) ** (-c1 * f)
    mine = curve(BROKEN[0], [np.log(b), c0, c1, np.log(d), np.log(f), np.log(a)], X)
    np.testing.assert_allclose(np.exp(mine), paper, rtol=1e-12)


def test_one_outlier_does_not_carry_the_fit_away():
    y = curve(POWER, [0.1, 0.3], X)
    y[3] += 0.5
    found, _ = fit(POWER, X, y[None], np.full(8, 0.01))
    np.testing.assert_allclose(found[0], [0.1, 0.3], atol=0.01)


def test_rows_are_independent():
    y = np.stack([curve(law, theta, X) for law, theta in list(TRUTHS.values())[:3]])
    together, _ = fit(FLOOR, X, y, np.full(8, 0.01))
    for row in range(3):
        assert (fit(FLOOR, X, y[row : row + 1], np.full(8, 0.01))[0][0] == together[row]).all()


@pytest.mark.parametrize(
    "points, parameters", [(1, []), (2, [2]), (3, [2, 3, 3]), (5, [2, 3, 3, 4]),
                           (6, [2, 3, 3, 5]), (7, [2, 3, 3, 6])],
)  # fmt: skip
def test_as_many_parameters_as_points_carry(points, parameters):
    assert [law.parameters() for law in laws_for(points)] == parameters


def drawn(truth, rng, noise=0.02, curves=8):
    y = np.stack([curve(*truth, X)] * curves) + rng.normal(0, noise, (curves, 8))
    samples = y[:, None] + rng.normal(0, noise, (curves, 60, 8))
    return np.exp(y), np.exp(samples)


@pytest.mark.parametrize(
    "name, share", [("power", (0.0, 0.2)), ("floor", (0.0, 0.2)), ("late break", (0.7, 1.0))]
)
def test_jumps_are_called_where_there_are_jumps(name, share):
    """A plateau that breaks inside the fitted sizes, against laws without a critical size."""
    truth = {**TRUTHS, "late break": (BROKEN[2], [0.0, 0.02, 1.2, 0.8])}[name]
    loss, samples = drawn(truth, np.random.default_rng(3))
    found = predict_larger(LOG_N, loss, samples, held=2)
    contests = [
        contest(one, loss[c, -2:], samples[c, :, -2:]) for c, one in enumerate(found)
    ]  # fmt: skip
    jumps = np.mean([one.jump() for one in contests])
    assert share[0] <= jumps <= share[1]


def test_a_right_law_predicts_within_its_interval():
    loss, samples = drawn(TRUTHS["floor"], np.random.default_rng(4), curves=40)
    truth, hits = curve(*TRUTHS["floor"], X)[-1], 0
    for predictions in predict_larger(LOG_N, loss, samples, held=1):
        mine = next(p for p in predictions if p.law is FLOOR)
        low, high = np.quantile(mine.samples[:, 0], [0.025, 0.975])
        hits += low <= truth <= high
    assert 0.85 <= hits / 40 <= 1.0


def test_two_sizes_say_nothing_of_jumps():
    loss = np.array([[2.0, 1.5, 1.2]])
    found = predict_larger(LOG_N[:3], loss, np.tile(loss[:, None], (1, 10, 1)), held=1)
    assert [p.law.name for p in found[0]] == ["power"]
    assert contest(found[0], loss[0, -1:], np.tile(loss[:, -1:], (10, 1))) is None
