from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import check_grad, minimize
from sizewise.analysis.methods.fits import HUBER_DELTA, _huber, _objective, fit_floor_law
from sizewise.analysis.tables.robustness import ALL, refits
from sizewise.study.errors import StudyError

SIZES = np.geomspace(25e3, 4.8e6, 6)
POINTS = Path(__file__).parents[4] / "shared" / "published" / "chinchilla_points.csv"


def test_exact_ladders_are_recovered():
    fit = fit_floor_law([SIZES], 1.2 + 30 / SIZES**0.35)
    assert fit.floor == pytest.approx(1.2, rel=1e-4)
    assert fit.coefficients[0] == pytest.approx(30, rel=1e-3)
    assert fit.exponents[0] == pytest.approx(0.35, rel=1e-3)
    assert fit.predict(7e9) == pytest.approx(1.2 + 30 / 7e9**0.35, rel=1e-4)


def test_noisy_ladders_are_recovered_without_bias():
    rng, n = np.random.default_rng(0), np.repeat(SIZES, 3)
    fits = [
        fit_floor_law([n], (1.2 + 30 / n**0.35) * np.exp(rng.normal(0, 0.002, len(n))))
        for _ in range(60)
    ]
    # A mean of 60: its own noise is about a fifth of these bounds.
    assert np.mean([fit.floor for fit in fits]) == pytest.approx(1.2, rel=0.02)
    assert np.mean([fit.exponents[0] for fit in fits]) == pytest.approx(0.35, rel=0.02)


def test_two_variables_and_an_outlier():
    n, d = (grid.ravel() for grid in np.meshgrid(SIZES, np.geomspace(1e6, 1e9, 8)))
    loss = 1.5 + 40 / n**0.3 + 300 / d**0.4
    loss[7] *= 1.3
    fit = fit_floor_law([n, d], loss)
    assert fit.floor == pytest.approx(1.5, rel=0.02)
    assert fit.exponents == pytest.approx((0.3, 0.4), rel=0.02)


def test_gradient():
    rng = np.random.default_rng(1)
    arguments = (rng.normal(size=(2, 9)), rng.normal(size=9), np.ones(9), 0.3)
    gap = check_grad(
        lambda p: _objective(p, *arguments)[0], lambda p: _objective(p, *arguments)[1],
        rng.normal(size=5),
    )  # fmt: skip
    assert gap < 1e-4


def test_impossible_fits_say_what_to_do():
    with pytest.raises(StudyError, match="2 points for 3 parameters"):
        fit_floor_law([SIZES[:2]], np.array([2.0, 1.9]))
    with pytest.raises(StudyError, match="finite and positive"):
        fit_floor_law([SIZES], np.array([2.0, 1.9, np.nan, 1.7, 1.6, 1.5]))


@pytest.fixture(scope="module")
def published():
    if not POINTS.is_file():
        pytest.skip(f"{POINTS.name} is not beside the repository")
    table = pd.read_csv(POINTS).sort_values("loss")
    table["tokens"] = table["training_flop"] / (6 * table["params"])
    return table


def test_refits_hoffmanns_points(published):
    """Besiroglu et al. 2024 (arXiv 2404.10102), with the five highest losses out."""
    kept = published.iloc[:-5]
    fit = fit_floor_law([kept["params"], kept["tokens"]], kept["loss"])
    assert fit.floor == pytest.approx(1.817, abs=0.005)
    assert fit.coefficients[0] == pytest.approx(478, abs=10)
    assert fit.coefficients[1] == pytest.approx(2143, abs=120)
    assert fit.exponents == pytest.approx((0.347, 0.367), abs=0.006)
    assert fit.exponents[0] == pytest.approx(0.347, abs=0.003)
    assert fit.agreeing > fit.starts / 2


def test_five_points_move_the_token_term(published):
    fit = fit_floor_law([published["params"], published["tokens"]], published["loss"])
    assert fit.coefficients[1] == pytest.approx(12_800, rel=0.02)
    assert fit.exponents[1] == pytest.approx(0.45, abs=0.01)


def test_the_robustness_table_shows_what_five_points_do(published):
    n, d = published["params"].to_numpy(), published["tokens"].to_numpy()
    table = refits({"total": n}, d, published["loss"].to_numpy()).set_index("variant")
    whole, without = table.loc[ALL], table.loc["without the 5 highest losses"]
    assert (whole["points"], without["points"]) == (245, 240)
    assert whole["scale_d"] == pytest.approx(12_800, rel=0.02)
    assert whole["beta"] == pytest.approx(0.45, abs=0.01)
    assert without["scale_d"] == pytest.approx(2143, abs=120)
    assert without["beta"] == pytest.approx(0.367, abs=0.006)
    # The term of size hardly moves: what the five points decide is the term of tokens.
    assert whole["alpha"] == pytest.approx(without["alpha"], abs=0.01)


@pytest.mark.parametrize("level", [5.0, 6.0])
def test_one_start_and_a_mean_scaled_loss_stay_where_they_started(published, level):
    """Why the fit is scaled and starts many times.

    The gradient of a mean of Huber losses of log errors is so small that L-BFGS-B reports success
    a few steps from the start: B stays near e^5 = 150 or e^6 = 400, where the start put it.
    """
    kept = published.iloc[:-5]
    logs = np.log(kept[["params", "tokens"]].to_numpy().T)
    log_loss = np.log(kept["loss"].to_numpy())

    def mean_huber(parameters):
        parts = np.stack([
            np.full(len(log_loss), parameters[0]), *(
                parameters[1 + i] - parameters[3 + i] * logs[i] for i in range(2)
            ),
        ])  # fmt: skip
        residual = np.logaddexp.reduce(parts, axis=0) - log_loss
        return _huber(residual, HUBER_DELTA)[0].mean()

    end = minimize(mean_huber, [0.5, level, level, 0.3, 0.3], method="L-BFGS-B")
    assert end.success
    assert np.exp(end.x[2]) == pytest.approx(np.exp(level), rel=0.05)
    best = fit_floor_law([kept["params"], kept["tokens"]], kept["loss"])
    assert mean_huber(end.x) * len(kept) > 1.02 * best.objective
