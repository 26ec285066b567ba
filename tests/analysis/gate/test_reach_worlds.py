"""What may not pass for a longer memory: a model that knows and says that it is not recorded."""

import numpy as np
from sizewise.analysis.gate.worlds import all_worlds
from sizewise.analysis.measures import discover


def test_abstaining_on_what_is_known_is_no_forgetting(design):
    world = next(w for w in all_worlds() if "say that it is not recorded" in w.name)
    found = discover()["A2"](world.make(design, np.random.default_rng(0), 1.0))
    assert abs(found.estimate) < 0.15
    assert found.parts[0].estimate < found.estimate - 0.1 or found.parts == []
