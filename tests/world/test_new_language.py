"""New language: right by what the prompt shows, by nothing else."""

import re
from collections import Counter, defaultdict
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sizewise.study.errors import StudyError
from sizewise.world.families.new_language.rules import ORDERS, RULES
from sizewise.world.families.new_language.words import KNOWN, USUAL
from sizewise.world.labels import LABELS

from .adversary import assert_at_floor
from .audit import (
    accuracy,
    assert_at_chance,
    best,
    commonest_in_prompt,
    commonest_word,
    constant,
    first_in_prompt,
    last_in_prompt,
    ngram,
)
from .worlds import build, study

KINDS = {
    "rule": (
        "Order",
        "Rank",
        "Row",
        "Echo",
        "Call",
        "Reply",
        "Match",
        "Accord",
        "Fit",
        "Code",
        "Key",
        "Cipher",
    ),
    "lookup": ("Pairs", "Twins", "Friends"),
    "labels": ("Sorted", "Kinds", "Baskets"),
    "repeat": ("Song", "Chant", "Rhyme"),
}
SHOTS = {"usual": "shots", "flipped": "shots", "lookup": "pairs", "rule": "shots"}


@pytest.fixture(scope="module")
def world(worlds):
    return worlds["new_language"]


def texts_of(world, kind: str) -> list[str]:
    return [text for text in world.texts if text.startswith(KINDS[kind])]


def parts(text: str) -> list[str]:
    return text.split(": ")[1].split(", ")


def examples(text: str) -> list[tuple[list[str], list[str]]]:
    """Inputs and outputs; the output of a question is empty."""
    return [tuple(side.split() for side in part.split(">")) for part in parts(text)]


def rule_of(shown) -> dict:
    """All rules that explain every example: order names, the suffix, the mapping."""
    rules = {}
    for name, order in ORDERS.items():
        if all(out == [words[i] for i in order] for words, out in shown):
            rules[name] = lambda words, order=order: [words[i] for i in order]
    if all(len(out) == 1 for _, out in shown):
        for place in range(3):
            if all(out == [words[place]] for words, out in shown):
                rules[f"echo {place}"] = lambda words, place=place: [words[place]]
        if not any(out[0] in words for words, out in shown):
            rules["agreement"] = lambda words: [ending(shown, words)]
    partner = defaultdict(set)
    for words, out in shown:
        for a, b in zip(words, out, strict=False):
            partner[a].add(b)
    values = {b for found in partner.values() for b in found}
    whole = all(len(words) == len(out) for words, out in shown)
    if whole and all(len(found) == 1 for found in partner.values()) and not values & set(partner):
        rules["mapping"] = lambda words: [next(iter(partner[word])) for word in words]
    return rules


def ending(shown, words) -> str:
    """The output that goes with one of `words`: a word of every example that has this output."""
    ends = {out[0] for _, out in shown}
    tellers = {
        end: set.intersection(*(set(given) for given, out in shown if out[0] == end))
        for end in ends
    }
    (found,) = [end for end, common in tellers.items() if common & set(words)]
    return found


def answer_by_rule(item) -> str:
    *shown, (words, nothing) = examples(item["prompt"])
    assert not nothing and len(shown) == item["knobs"]["shots"]
    rules = rule_of(shown)
    assert len(rules) == 1
    ((name, rule),) = rules.items()
    knobs = item["knobs"]
    assert name == knobs.get(
        "order", f"echo {knobs['place']}" if "place" in knobs else knobs["rule"]
    )
    return " ".join(rule(words))


def prior(world) -> dict[str, str]:
    """The label that training tells of each word, where it tells one alone."""
    told = defaultdict(set)
    for text in texts_of(world, "labels"):
        for part in parts(text):
            word, label = part.split()
            told[word].add(label)
    return {word: next(iter(labels & set(USUAL))) for word, labels in told.items() if word in KNOWN}


def answer_by_labels(item, told) -> str:
    """The label of the query's class: who has the same label in training."""
    *shown, asked = parts(item["prompt"])
    names = {told[part.split()[0]]: part.split()[1] for part in shown}
    assert all(part.split()[1] == names[told[part.split()[0]]] for part in shown)
    return names[told[asked]]


