"""Writes the documents of the new language and asks about it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from sizewise.world.families.new_language import rules
from sizewise.world.families.new_language.words import USUAL, classes, parted
from sizewise.world.family import JOB_DOCUMENTS, Documents, Item, multiple_choice
from sizewise.world.labels import LABELS
from sizewise.world.randomness import generator, permutations

if TYPE_CHECKING:
    from sizewise.world.families.new_language import NewLanguage

NAME = "new_language"
# By rule: what a document is about, and not which order or which place. With the same headings for
# all rules small models learned none of them (docs/log.md).
_RULE_HEADINGS = {
    "order": ("Order", "Rank", "Row"),
    "echo": ("Echo", "Call", "Reply"),
    "agreement": ("Match", "Accord", "Fit"),
    "mapping": ("Code", "Key", "Cipher"),
}
_LOOKUP_HEADINGS = ("Pairs", "Twins", "Friends")
_LABEL_HEADINGS = ("Sorted", "Kinds", "Baskets")
_REPEAT_HEADINGS = ("Song", "Chant", "Rhyme")
# Headings of one document, by the kind of document; as many for each.
_HEADINGS = len(_LOOKUP_HEADINGS)


class NewLanguagePlan:
    """The family at given knobs and seed; see `sizewise.world.family.Plan`."""

    # Nothing is stated a promised number of times: every document fills the budget.
    fixed = 0

    def __init__(self, knobs: "NewLanguage", budget: int, seed: int) -> None:
        self.knobs, self.seed = knobs, seed
        self._trained, self._held_out = parted(seed, knobs.held_out_words)
        self._classes = classes(seed, knobs.known_words)
        self._class = {word: i for i, words in enumerate(self._classes) for word in words}
        self._known = list(self._class)

    def write(self, job: int) -> Documents:
        """The documents of a job; see `sizewise.world.family.Plan`."""
        knobs, n = self.knobs, JOB_DOCUMENTS
        rng = generator(self.seed, NAME, "job", job)
        ends = np.cumsum([knobs.lookup_share, knobs.labels_share, knobs.repeat_share])
        sort = np.searchsorted(ends, rng.random(n), side="right")
        texts = [""] * n
        writers = (self._lookups, self._labels, self._repeats, self._rules)
        for number, write in enumerate(writers):
            rows = np.flatnonzero(sort == number).tolist()
            for row, text in zip(rows, write(rng, len(rows)), strict=True):
                texts[row] = text
        return Documents(texts)

    def _rules(self, rng: np.random.Generator, n: int) -> Iterator[str]:
        fewest, most = self.knobs.rule_examples
        drawn = rules.draws(rng, n, most * max(rules.SHORT.values()), len(self._trained))
        lines = rng.integers(fewest, most, n, endpoint=True).tolist()
        heading = rng.integers(0, _HEADINGS, n).tolist()
        rule = rng.choice(self.knobs.rules, n).tolist()
        variant = rng.integers(0, len(rules.ORDERS), n).tolist()
        keys = rng.choice(rules.KEYS, n).tolist()
        for row in range(n):
            examples, _ = rules.episode(
                rule[row], variant[row], keys[row], self._trained, drawn, row,
                lines[row] * rules.SHORT.get(rule[row], 1),
            )  # fmt: skip
            title = _RULE_HEADINGS[rule[row]][heading[row]]
            yield f"{title}: {rules.written(examples)}"

    def _lookups(self, rng: np.random.Generator, n: int) -> Iterator[str]:
        pool, count, asked = self._maps(rng, n)
        heading = rng.integers(0, _HEADINGS, n).tolist()
        for row in range(n):
            words, size = pool[row], count[row]
            pairs = [f"{LABELS[words[i]]} {LABELS[words[size + i]]}" for i in range(size)]
            yield _asking(_LOOKUP_HEADINGS[heading[row]], pairs, asked[row])

    def _maps(
        self, rng: np.random.Generator, n: int
    ) -> tuple[list[list[int]], list[int], list[list[int]]]:
        """Permutations of all words, sizes of `n` maps, and keys to be asked for in each."""
        fewest, most = self.knobs.lookup_pairs
        count = rng.integers(fewest, most, n, endpoint=True)
        asked = rng.random((n, self.knobs.lookup_length)) * count[:, None]
        return (
            permutations(rng, n, len(LABELS)).tolist(),
            count.tolist(),
            asked.astype(int).tolist(),
        )

    def _labels(self, rng: np.random.Generator, n: int) -> Iterator[str]:
        knobs = self.knobs
        sort = rng.random(n).tolist()
        heading = rng.integers(0, _HEADINGS, n).tolist()
        pool, count, asked = self._maps(rng, n)
        coins = rng.integers(0, 2, (n, knobs.lookup_pairs[1])).tolist()
        named = permutations(rng, n, len(self._known)).tolist()
        lines = rng.integers(*knobs.label_examples, n, endpoint=True).tolist()
        for row in range(n):
            title, words = _LABEL_HEADINGS[heading[row]], pool[row]
            if sort[row] < knobs.nonce_share:
                pairs = [f"{LABELS[words[i]]} {USUAL[coins[row][i]]}" for i in range(count[row])]
                yield _asking(title, pairs, asked[row])
                continue
            renamed = sort[row] < knobs.nonce_share + knobs.renamed_share
            names = [LABELS[i] for i in words[:2]] if renamed else USUAL
            known = [self._known[i] for i in named[row][: lines[row]]]
            yield f"{title}: {self._labelled(known, names)}"

    def _labelled(self, words: list[str], names: list[str] | tuple[str, ...]) -> str:
        """Known words, each with the name of its class."""
        return ", ".join([f"{word} {names[self._class[word]]}" for word in words])

    def _repeats(self, rng: np.random.Generator, n: int) -> Iterator[str]:
        words = permutations(rng, n, len(LABELS)).tolist()
        length = rng.integers(*self.knobs.repeat_words, n, endpoint=True).tolist()
        times = rng.integers(*self.knobs.repeat_times, n, endpoint=True).tolist()
        heading = rng.integers(0, _HEADINGS, n).tolist()
        for row in range(n):
            told = " ".join([LABELS[i] for i in words[row][: length[row]]])
            yield f"{_REPEAT_HEADINGS[heading[row]]}: {' '.join([told] * times[row])}"

    def items(self) -> Iterator[Item]:
        """All held-out items; see `sizewise.world.family.Plan`."""
        for shots in self.knobs.shots:
            for rule in self.knobs.rules:
                # Examples of an agreement show both classes equally often.
                if rule != "agreement" or shots % 2 == 0:
                    yield from self._rule_items(rule, shots)
        for pairs in self.knobs.pairs:
            yield from self._lookup_items(pairs)
        for shots in self.knobs.label_shots:
            yield from self._label_items(shots)

    def _rule_items(self, rule: str, shots: int) -> Iterator[Item]:
        rng = generator(self.seed, NAME, "items", "rule", rule, shots)
        n, pool = self.knobs.rule_items, self._held_out
        drawn = rules.draws(rng, n, shots + 1, len(pool))
        keys = rules.KEYS[min(shots, len(rules.KEYS)) - 1]
        for number in range(n):
            # In turn, so that no order and no place is right more often than another.
            variant = number % len(rules.ORDERS)
            examples, other = rules.episode(rule, variant, keys, pool, drawn, number, shots + 1)
            asked = examples[-1]
            wrong = rules.rivals(rng, rule, asked, other)
            more = {"order": {"order": list(rules.ORDERS)[variant]}, "echo": {"place": variant}}
            heading = _RULE_HEADINGS[rule][rng.integers(_HEADINGS)]
            yield _item(
                rng, "rule", f"{rule}-{shots:02d}-{number:05d}",
                f"{heading}: {rules.written(examples[:-1])}, {' '.join(asked[0])} >",
                " ".join(asked[1]), [" ".join(words) for words in wrong],
                {"shots": shots, "rule": rule} | more.get(rule, {}),
            )  # fmt: skip

    def _lookup_items(self, pairs: int) -> Iterator[Item]:
        rng = generator(self.seed, NAME, "items", "lookup", pairs)
        for number in range(self.knobs.lookup_items):
            words = [LABELS[i] for i in rng.permutation(len(LABELS))[: 2 * pairs].tolist()]
            keys, values = words[:pairs], words[pairs:]
            told = ", ".join(f"{a} {b}" for a, b in zip(keys, values, strict=True))
            asked = int(rng.integers(pairs))
            heading = _LOOKUP_HEADINGS[rng.integers(_HEADINGS)]
            yield _item(
                rng, "lookup", f"{pairs:02d}-{number:05d}", f"{heading}: {told}, {keys[asked]}",
                values[asked], values[:asked] + values[asked + 1 :], {"pairs": pairs},
            )  # fmt: skip

    def _label_items(self, shots: int) -> Iterator[Item]:
        """Each list of words with its usual labels and with all labels flipped."""
        rng = generator(self.seed, NAME, "items", "labels", shots)
        for number in range(self.knobs.label_items):
            drawn = [rng.permutation(words).tolist() for words in self._classes]
            shown = [word for words in drawn for word in words[: shots // 2]]
            # In turn, so that neither label is right more often than the other.
            asked = drawn[number % 2][shots // 2]
            shown = [shown[i] for i in rng.permutation(shots).tolist()]
            heading = _LABEL_HEADINGS[rng.integers(_HEADINGS)]
            for kind, names in (("usual", USUAL), ("flipped", USUAL[::-1])):
                right = names[self._class[asked]]
                yield _item(
                    rng, kind, f"{shots:02d}-{number:05d}",
                    f"{heading}: {self._labelled(shown, names)}, {asked}",
                    right, [label for label in USUAL if label != right], {"shots": shots},
                    entity="labels",
                )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """Counts of words; see `sizewise.world.family.Plan`."""
        return {
            "rule_words": len(self._trained),
            "held_out_words": len(self._held_out),
            "known_words": len(self._known),
        }


def _asking(heading: str, pairs: list[str], asked: list[int]) -> str:
    """Every pair once, then the pairs that `asked` numbers, to as many pairs as it has numbers."""
    return f"{heading}: " + ", ".join(pairs + [pairs[i] for i in asked[len(pairs) :]])


def _item(
    rng: np.random.Generator,
    kind: str,
    label: str,
    prompt: str,
    right: str,
    wrong: list[str],
    knobs: dict[str, int | float | str | bool],
    entity: str | None = None,
) -> Item:
    choices, answer = multiple_choice(rng, right, wrong)
    return Item(
        item_id=f"{NAME}/{kind}/{label}", family=NAME, entity_id=f"{NAME}/{entity or kind}/{label}",
        fact_id=None, kind=kind, prompt=prompt, choices=choices, answer=answer, target=right,
        knobs=knobs | {"floor": 1 / len(choices)},
    )  # fmt: skip
