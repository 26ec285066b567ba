"""A16 on its own worlds: what is true of them is found, and what could fool it does not."""

import numpy as np
import pytest
from sizewise.analysis.gate.worlds.equal_loss import WORLDS
from sizewise.analysis.measures.a16_quantity_or_quality import measure
from sizewise.study.verdicts import Place, Within

PLACES = {
    "supported": Place("above", 0.1), "opposite": Place("below", 0.0),
    "too small to matter": Within(0.15),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_the_estimate_lies_where_the_world_is(design, world):
    found = measure(world.make(design, np.random.default_rng(0), 1.0))
    if world.truth is None:
        assert found.unreadable is not None and found.unreadable.reason == "floor"
    else:
        assert PLACES[world.truth].holds(found.estimate, found.estimate)
        assert found.interval[0] < found.estimate < found.interval[1]
