"""L(N, D) of a ladder: exact recovery, coverage, and what is missing is said."""

import numpy as np
import pytest
from sizewise.analysis import simulation
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.data.settings import read_settings
from sizewise.analysis.methods.fits import fit_floor_law
from sizewise.analysis.methods.surface import COUNTED, fit_surface
from sizewise.analysis.tables.robustness import refits
from sizewise.analysis.tables.surface_fits import scaling_table
from sizewise.report.messages import words

from tests.synthetic import DOMAINS, make_results

N, D = (
    grid.ravel()
    for grid in np.meshgrid(np.geomspace(25e3, 4.8e6, 6), np.geomspace(1e6, 1e7, 6))
)  # fmt: skip


def test_an_exact_law_is_found_again_in_every_resample():
    loss = 1.2 + 30 / N**0.35 + 500 / D**0.5
    factors = np.linspace(0.9, 1.1, 7)[:, None]
    fit = fit_surface(N, D, loss, factors * loss)
    np.testing.assert_allclose(fit.estimate, [1.2, 0.35, 0.5, np.log(30), np.log(500)], rtol=2e-3)
    # A loss that is all of it larger by a factor has floor and coefficients larger by it.
    np.testing.assert_allclose(fit.samples[:, 0], 1.2 * factors[:, 0], rtol=2e-3)
    np.testing.assert_allclose(fit.samples[:, 1:3], np.tile([0.35, 0.5], (7, 1)), rtol=2e-3)


def test_agrees_with_the_fit_from_a_grid_of_starts():
    rng = np.random.default_rng(2)
    loss = (1.2 + 30 / N**0.35 + 500 / D**0.5) * np.exp(rng.normal(0, 0.002, len(N)))
    mine = fit_surface(N, D, loss, loss[None][:0]).estimate
    # A wide Huber threshold makes the other fit one of least squares, as small noise makes ours.
    law = fit_floor_law([N, D], loss, delta=1.0)
    assert mine[0] == pytest.approx(law.floor, rel=0.02)
    assert mine[1:3] == pytest.approx(law.exponents, rel=0.05)


@pytest.mark.parametrize(
    "law", [(1.2, 30.0, 0.35, 500.0, 0.5), (1e-4, 8.0, 0.1, 300.0, 0.4), (0.8, 9.0, 0.2, 60.0, 0.3)]
)
def test_levels_are_those_of_the_law(law):
    floor, a, alpha, b, beta = law

    def loss(n, d):
        return floor + a / n**alpha + b / d**beta

    fit = fit_surface(N, D, loss(N, D), np.stack([loss(N, D)] * 2))
    np.testing.assert_allclose(fit.level(1e6, 5e6), loss(1e6, 5e6), rtol=1e-3)
    np.testing.assert_allclose(fit.level(7e9, 15e12), loss(7e9, 15e12), rtol=0.02)


def test_gaps_are_those_of_the_law():
    loss = 1.2 + 30 / N**0.35 + 500 / D**0.5
    value, samples = fit_surface(N, D, loss, np.stack([loss, loss])).gap(1e6, 1e8)
    assert value == pytest.approx(30 / 1e6**0.35 - 30 / 1e8**0.35, rel=2e-3)
    np.testing.assert_allclose(samples, value, rtol=1e-3)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    study = make_results(
        tmp_path_factory.mktemp("surface") / "R", seeds=(0, 1), steps=(10, 75, 150, 300, 600),
        items=240, bootstrap_samples=100,
    )  # fmt: skip
    return study, read_inputs(read_settings(study.config), study.root)


def test_every_domain_and_family_has_a_row_a_count(inputs):
    study, read = inputs
    table = scaling_table(read)
    sizes, both = (table[table["law"] == law] for law in ("N", "N and D"))
    whole = both[(both["subject"] == "domain") & (both["name"] == "all")]
    assert set(sizes["name"]) == set(both["name"])
    assert list(whole["counted"]) == list(COUNTED)
    assert set(table["name"]) == {"all", *DOMAINS, *read.panels}
    row, truth = whole.iloc[0], study.truth
    assert row["floor"] == pytest.approx(truth.floor, rel=0.1)
    assert row["beta"] == pytest.approx(truth.tokens_exponent, rel=0.1)
    # Ten steps of the first checkpoint are no part of the law.
    assert (row["sizes"], row["steps"], row["points"]) == (4, 4, 16)
    # Which parameters are counted moves the exponent (study.md, section 1).
    assert whole["alpha"].nunique() == 3
    known = both[both["counted"] == COUNTED[0]]
    assert (known["floor_low"] <= known["floor_high"]).all()
    assert both[both["counted"] != COUNTED[0]]["floor_low"].isna().all()
    assert table["missing"].isna().all()


def test_too_few_sizes_or_checkpoints_are_named(tmp_path):
    study = make_results(tmp_path / "R", sizes=("25k", "83k"), seeds=(0,), steps=(75, 600),
                         items=60, bootstrap_samples=100)  # fmt: skip
    table = scaling_table(read_inputs(read_settings(study.config), study.root))
    assert {words(text) for text in table["missing"]} == {
        "The fit needs 4 sizes, and there are 2.",
        "The fit needs 4 sizes and 3 late checkpoints; there are 2 and 2.",
    }  # fmt: skip
    assert table["floor"].isna().all()


def test_refits_leave_out_what_they_say():
    loss = 1.2 + 30 / N**0.35 + 500 / D**0.5
    table = refits({"non_embedding": N, "total": 2 * N}, D, loss).set_index(["variant", "counted"])
    points = table["points"].to_dict()
    assert points["all points", "non_embedding"] == 36
    assert points["without the smallest size", "non_embedding"] == 30
    assert points["the most tokens only", "non_embedding"] == 6
    assert table["alpha"].to_numpy() == pytest.approx(0.35, rel=0.01)
    only = table.loc["the most tokens only", "non_embedding"]
    assert only["floor"] == pytest.approx(1.2 + 500 / D.max() ** 0.5, rel=0.01)
    assert np.isnan(only["beta"])
    # Twice the parameters at every size: the same exponent, a coefficient 2^alpha as large.
    double = table.loc["all points", "total"]["scale_n"]
    assert double == pytest.approx(30 * 2**0.35, rel=0.02)


@pytest.mark.slow
def test_known_laws_are_recovered_from_noisy_ladders():
    """A small version of what docs/statistics.md reports for 200 ladders."""
    summary = simulation.recovery_summary(simulation.recovery(seed=3, repeats=16, samples=100))
    assert (summary["bias"].abs() < 0.02).all()
    assert summary["coverage"].mean() >= 0.8
