"""Deductions: a few details decide, all together, and the others are idle."""

import math
from collections import Counter, defaultdict

import numpy as np
import pytest
from sizewise.world.build import plan_of
from sizewise.world.families.deductions import error_rate, outcomes
from sizewise.world.randomness import generator

from .audit import accuracy
from .details import Reader, inputs, majority, most_telling_detail, training
from .worlds import KNOBS, study

SETTINGS = KNOBS["deductions"]["settings"]


@pytest.fixture(scope="module")
def world(worlds):
    return worlds["deductions"]


@pytest.fixture(scope="module")
def reader():
    return Reader(plan_of(study(100_000, deductions={}), "deductions"))


@pytest.fixture(scope="module")
def rules(world, reader):
    """Labels that training gives to each combination of decisive details, by setting."""
    found = defaultdict(Counter)
    for one in training(world):
        number, codes = reader.codes(one)
        found[number, codes[: SETTINGS[number]["depth"]]][one.label] += 1
    return found


def test_rules_read_off_training_answer_every_item(world, reader, rules):
    for item in world.items:
        number, codes = reader.codes(inputs(item["prompt"])[0])
        [(label, _)] = rules[number, codes[: SETTINGS[number]["depth"]]].most_common(1)
        assert item["target"] == label


def test_errors_are_as_frequent_as_stated_and_uniform(world, rules):
    for number, facts in enumerate(world.facts["deductions"]["settings"]):
        mine = [counts for (setting, _), counts in rules.items() if setting == number]
        assert len(mine) == facts["rules"] == 4 ** SETTINGS[number]["depth"]
        total = sum(counts.total() for counts in mine)
        wrong = total - sum(counts.most_common(1)[0][1] for counts in mine)
        error = facts["error_rate"]
        assert abs(wrong / total - error) < 4 * math.sqrt(error * (1 - error) / total)
    for item in world.items:
        p = sorted(item["probabilities"])
        assert p[0] == pytest.approx(p[-2]) and p[-1] > p[-2]


def test_error_rates_of_known_entropy():
    """A fair second label: h(1/2) = 1 bit; of four labels all alike but for the right one."""
    assert error_rate(1 - 1e-9, 2) == pytest.approx(0.5, abs=1e-4)
    # Binary entropy function: h(0.11) = 0.49992 bits.
    assert error_rate(0.49992, 2) == pytest.approx(0.11, abs=1e-5)
    for labels in (3, 4, 8):
        e = error_rate(1.0, labels)
        bits = -(1 - e) * math.log2(1 - e) - e * math.log2(e / (labels - 1))
        assert bits == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_every_decisive_detail_matters_and_findings_are_equally_frequent(depth):
    for seed in range(20):
        found = outcomes(generator(seed, "test"), depth, 4, 4)
        assert set(np.bincount(found)) == {4**depth // 4}
        grid = found.reshape((4,) * depth)
        for axis in range(depth):
            assert not (grid == grid.take([0], axis=axis)).all()


def test_one_detail_tells_what_is_stated_and_no_more(world, reader):
    for number, facts in enumerate(world.facts["deductions"]["settings"]):
        items = [item for item in world.items if item["knobs"]["setting"] == number]
        found = []
        for group in range(KNOBS["deductions"]["shown"]):

            def one(read, group=group):
                return read.tag, sorted((reader.place[w], w) for w in read.details)[group][1]

            found.append(accuracy(items, majority(world, one)))
        rate, depth = facts["single_detail"], SETTINGS[number]["depth"]
        error = math.sqrt(max(rate * (1 - rate), 1e-9) / len(items))
        decisive, idle = found[:depth], found[depth:]
        assert abs(max(decisive) - rate) < 4 * error + 0.03
        # Idle details are at chance, give or take the label that happens to lead among the items.
        assert max(idle) < 0.25 + 4 * math.sqrt(0.25 * 0.75 / len(items)) + 0.03
        if depth > 1:
            assert rate < 0.7 and accuracy(items, most_telling_detail(world)) < 0.75
        else:
            assert rate == 1
