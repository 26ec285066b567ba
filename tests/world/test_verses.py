"""Verses: right by what training says word for word, by nothing else."""

import itertools
import math
from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sizewise.world.families.verses import FAMILY
from sizewise.world.families.verses.pages import pages
from sizewise.world.families.verses.text import FORMS, Grammar

from .adversary import assert_at_floor
from .audit import accuracy, assert_at_chance, best, constant, ngram, tokens_of
from .test_build import PROPERTIES, built_or_refused, check
from .worlds import KNOBS

BINS = [1, 2, 4, 8, 16, 32]


@pytest.fixture(scope="module")
def world(worlds):
    return worlds["verses"]


@pytest.fixture(scope="module")
def verses(world) -> list[list[str]]:
    """The verses of each document, without its heading."""
    return [text.split("\n\n")[1:] for text in world.texts]


@pytest.fixture(scope="module")
def continued(world) -> dict[str, Counter]:
    """By any run of words that ends at a cut of three words in a last line: what follows it."""
    found: dict[str, Counter] = defaultdict(Counter)
    for text in world.texts:
        for verse in text.split("\n\n")[1:]:
            lines = verse.split("\n")
            for first in range(len(lines)):
                for line in range(first, len(lines)):
                    words = lines[line].split()
                    before = "\n".join([*lines[first:line], " ".join(words[:3])])
                    found[before][" ".join(words[3:])] += 1
    return found


def prefix(item) -> str:
    """The words of the verse, without the heading above them."""
    return item["prompt"].split("\n\n")[1]


def at_duplicates(world, *duplicates: int):
    return [i for i in world.of_kind("exposure") if i["knobs"]["duplicates"] in duplicates]


def test_the_table_of_exposures_answers_every_planted_item(world):
    for item in world.items:
        stated = world.stated.get(item["fact_id"], Counter())
        assert stated == Counter({item["target"]: item["knobs"]["duplicates"]} if stated else {})
        assert bool(stated) == bool(item["knobs"]["duplicates"])
        if item["kind"] == "exposure":
            assert item["choices"][item["answer"]] == f" {item['target']}"


def test_training_continues_every_prefix_in_one_way_and_as_often_as_it_says(world, continued):
    for item in world.items:
        expected = {item["target"]: item["knobs"]["duplicates"]}
        assert continued.get(prefix(item), {}) == (expected if item["knobs"]["duplicates"] else {})


def test_text_holds_an_asked_line_exactly_as_often_as_its_duplicates_say(world):
    text = "\n".join(world.texts) + "\n"
    for item in world.of_kind("exposure"):
        count = text.count(f"{prefix(item)} {item['target']}\n")
        assert count == item["knobs"]["duplicates"]
        line = prefix(item).split("\n")[-1]
        for choice in item["choices"]:
            if choice.strip() != item["target"]:
                assert f"{line}{choice}" not in text


def test_every_bin_has_as_many_verses_and_the_rest_occur_once(world, verses):
    times = Counter(itertools.chain.from_iterable(verses))
    by_bin = Counter(times.values())
    assert sorted(by_bin) == BINS
    assert {by_bin[n] for n in BINS[1:]} == {world.facts["verses"]["verses_a_bin"]}
    assert by_bin[1] >= by_bin[2]


def test_no_line_of_one_verse_is_in_another(verses):
    home = {}
    for verse in set(itertools.chain.from_iterable(verses)):
        for line in verse.split("\n"):
            assert home.setdefault(line, verse) == verse


def test_no_verse_stands_twice_on_a_page(verses):
    assert all(len(set(page)) == len(page) for page in verses)


def test_neighbours_change(verses):
    """Two verses share a page about as often as chance has it: no other verse is a cue."""
    times = Counter(itertools.chain.from_iterable(verses))
    often = {verse for verse, count in times.items() if count == max(BINS)}
    pairs = Counter(
        pair for page in verses for pair in itertools.combinations(sorted(set(page) & often), 2)
    )
    assert max(pairs.values()) <= 6


