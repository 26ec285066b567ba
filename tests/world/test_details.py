"""Feelings and deductions are alike in everything but diffuse against crisp structure."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import entr
from scipy.stats import chisquare
from sizewise.load import load_study
from sizewise.world.build import plan_of
from sizewise.world.details import DAYS
from sizewise.world.families import FAMILIES, knobs_of
from sizewise.world.families.feelings import free_weights

from .audit import assert_at_chance, commonest_word, constant, ngram
from .details import Reader, inputs, majority, training
from .test_build import PROPERTIES, built_or_refused, check
from .worlds import KNOBS, ROOT, study

PAIR = ("feelings", "deductions")
COMMON = ("labels", "values", "shown", "inputs", "items")


def plan(name: str, **knobs):
    return plan_of(study(100_000, **{name: knobs}), name)


@pytest.mark.parametrize("file", [None, *sorted(p.name for p in (ROOT / "studies").glob("*.yaml"))])
def test_every_study_gives_both_families_the_same(file):
    """Knobs in common, entropies of each setting, share of the stream, bytes a token."""
    files = [ROOT / "config.yaml", *([ROOT / "studies" / file] if file else [])]
    loaded = load_study(files)
    one, other = (knobs_of(loaded, name) for name in PAIR)
    assert {k: getattr(one, k) for k in COMMON} == {k: getattr(other, k) for k in COMMON}
    assert [s.entropy for s in one.settings] == [s.entropy for s in other.settings]
    assert len(one.settings) >= 3
    # Diffuse means many weights: two settings have more than a thousand, and pairs among them.
    many = [s for s in one.settings if free_weights(s, one.values, one.labels) > 1000]
    assert len(many) >= 2 and all(setting.order > 1 for setting in many)
    # Nor are deductions the ones whose details are the less deeply combined.
    assert all(b.depth >= a.order for a, b in zip(one.settings, other.settings, strict=True))
    shares, sizes = loaded.mix.shares, loaded.mix.planted_bytes_per_token
    assert shares.get(PAIR[0], 0) == shares.get(PAIR[1], 0)
    assert sizes.get(PAIR[0]) == sizes.get(PAIR[1])
    plans = [FAMILIES[n].plan(k, 10**6, loaded.world.seed)
             for n, k in zip(PAIR, (one, other), strict=True)]  # fmt: skip
    for mine, theirs in zip(*(made.facts()["settings"] for made in plans), strict=True):
        assert mine["entropy_bits"] == pytest.approx(theirs["entropy_bits"], rel=0.01)
        assert mine["label_entropy_bits"] == pytest.approx(theirs["label_entropy_bits"], rel=1e-6)


def test_entropies_are_those_that_were_asked_for():
    """By the definition, from the tables, and not by the solver's word."""
    for name in PAIR:
        made = plan(name)
        for setting, table in zip(made.knobs.settings, made.tables, strict=True):
            p = table.probabilities
            assert p.sum(axis=1) == pytest.approx(1)
            entropy = -(p * np.log2(p)).sum(axis=1).mean()
            assert entropy == pytest.approx(setting.entropy, abs=1e-6)
            assert p.mean(axis=0) == pytest.approx(1 / made.knobs.labels, abs=1e-6)
            assert table.entropy == pytest.approx(entropy, abs=1e-12)
            assert table.label_entropy == pytest.approx(math.log2(made.knobs.labels), abs=1e-6)


@pytest.mark.parametrize("name", PAIR)
def test_training_labels_have_the_entropy_that_is_stated(worlds, name):
    """The mean of -log2 P(label) over the texts is the entropy, within four standard errors."""
    reader = Reader(plan(name))
    losses: dict[int, list[float]] = {}
    for one in training(worlds[name]):
        setting, codes = reader.codes(one)
        p = reader.plan.probabilities(setting, np.array(codes))
        losses.setdefault(setting, []).append(-np.log2(p[reader.plan.labels.index(one.label)]))
    assert sorted(losses) == list(range(len(reader.plan.tables)))
    for setting, found in losses.items():
        error = np.std(found) / math.sqrt(len(found))
        assert abs(np.mean(found) - reader.plan.tables[setting].entropy) < 4 * error


@pytest.mark.parametrize("name", PAIR)
def test_the_oracle_reads_the_details(worlds, name):
    """Details alone give each item's probabilities: a divergence of 0, and every answer."""
    reader = Reader(plan(name))
    for item in worlds[name].items:
        setting, codes = reader.codes(inputs(item["prompt"])[0])
        p = reader.plan.probabilities(setting, np.array(codes))
        truth = [p[reader.plan.labels.index(choice.strip())] for choice in item["choices"]]
        given_ = np.array(item["probabilities"])
        assert (given_ * np.log(given_ / truth)).sum() == pytest.approx(0, abs=1e-12)
        assert item["answer"] == int(np.argmax(truth))
        assert item["kind"] == "label" and item["knobs"]["setting"] == setting
        bits = entr(given_).sum() / math.log(2)
        assert item["knobs"]["entropy"] == pytest.approx(bits, abs=1e-4)
        assert item["knobs"]["floor"] == 1 / len(item["choices"])
        assert item["knobs"]["weights"] == worlds[name].facts[name]["settings"][setting]["weights"]
        assert sum(given_) == pytest.approx(1)


