"""Known truth in, known truth out."""

import json

import numpy as np
import pytest
from sizewise.analysis.claims.verdicts import judge
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.data.settings import read_settings
from sizewise.analysis.measures import discover
from sizewise.analysis.measures.a00_hard_items import thirds
from sizewise.analysis.methods.given_knowledge import common_slope
from sizewise.study.claims import read_register
from sizewise.study.runs import Run

from tests.analysis.conftest import REGISTER
from tests.messages import said
from tests.synthetic import CHOICES, EXPOSURES, VOCABULARY, Truth, make_results, size_named

SIZES = ("25k", "83k", "233k", "792k")


@pytest.fixture(scope="module")
def found(synthetic):
    entries = json.loads((synthetic.root / "analysis" / "claims.json").read_text())["claims"]
    return {entry["id"]: entry for entry in entries}


def decades():
    return np.log10([size_named(s).counts(VOCABULARY).non_embedding / 1e5 for s in SIZES])


def holds(entry, truth):
    return entry["low"] <= truth <= entry["high"]


def slope(values):
    return np.polyfit(decades(), values, 1)[0]


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def smeared(logits, truth):
    """Mean probability over people and seeds, whose logits scatter around `logits`."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(15)
    sd = np.hypot(truth.entity_sd, truth.seed_sd)
    return (sigmoid(np.asarray(logits)[..., None] + sd * nodes) * weights).sum(-1) / weights.sum()


def test_f50_and_its_exponent(synthetic, found):
    truth = synthetic.truth
    assert holds(found["A2"], truth.f50_exponent) and found["A2"]["verdict"] == "supported"
    for point in found["A2"]["curve"]:
        # The curve's intervals are joint over four sizes here: a little room.
        right = truth.f50_of(point["non_embedding"])
        assert point["low"] / 1.25 <= right <= point["high"] * 1.25


def test_forgotten_facts_are_made_up_alike(synthetic, found):
    """The fake study chooses among what is not right evenly, at every size."""
    entry = found["A3"]
    assert holds(entry, 0) and entry["verdict"] in ("too small to matter", "undecided")
    for point in entry["curve"]:
        assert point["value"] == pytest.approx((CHOICES - 2) / (CHOICES - 1), abs=0.2)


def test_k50(synthetic, found):
    truth = synthetic.truth
    hops = np.linspace(0.5, 12, 500)
    logits = truth.step_logit + truth.written_gain + truth.step_slope * decades()
    nodes, weights = np.polynomial.hermite_e.hermegauss(15)
    sd = np.hypot(truth.entity_sd, truth.seed_sd)
    step = sigmoid(logits[:, None] + sd * nodes)
    exact = ((step[:, None] ** hops[:, None]) * weights).sum(-1) / weights.sum()
    k50 = np.array([hops[np.argmax(row < 0.5)] if (row < 0.5).any() else 12 for row in exact])
    for point, right in zip(found["A5"]["curve"], k50, strict=True):
        assert point["low"] - 0.5 <= right <= point["high"] + 0.5
    assert [point["bound"] for point in found["A5"]["curve"]] == [None, None, None, "above"]
    # The largest is known to walk further than was tested: not a value, and no reason to bend.
    assert found["A5"]["verdict"] == "supported" and found["A5"]["effect"] > slope(k50) - 1
    assert said(found["A5"]["reason"], "a5-finding", kind="written")


def given(part, known):
    """The slope of a share of what is known, in one cell."""
    return float(common_slope(part[None], known[None], decades() - decades().mean()))


def knowing(logits, truth):
    """Share known of the answers that are right with these log odds, one in five by chance."""
    return (smeared(logits, truth) - 1 / CHOICES) / (1 - 1 / CHOICES)


def test_noise_rate(synthetic, found):
    truth = synthetic.truth
    plain = truth.majority_logit + 0.5 * decades()
    known, noisy = knowing(plain, truth), knowing(plain + 0.4 * truth.noise_slope, truth)
    assert holds(found["A12"], given(noisy, known))
    for point, right in zip(found["A12"]["curve"], noisy / known, strict=True):
        assert point["low"] - 0.1 <= right <= point["high"] + 0.1
    # Wrong answers name the rival no more often than any other value: nobody is led astray.
    assert found["A12"]["verdict"] == "undecided"


def test_tags_and_challenges(synthetic, found):
    truth = synthetic.truth
    # Nobody says the rival more than by chance, so what is known is said under the right tag.
    assert found["A13"]["effect"] == pytest.approx(0, abs=0.05)
    assert all(point["value"] == pytest.approx(1, abs=0.05) for point in found["A13"]["curve"])
    known = knowing(truth.majority_logit + 0.5 * decades(), truth)
    right = smeared(truth.majority_logit + 0.5 * decades(), truth)
    flips = smeared(truth.flip_logit + truth.flip_slope * decades(), truth)
    # Wrong answers, behind a challenge too, are any of the four others.
    luck = (1 - right) / (CHOICES - 1)
    given_up = right * flips - luck * (1 - flips / (CHOICES - 1))
    # Which people are challenged is a draw of its own: their mean is not the population's.
    assert found["A15"]["effect"] == pytest.approx(given(given_up, known), abs=0.1)
    assert holds(found["A15"], given(given_up, known))


def test_difficulty_thirds():
    easy, hard = thirds(np.array([1, 1, 2, 2, 3, 3, np.nan]))
    assert easy.tolist() == [True, True, False, False, False, False, False]
    assert hard.tolist() == [False, False, False, False, True, True, False]
    easy, hard = thirds(np.array([1.0, 1.0, 1.0]))
    assert not easy.any() and not hard.any()
    easy, hard = thirds(-np.repeat(np.array(EXPOSURES, float), 4))
    assert easy.sum() == hard.sum() and not (easy & hard).any()


def entries_of(study):
    inputs = read_inputs(read_settings(study.config), study.root)
    claims = {c.id: c for c in read_register(REGISTER).claims}
    return {i: judge(claims[i], m(inputs), inputs) for i, m in discover().items()}


def test_ability_that_follows_loss_alone_is_quantity(tmp_path):
    """Every logit is a straight line in the loss, whatever the size."""
    rng = np.random.default_rng(0)
    assert matched_gamma(rng, 0.0) == pytest.approx(0, abs=0.1)


def test_ability_beside_loss_is_quality():
    rng = np.random.default_rng(1)
    assert matched_gamma(rng, 0.8) == pytest.approx(0.8, abs=0.1)


def matched_gamma(rng, gamma):
    import pandas as pd
    from sizewise.analysis.data.panel import Panel
    from sizewise.analysis.methods.matched import fit_items

    n, runs, items = decades(), [Run("ladder", s, k) for s in SIZES for k in range(3)], 400
    loss = np.repeat(2 - 0.3 * n, 3)[:, None] + np.linspace(1.2, 0, 8)
    by_run = np.repeat(n, 3)[:, None]
    hard = rng.integers(0, 4, items)
    logits = (2.5 - loss + gamma * by_run)[..., None] - 0.3 * hard
    right = (rng.random(logits.shape) < sigmoid(logits)).astype(float)
    table = pd.DataFrame({
        "item_id": [str(i) for i in range(items)],
        "entity_id": [f"e{i // 2}" for i in range(items)],
        "fact_id": None, "kind": "k", "depth": hard.astype(object),
    })  # fmt: skip
    panel = Panel(
        family="f", items=table, runs=runs, steps=np.arange(8), values={"accuracy": right},
        knobs=["depth"],
    )  # fmt: skip
    fit = fit_items(panel, np.ones(items, dtype=bool), loss, n, ["depth"])
    assert fit.points < loss.size, "points outside of the shared range of loss must not enter"
    return fit.gamma


def test_facts_that_are_never_learned_are_a_floor(tmp_path):
    study = make_results(
        tmp_path / "R", sizes=SIZES, rng_seed=1, items=400, families=("biographies",),
        truth=Truth(f50=1e6, f50_exponent=0.0),
    )  # fmt: skip
    inputs = read_inputs(read_settings(study.config), study.root)
    claim = next(c for c in read_register(REGISTER).claims if c.id == "A2")
    entry = judge(claim, discover()["A2"](inputs), inputs)
    assert (entry["verdict"], entry["undecided"]) == ("undecided", "floor")
    assert entry["effect"] is None and said(entry["reason"], "a2-unreadable", why="floor")
    assert said(entry["reason"], "a2-never-reached", sizes=list(SIZES), level=512.0)
    assert [(point["value"], point["bound"]) for point in entry["curve"]] == [(512, "above")] * 4