def test_every_occurrence_of_an_asked_line_is_in_the_table(world, verses):
    planted = Counter(row["entity_id"] for row in world.exposures)
    assert Counter(planted.values()) == dict.fromkeys(BINS, world.facts["verses"]["verses_a_bin"])
    spans = {(row["document_id"], row["end"]) for row in world.exposures}
    assert len(spans) == len(world.exposures)


def commonest_words(texts: list[str]):
    """The choice whose words are the commonest in training."""
    counts = Counter(word for text in texts for word in tokens_of(text))

    def guess(item) -> int:
        return best([sum(math.log(counts[w] + 1) for w in tokens_of(c)) for c in item["choices"]])

    return guess


def most_shared(item) -> int:
    """The choice with most words of the prompt."""
    words = set(tokens_of(prefix(item)))
    return best([len(words & set(tokens_of(choice))) for choice in item["choices"]])


def test_shortcuts_are_at_chance_where_nothing_was_planted(world):
    items = at_duplicates(world, 0)
    for guess in (
        *(constant(i) for i in range(8)), commonest_words(world.texts), most_shared,
        ngram(world.texts), ngram(world.texts, order=2),
    ):  # fmt: skip
        assert_at_chance(items, guess)


def test_candidates_are_rests_that_training_has_as_often(world):
    """As the ends of lines: the true rest and each other one."""
    ends = Counter()
    for text in world.texts:
        for verse in text.split("\n\n")[1:]:
            ends.update(" ".join(line.split()[3:]) for line in verse.split("\n"))
    for item in world.of_kind("exposure"):
        assert item["knobs"]["floor"] == 1 / len(item["choices"])
        # A rest of another verse may also end one that is never asked about.
        found = [ends[choice.strip()] - item["knobs"]["duplicates"] for choice in item["choices"]]
        assert min(found) >= 0 and sorted(found)[len(found) // 2] <= 1


def frequencies(texts):
    counts = Counter(word for text in texts for word in tokens_of(text))
    ends = Counter(" ".join(line.split()[3:]) for text in texts for line in text.split("\n"))

    def features(item, choice):
        words = [[counts[w] for w in tokens_of(c)] for c in item["choices"]]
        sums = [sum(row) for row in words]
        return [
            *words[choice], sums[choice], sorted(sums).index(sums[choice]), min(words[choice]),
            sorted(map(min, words)).index(min(words[choice])),
            ends[item["choices"][choice].strip()],
            len(set(tokens_of(prefix(item))) & set(tokens_of(item["choices"][choice]))), choice,
        ]  # fmt: skip

    return features


def test_a_fitted_adversary_on_frequencies_stays_at_the_floor(world):
    """Words and whole rests by how common they are in training, in every bin."""
    features = frequencies(world.texts)
    for duplicates in (*BINS, 0):
        print(duplicates, assert_at_floor(at_duplicates(world, duplicates), features))


def test_the_commonest_words_are_at_chance_in_every_bin(world):
    for duplicates in BINS:
        assert_at_chance(at_duplicates(world, duplicates), commonest_words(world.texts))


def test_what_needs_no_memory_is_at_chance_in_every_bin(world):
    for duplicates in BINS:
        items = at_duplicates(world, duplicates)
        for guess in (*(constant(i) for i in range(8)), most_shared):
            assert_at_chance(items, guess)


def test_an_ngram_that_remembers_training_is_right_wherever_it_was_planted(world):
    assert accuracy(at_duplicates(world, *BINS), ngram(world.texts)) == 1


def test_without_the_prompt_a_rest_says_nothing(world):
    """Controls without the decisive part of the prompt: an n-gram knows no better."""
    items = [item | {"prompt": item["prompt"].split()[0]} for item in at_duplicates(world, 0)]
    assert_at_chance(items, ngram(world.texts))


def test_words_are_even_and_say_nothing_of_one_another(verses):
    lines = {line for page in verses for verse in page for line in verse.split("\n")}
    words = [line.split() for line in lines]
    for one, two in ((1, 2), (2, 3), (3, 4), (0, 5)):
        rows, columns = (sorted({line[at] for line in words}) for at in (one, two))
        table = np.zeros((len(rows), len(columns)))
        for line in words:
            table[rows.index(line[one]), columns.index(line[two])] += 1
        expected = len(words) / table.size
        chi2 = ((table - expected) ** 2 / expected).sum()
        assert abs(chi2 - table.size) < 4 * math.sqrt(2 * table.size)


def test_bits(world):
    facts = world.facts["verses"]
    # Opener, adjective, noun, verb, adjective, noun.
    assert facts["bits_a_line"] == 3 + 5 + 6 + 5 + 5 + 6
    assert facts["bits_a_rest"] == 5 + 5 + 6
    assert facts["planted_bits"] == facts["verses_a_bin"] * len(BINS) * 3 * facts["bits_a_line"]


@pytest.mark.parametrize("words", FORMS)
def test_a_line_is_a_number_and_its_opening_the_quotient(words):
    grammar = Grammar(words, 2)
    numbers = np.random.default_rng(0).integers(0, grammar.lines, 2000)
    texts = grammar.texts(numbers)
    by_text = dict(zip(texts, numbers.tolist(), strict=True))
    assert all(len(text.split()) == words for text in texts)
    assert len(by_text) == len(set(numbers.tolist()))
    by_opening = defaultdict(set)
    for text, number in by_text.items():
        by_opening[number // grammar.rests].add(" ".join(text.split()[:2]))
    assert all(len(openings) == 1 for openings in by_opening.values())
    assert abs(np.mean([len(text) for text in texts]) - grammar.mean_bytes) < 0.3


@given(
    seed=st.integers(0, 2**32),
    times=st.lists(st.integers(1, 16), min_size=8, max_size=40),
    size=st.integers(1, 6),
)
def test_pages_keep_every_event_and_repeat_none(seed, times, size):
    # As the family's check has it: nothing lies on more than half of the pages.
    most = max(1, sum(times) // size // 2)
    times = [min(count, most) for count in times]
    if 2 * max(times) * size > sum(times):
        return
    events = np.repeat(np.arange(len(times)), times)
    filled = pages(np.random.default_rng(seed), events, size)
    assert sorted(itertools.chain.from_iterable(filled)) == events.tolist()
    assert all(len(set(page)) == len(page) for page in filled)


@PROPERTIES
@given(
    seed=st.integers(0, 2**32),
    budget=st.integers(60_000, 250_000),
    top=st.sampled_from([1, 4, 16]),
    lines=st.integers(1, 4),
    words=st.sampled_from(sorted(FORMS)),
    opening=st.integers(2, 3),
    page=st.integers(1, 6),
    candidates=st.integers(2, 20),
)
def test_verses_for_any_knobs(
    tmp_path_factory, seed, budget, top, lines, words, opening, page, candidates
):
    knobs = {
        "max_duplicates": top,
        "lines": lines,
        "line_words": words,
        "prefix_words": [opening + words * line for line in range(lines)],
        "page_verses": page,
        "candidates": candidates,
        "continue_items": 2,
        "exposure_items": 3,
    }
    world = built_or_refused(tmp_path_factory.mktemp("w"), budget, seed, "verses", knobs)
    check(world, "verses", budget)
    bins = top.bit_length()
    assert len(world.items) == bins * 2 * lines + (bins + 1) * 3
    told = Counter(row["fact_id"] for row in world.exposures)
    text = "\n".join(world.texts) + "\n"
    for item in world.items:
        assert told[item["fact_id"]] == item["knobs"]["duplicates"]
        assert text.count(f"{prefix(item)} {item['target']}\n") == item["knobs"]["duplicates"]
        assert len(prefix(item).split()) == item["knobs"]["prefix_words"]


def test_jobs_depend_on_nothing_but_the_plan_and_their_number():
    knobs = FAMILY.knobs.model_validate(KNOBS["verses"])
    one, two = FAMILY.plan(knobs, 500_000, 5), FAMILY.plan(knobs, 500_000, 5)
    jobs = list(range(one.fixed + 2))
    forwards = [one.write(job).texts for job in jobs]
    assert forwards[::-1] == [two.write(job).texts for job in reversed(jobs)]