def test_texts_are_equally_long():
    """The length of a document follows from the day in its heading, in both families alike."""
    lengths = []
    for name in PAIR:
        texts = plan(name).write(0).texts
        lengths.append({len(text) - len(inputs(text)[0].day) for text in texts})
    assert lengths[0] == lengths[1] and len(lengths[0]) == 1
    prompts = [{len(i.prompt) - len(inputs(i.prompt)[0].day) for i in plan(n).items()}
               for n in PAIR]  # fmt: skip
    assert prompts[0] == prompts[1] and len(prompts[0]) == 1


def test_words_are_used_once():
    banks = [FAMILIES[name].knobs.bank for name in PAIR]
    words = [w.lower() for bank in banks
             for w in (*bank.tags, *bank.details, *bank.labels, *bank.closers)]  # fmt: skip
    assert len(set(words)) == len(words) and {len(word) for word in words} == {4}
    assert [len(bank.details) for bank in banks] == [120, 120]
    assert [len(bank.labels) for bank in banks] == [8, 8]


@pytest.mark.parametrize("name", PAIR)
def test_details_labels_and_settings_are_equally_frequent(worlds, name):
    found = training(worlds[name])
    for tag in {one.tag for one in found}:
        mine = [one for one in found if one.tag == tag]
        details = Counter(detail for one in mine for detail in one.details)
        assert len(details) == KNOBS[name]["shown"] * KNOBS[name]["values"]
        # Four values a group are drawn together: a quarter of the inputs names each.
        expected = len(mine) / KNOBS[name]["values"]
        assert all(abs(n - expected) < 5 * math.sqrt(expected) for n in details.values())
        assert chisquare(list(Counter(one.label for one in mine).values())).pvalue > 1e-4
    assert chisquare(list(Counter(one.tag for one in found).values())).pvalue > 1e-4
    assert {one.day for one in found} == set(DAYS)


@pytest.mark.parametrize("name", PAIR)
def test_settings_share_no_detail(worlds, name):
    words = {}
    for one in training(worlds[name]):
        words.setdefault(one.tag, set()).update(one.details)
    assert len(words) == len(KNOBS[name]["settings"])
    assert sum(map(len, words.values())) == len(set().union(*words.values()))


@pytest.mark.parametrize("name", PAIR)
def test_held_out_combinations_are_never_in_training(worlds, name):
    trained = {frozenset(one.details) for one in training(worlds[name])}
    asked = [frozenset(inputs(item["prompt"])[0].details) for item in worlds[name].items]
    assert len(set(asked)) == len(asked)
    assert not trained & set(asked)


@pytest.mark.parametrize("name", PAIR)
def test_what_does_not_read_the_details_is_at_chance(worlds, name):
    world = worlds[name]
    for guess in (
        constant(0), constant(3), commonest_word(world.texts), ngram(world.texts),
        majority(world, lambda one: (one.tag, one.day, one.opener, one.closer)),
        majority(world, lambda one: one.tag),
    ):  # fmt: skip
        assert_at_chance(world.items, guess)


@PROPERTIES
@given(
    name=st.sampled_from(PAIR),
    seed=st.integers(0, 2**32),
    labels=st.sampled_from([2, 3, 4, 8]),
    values=st.integers(2, 5),
    shown=st.integers(2, 8),
    rows=st.integers(1, 6),
    dial=st.lists(
        st.tuples(st.floats(0.3, 0.9), st.integers(1, 5), st.integers(1, 3)),
        min_size=1, max_size=4,
    ),
)  # fmt: skip
def test_any_knobs(tmp_path_factory, name, seed, labels, values, shown, rows, dial):
    structure = {
        "feelings": lambda cues, order: {"cues": cues, "order": order},
        "deductions": lambda cues, order: {"depth": order},
    }[name]
    knobs = {
        "labels": labels, "values": values, "shown": shown, "inputs": rows, "items": 1,
        "settings": [{"entropy": e, **structure(c, o)} for e, c, o in dial],
    }  # fmt: skip
    world = built_or_refused(tmp_path_factory.mktemp("w"), 40_000, seed, name, knobs)
    check(world, name, 40_000)
    assert {len(inputs(text)) for text in world.texts} == {rows}
    assert {len(one.details) for one in training(world)} == {shown}
    for setting, facts in zip(knobs["settings"], world.facts[name]["settings"], strict=True):
        assert facts["entropy_bits"] == pytest.approx(setting["entropy"], abs=1e-6)
        assert facts["label_entropy_bits"] == pytest.approx(math.log2(labels), abs=1e-6)
