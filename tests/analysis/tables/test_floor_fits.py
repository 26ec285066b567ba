"""The fast fit of a power law with a floor: known laws, and agreement with the slow one."""

import numpy as np
import pytest
from sizewise.analysis.methods.fits import fit_floor_law
from sizewise.analysis.methods.floor_laws import EXPONENTS, floor_laws

N = np.array([25e3, 83e3, 233e3, 792e3, 2.7e6])


@pytest.mark.parametrize("floor, scale, exponent", [(1.2, 30, 0.35), (0.4, 900, 0.8), (0, 9, 0.1)])
def test_finds_a_law_again(floor, scale, exponent):
    found = floor_laws(floor + scale / N**exponent, N)
    np.testing.assert_allclose(np.ravel(found), [floor, scale, exponent], rtol=1e-3, atol=1e-3)


def test_rows_are_independent():
    loss = np.stack([1.2 + 30 / N**0.35, 0.4 + 900 / N**0.8])
    together = floor_laws(loss, N)
    for row in range(2):
        alone = floor_laws(loss[row], N)
        assert [part[row] for part in together] == [part[0] for part in alone]


def test_agrees_with_the_fit_from_many_starts():
    noise = np.random.default_rng(1).normal(0, 1e-3, len(N))
    loss = (1.2 + 30 / N**0.35) * (1 + noise)
    # A wide Huber threshold makes the other fit one of least squares in the log, too.
    law = fit_floor_law([N], loss, delta=1.0)
    floor, _, exponent = (part[0] for part in floor_laws(loss, N))
    assert floor == pytest.approx(law.floor, rel=0.02)
    assert exponent == pytest.approx(law.exponents[0], rel=0.02)


def test_rising_loss_is_a_floor_and_no_law():
    floor, scale, _ = floor_laws(np.linspace(1, 2, len(N)), N)
    assert scale[0] == 0
    assert 1 < floor[0] < 2


def test_an_exponent_beyond_the_grid_is_its_end():
    _, _, exponent = floor_laws(1 + 1e12 / N**3.0, N)
    assert exponent[0] == pytest.approx(EXPONENTS[-1], rel=1e-3)
