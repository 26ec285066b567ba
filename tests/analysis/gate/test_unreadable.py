"""Where nothing can be read the judge says so, whatever the interval."""

import numpy as np
import pytest
from sizewise.analysis.gate.trials import entry_of
from sizewise.analysis.gate.worlds import all_worlds
from sizewise.analysis.measures import discover
from sizewise.study.claims import read_register

from tests.analysis.gate.conftest import ROOT

WORLDS = {
    ("A0", "floor: nobody can do the hard ones"): "floor",
    ("A1", "no size is full: all keep all"): "out of range",
    ("A1", "full, and told too seldom"): "out of range",
    ("A1", "room, and nothing was learned"): "floor",
    ("A3", "ceiling: nothing is forgotten"): "ceiling",
    ("A3", "nobody is sure of anything"): "floor",
    ("A4", "floor: nothing is extracted"): "floor",
    ("A4", "ceiling: all is extracted"): "ceiling",
    ("A7", "floor: next to nothing is met"): "floor",
}


@pytest.mark.parametrize(("claim", "name"), WORLDS)
def test_a_world_that_says_nothing_decides_nothing(design, claim, name):
    rules = {one.id: one for one in read_register(ROOT / "claims.yaml").claims}
    world = next(w for w in all_worlds() if claim in w.claims and w.name == name)
    inputs = world.make(design, np.random.default_rng(0), 1.0)
    entry = entry_of(rules[claim], discover()[claim], inputs)
    assert (entry["verdict"], entry["undecided"]) == ("undecided", WORLDS[claim, name])
    assert entry["p_value"] is None