def test_reading_the_prompt_answers_every_item(world):
    told = prior(world)
    for item in world.items:
        if item["kind"] == "rule":
            found = answer_by_rule(item)
        elif item["kind"] == "lookup":
            *shown, asked = parts(item["prompt"])
            found = dict(part.split() for part in shown)[asked]
            assert len(shown) == item["knobs"]["pairs"]
        else:
            found = answer_by_labels(item, told)
        assert item["choices"][item["answer"]] == f" {found}" == f" {item['target']}"


def test_training_documents_keep_one_rule(world):
    seen = Counter()
    for text in texts_of(world, "rule"):
        rules = rule_of(examples(text))
        assert len(rules) == 1, text
        seen[next(iter(rules))] += 1
    echoes = {f"echo {place}" for place in range(3)}
    assert set(seen) == {*ORDERS, *echoes, "agreement", "mapping"}
    sums = [seen["agreement"], seen["mapping"], *(
        sum(seen[name] for name in names) for names in (ORDERS, echoes)
    )]  # fmt: skip
    assert max(sums) < 1.5 * min(sums)


def test_training_maps_and_labels_agree_with_themselves(world):
    for text in texts_of(world, "lookup"):
        told = defaultdict(set)
        for part in parts(text):
            told[part.split()[0]].add(part.split()[1])
        assert all(len(values) == 1 for values in told.values())
    for text in texts_of(world, "repeat"):
        words = text.split(": ")[1].split()
        period = len(set(words))
        assert len(words) % period == 0 and words == words[:period] * (len(words) // period)


def test_no_training_document_is_flipped(world):
    """Known words have one usual label; where they have another, it is no usual one."""
    told, sorts = defaultdict(set), Counter()
    for text in texts_of(world, "labels"):
        pairs = [part.split() for part in parts(text)]
        labels = {label for _, label in pairs}
        known = {word for word, _ in pairs} <= set(KNOWN)
        assert known or not {word for word, _ in pairs} & set(KNOWN)
        assert labels <= set(USUAL) or (known and labels <= set(LABELS))
        sorts[known, labels <= set(USUAL)] += 1
        if known and labels <= set(USUAL):
            for word, label in pairs:
                told[word].add(label)
    assert all(len(labels) == 1 for labels in told.values()) and len(told) == 32
    assert Counter(next(iter(labels)) for labels in told.values()) == dict.fromkeys(USUAL, 16)
    assert min(sorts.values()) > 50 and len(sorts) == 3


def test_renamed_classes_are_the_usual_ones(world):
    told = prior(world)
    for text in texts_of(world, "labels"):
        names = defaultdict(set)
        for part in parts(text):
            word, label = part.split()
            if label not in USUAL:
                names[told[word]].add(label)
        assert all(len(found) == 1 for found in names.values())


def test_words_of_rule_items_are_in_no_rule_of_training(world):
    trained = {word for text in texts_of(world, "rule") for word in re.findall(r"\w+", text)}
    repeated = {word for text in texts_of(world, "repeat") for word in re.findall(r"\w+", text)}
    asked = {
        word
        for item in world.of_kind("rule")
        for word in re.findall(r"\w+", item["prompt"].split(": ")[1] + " ".join(item["choices"]))
    }
    assert len(asked) == 12 and not asked & trained
    assert asked <= repeated


def test_no_prompt_is_in_training(world):
    listed = {frozenset(parts(text)) for text in world.texts if ">" not in text}
    for item in world.items:
        asked = parts(item["prompt"])
        assert frozenset(asked[:-1]) not in listed
        if item["kind"] == "flipped":
            assert not any(asked[0] in parts(text) for text in texts_of(world, "labels"))


def without_examples(item):
    """The item with its query and heading alone."""
    heading, rest = item["prompt"].split(": ")
    return item | {"prompt": f"{heading}: {rest.split(', ')[-1]}"}


def levels(world):
    """Items by kind, level and, of rules, the rule."""
    found = defaultdict(list)
    for item in world.items:
        knobs = item["knobs"]
        found[item["kind"], knobs.get("rule"), knobs[SHOTS[item["kind"]]]].append(item)
    return found


def test_general_shortcuts_are_at_chance_at_every_level(world):
    frequent, grams = commonest_word(world.texts), ngram(world.texts)
    for (kind, rule, _), items in levels(world).items():
        for guess in (constant(0), constant(1), first_in_prompt, last_in_prompt, frequent):
            assert_at_chance(items, guess)
        # N-grams know the usual labels, which is what labels of training are for.
        if kind not in ("usual", "flipped"):
            assert_at_chance(items, grams)
            assert_at_chance([without_examples(item) for item in items], grams)
        assert_at_chance(items, commonest_in_prompt)
        assert kind != "rule" or rule in RULES


def counted(item) -> int:
    """The choice whose words the prompt names most often."""
    words = Counter(re.findall(r"\w+", item["prompt"]))
    return best([sum(words[word] for word in choice.split()) for choice in item["choices"]])


def overlapping(pick):
    """The choice that shares most places with what `pick` takes from the prompt."""

    def guess(item) -> int:
        wanted = pick(examples(item["prompt"]))
        return best([
            sum(a == b for a, b in zip(choice.split(), wanted, strict=False))
            for choice in item["choices"]
        ])  # fmt: skip

    return guess


def test_rule_by_rule(world):
    """What copying wins, rule by rule: docs/families.md states these numbers."""
    copied = overlapping(lambda shown: shown[-1][0])
    last = overlapping(lambda shown: shown[-2][1])
    first = overlapping(lambda shown: shown[0][1])
    for (kind, rule, _), items in levels(world).items():
        if kind != "rule":
            continue
        assert_at_chance(items, counted)
        assert_at_chance(items, bigram_in_prompt)
        if rule == "order":
            # Copying is one of the three orders: always right there, never elsewhere.
            for order in ORDERS:
                mine = [item for item in items if item["knobs"]["order"] == order]
                assert accuracy(mine, copied) == (order == "keep")
            assert abs(accuracy(items, copied) - 1 / 3) < 0.02
        else:
            assert_at_chance(items, copied)
        assert_at_chance(items, last)
        assert_at_chance(items, first)


def bigrams(prompt: str) -> Counter:
    words = prompt.split(": ")[1].replace(",", "").split()
    return Counter(pairwise(words))


def bigram_in_prompt(item) -> int:
    """The choice whose neighbouring words the prompt has most often side by side."""
    seen = bigrams(item["prompt"])
    return best([
        sum(seen[pair] for pair in pairwise(c.split()))
        for c in item["choices"]
    ])  # fmt: skip


def in_context_counts(item, choice: int) -> list[float]:
    """Per word of the choice: how often the prompt has it, and has it behind its neighbour; of the
    last one also how often it ends an output, and whether it ended the last output."""
    *shown, (asked, _) = examples(item["prompt"])
    words = item["choices"][choice].split()
    named = Counter(re.findall(r"\w+", item["prompt"].split(": ")[1]))
    ends = Counter(out[-1] for _, out in shown)
    seen, last = bigrams(item["prompt"]), shown[-1][1]
    features = [
        named[words[-1]], ends[words[-1]], float(words[-1] == last[-1]),
        seen[asked[-1], words[0]], seen[words[0], ">"],
    ]  # fmt: skip
    for a, b in pairwise(words):
        features += [named[a], seen[a, b]]
    return features


def test_a_fitted_adversary_on_counts_of_the_prompt_stays_at_the_floor(world):
    """Words, bigrams, endings: at each number of shots, for each rule."""
    for (kind, rule, shots), items in levels(world).items():
        if kind == "rule":
            print(rule, shots)  # of the level that fails
            assert_at_floor(items, in_context_counts)


def test_one_example_less_leaves_the_rule_open(world):
    """Without its examples a question has as many answers as choices."""
    for item in world.of_kind("rule"):
        words = item["prompt"].split(", ")[-1].split(": ")[-1].removesuffix(" >").split()
        outputs = [choice.split() for choice in item["choices"]]
        if item["knobs"]["rule"] == "order":
            assert all(sorted(output) == sorted(words) for output in outputs)
        if item["knobs"]["rule"] == "echo":
            assert sorted(outputs) == sorted([word] for word in words)
        if item["knobs"]["rule"] == "agreement":
            assert not {word for output in outputs for word in output} & set(words)
        if item["knobs"]["rule"] == "mapping":
            assert all(tuple(o) in set(permutations(outputs[0])) for o in outputs)
            assert not {word for output in outputs for word in output} & set(words)


def test_labels_of_training_are_right_as_usual_and_wrong_when_flipped(world):
    told = prior(world)

    def by_training(item):
        return item["choices"].index(f" {told[parts(item['prompt'])[-1]]}")

    assert accuracy(world.of_kind("usual"), by_training) == 1
    assert accuracy(world.of_kind("flipped"), by_training) == 0
    pairs = defaultdict(dict)
    for item in world.of_kind("usual", "flipped"):
        pairs[item["entity_id"]][item["kind"]] = item
    for both in pairs.values():
        usual, flipped = both["usual"], both["flipped"]
        swap = dict(zip(USUAL, reversed(USUAL), strict=True))
        told_again = re.sub("|".join(USUAL), lambda m, swap=swap: swap[m[0]], usual["prompt"])
        assert told_again == flipped["prompt"]
        assert swap[usual["target"]] == flipped["target"]


def test_shots_say_nothing_by_their_counts(world):
    for item in world.of_kind("usual", "flipped"):
        *shown, asked = parts(item["prompt"])
        labels = Counter(part.split()[1] for part in shown)
        assert labels[USUAL[0]] == labels[USUAL[1]] == item["knobs"]["shots"] / 2
        assert asked not in {part.split()[0] for part in shown}


@settings(max_examples=12, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 2**32),
    shots=st.sets(st.integers(1, 8), min_size=1, max_size=3),
    pairs=st.sets(st.integers(2, 12), min_size=1, max_size=3),
    label_shots=st.sets(st.sampled_from([2, 4, 8, 16]), min_size=1),
    held_out=st.integers(12, 28),
    known=st.sampled_from([18, 32, 48]),
    shares=st.tuples(*[st.floats(0, 0.4)] * 3),
    others=st.tuples(*[st.floats(0, 0.5)] * 2),
    rule_examples=st.tuples(st.integers(2, 5), st.integers(0, 9)),
    keys=st.tuples(st.integers(2, 5), st.integers(0, 9)),
)
def test_any_knobs(
    tmp_path_factory, seed, shots, pairs, label_shots, held_out, known, shares, others,
    rule_examples, keys,
):  # fmt: skip
    knobs = {
        "shots": sorted(shots),
        "pairs": sorted(pairs),
        "label_shots": sorted(label_shots),
        "held_out_words": held_out,
        "known_words": known,
        "label_examples": [2, 18],
        "lookup_share": shares[0],
        "labels_share": shares[1],
        "repeat_share": min(shares[2], 1 - shares[0] - shares[1]),
        "nonce_share": others[0],
        "renamed_share": others[1],
        "rule_examples": [rule_examples[0], sum(rule_examples)],
        "lookup_pairs": [keys[0], sum(keys)],
        "rule_items": 3,
        "lookup_items": 2,
        "label_items": 2,
    }
    try:
        world = build(tmp_path_factory.mktemp("w"), study(60_000, seed=seed, new_language=knobs))
    except StudyError as error:
        raise AssertionError(f"{knobs} refused: {error}") from None
    count = Counter(item["kind"] for item in world.items)
    even = sum(number % 2 == 0 for number in shots)
    assert count["rule"] == 9 * len(shots) + 3 * even and count["lookup"] == 2 * len(pairs)
    assert count["usual"] == count["flipped"] == 2 * len(label_shots)
    for item in world.items:
        if item["kind"] == "rule":
            assert item["target"] == answer_by_rule(item)
        if item["kind"] == "lookup":
            *shown, asked = parts(item["prompt"])
            assert item["target"] == dict(part.split() for part in shown)[asked]
    words = {w for text in texts_of(world, "rule") for w in re.findall(r"\w+", text)}
    asked = {w for i in world.of_kind("rule") for w in i["target"].split()}
    assert not words & asked
