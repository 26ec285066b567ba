"""The specification curve: the registered one stands in it, and its null is a null."""

import numpy as np
import pytest
from sizewise.observation.boards import PRIMARY
from sizewise.observation.contrast import contrasts
from sizewise.observation.multiverse import MIN_MODELS, curve_null, specification_curve


@pytest.fixture(scope="module")
def curve(table, analysis):
    return specification_curve(table, analysis)


def test_every_specification_stands_once(curve):
    keys = ["pair", "period", "type", "size_range", "size_measure", "vendor_effects", "given"]
    assert not curve.duplicated(keys).any()
    assert len(curve) > 1000
    assert (curve.models >= MIN_MODELS).all() and (curve.low <= curve.high).all()
    assert curve.value.is_monotonic_increasing
    # The column that readers see stands for the pair, one to one.
    assert curve.groupby("pair").pair_title.nunique().eq(1).all()
    assert curve.pair_title.nunique() == curve.pair.nunique()
    assert curve[curve.primary].pair_title.item() == PRIMARY.title


def test_the_registered_one_is_the_contrasts_own(curve, table, analysis):
    primary = curve[curve.primary]
    assert len(primary) == 1
    rows = contrasts(table, analysis)
    rows = rows[(rows["sample"] == "primary") & (rows.quantity == "difference")]
    expected = rows[rows.given == "date"].value.item()
    assert primary.value.item() == pytest.approx(expected, abs=1e-12)


def test_the_null_starts_from_the_observed_curve(curve, table, analysis):
    null = curve_null(table, analysis)
    assert null["median"][0] == pytest.approx(curve.value.median(), abs=0.01)
    exchanged = null["median"][1:]
    assert abs(exchanged.mean()) < 3 * exchanged.std() / np.sqrt(len(exchanged))
    assert exchanged.std() > 0
