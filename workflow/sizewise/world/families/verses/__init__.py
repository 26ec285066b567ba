"""Verses: invented poems that occur word for word a known number of times.

Verses fall into bins of 1, 2, 4, … duplicates, equally many a bin, and stand on pages of an
anthology with ever other neighbours, never twice on one page. Words are drawn uniformly, so that a
line can be remembered and not be guessed. Items give the words before a cut in the last line: the
model writes the rest (extraction, Carlini et al. 2022, arXiv 2202.07646), or ranks it among other
ways to go on (exposure, Carlini et al. 2019, arXiv 1802.08232).
"""

import math
from collections.abc import Iterator
from typing import Annotated, Any

import numpy as np
from pydantic import Field, field_validator, model_validator

from sizewise.study.errors import StudyError
from sizewise.study.sections import Section
from sizewise.world.families.verses.pages import pages
from sizewise.world.families.verses.text import ADJECTIVES, FORMS, HEADINGS, NOUNS, Grammar
from sizewise.world.family import (
    JOB_DOCUMENTS,
    Documents,
    Family,
    Item,
    ascending,
    key,
    multiple_choice,
)
from sizewise.world.randomness import generator

NAME = "verses"
# Part of the budget for verses with a promised number of duplicates. What their words take more or
# less than the mean has room in the rest, which verses that occur once fill up.
_PLANTED_SHARE = 0.98


class Verses(Section):
    """Knobs of verses: exact wording by number of duplicates and length of the prefix."""

    max_duplicates: int = Field(
        ge=1,
        description="duplicates in the highest bin, a power of two; bins are 1, 2, 4, … up to it",
    )
    lines: int = Field(ge=1, description="lines a verse")
    line_words: int = Field(
        ge=min(FORMS), le=max(FORMS), description="words a line; each further word adds bits"
    )
    prefix_words: list[Annotated[int, Field(ge=1)]] = Field(
        description="words that an item shows before the cut in the last line of a verse; each "
        "number is the shortest one (the words of that line before the cut) plus whole lines"
    )
    page_verses: int = Field(ge=1, description="verses a document, no two of them the same")
    candidates: int = Field(
        ge=2,
        description="choices of an exposure item: the true rest of the line and rests of lines "
        "that occur as often",
    )
    continue_items: int = Field(
        ge=0, description="verses a bin that are continued, each from every prefix"
    )
    exposure_items: int = Field(
        ge=0,
        description="verses a bin, and never-planted ones, whose rest is ranked among candidates",
    )

    @field_validator("max_duplicates")
    @classmethod
    def _power_of_two(cls, value: int) -> int:
        if value & (value - 1):
            lower = 1 << (value.bit_length() - 1)
            raise ValueError(f"{value} is not a power of two; use {lower} or {2 * lower}")
        return value

    @field_validator("prefix_words")
    @classmethod
    def _different(cls, values: list[int]) -> list[int]:
        return ascending(values)

    @model_validator(mode="after")
    def _possible(self) -> "Verses":
        opening, words = self.prefix_words[0], self.line_words
        if opening >= words:
            raise ValueError(
                f"prefix_words begin at {opening}, a line has line_words {words}; the shortest "
                "prefix must leave a word to write"
            )
        for prefix in self.prefix_words:
            if (prefix - opening) % words:
                raise ValueError(
                    f"prefix_words {prefix} begins inside a line; use {opening} plus a multiple "
                    f"of line_words {words}"
                )
        most = opening + words * (self.lines - 1)
        if self.prefix_words[-1] > most:
            raise ValueError(
                f"prefix_words {self.prefix_words[-1]} is more than the {most} words before the "
                f"cut of a verse of {self.lines} lines; use fewer words or more lines"
            )
        rests = Grammar(words, opening).rests
        if self.candidates > rests:
            raise ValueError(
                f"candidates {self.candidates} is more than the {rests} ways to end a line of "
                f"{words} words after {opening}; use fewer"
            )
        return self

    @property
    def bins(self) -> list[int]:
        """Duplicates by bin."""
        return [1 << i for i in range(self.max_duplicates.bit_length())]

    @property
    def asked(self) -> int:
        """Verses a bin that items ask about."""
        return max(self.continue_items, self.exposure_items)


class _Drawn:
    """The lines of all verses, and which verses are asked about."""

    def __init__(self, knobs: Verses, budget: int, seed: int) -> None:
        self.grammar = grammar = Grammar(knobs.line_words, knobs.prefix_words[0])
        # The blank line behind a verse, and its part of the page's heading.
        heading = sum(map(len, HEADINGS)) / len(HEADINGS) + 13
        cost = knobs.lines * (grammar.mean_bytes + 1) + 1 + heading / knobs.page_verses
        bins, total = knobs.bins, sum(knobs.bins)
        self.verses = int(_PLANTED_SHARE * budget / (total * cost))
        """Verses a bin."""
        # Each verse lies on at most half of the pages: then none need stand twice on one.
        least = max(knobs.asked, math.ceil(2 * bins[-1] * knobs.page_verses / total), 1)
        if self.verses < least:
            needed = least * total * cost / _PLANTED_SHARE
            raise StudyError(
                f"mix.shares.{NAME}: {budget:,} bytes of text hold {self.verses} verses a bin, "
                f"items and pages need {least} (about {needed:,.0f} bytes); raise mix.tokens or "
                f"the share, or lower {key(NAME, 'max_duplicates')}"
            )
        # Behind the bins as many verses that are never planted.
        shape = (len(bins) + 1, self.verses, knobs.lines)
        if 2 * math.prod(shape) > grammar.lines:
            raise StudyError(
                f"{key(NAME, 'line_words')}: {math.prod(shape):,} lines are too many of the "
                f"{grammar.lines:,} that there are; use longer lines or fewer bytes"
            )
        rng = generator(seed, NAME, "lines")
        self.numbers = rng.choice(grammar.lines, math.prod(shape), replace=False).reshape(shape)
        openings = self.numbers // grammar.rests
        found, counts = np.unique(openings, return_counts=True)
        alone = np.isin(openings[:, :, -1], found[counts == 1])
        if alone.sum(axis=1).min() < knobs.asked:
            raise StudyError(
                f"{key(NAME, 'prefix_words')}: in a bin only {alone.sum(axis=1).min()} verses have "
                f"a last line whose first {grammar.opening} words are no other's, items ask for "
                f"{knobs.asked}; make the shortest prefix longer or ask for fewer items"
            )
        self.asked = [np.flatnonzero(row)[: knobs.asked].tolist() for row in alone]
        """By bin, the never-planted one last: verses whose shortest prefix is no other line's."""
        # Rests of lines that occur as often, but those of the verse that is asked about.
        fewest = min(
            len(np.unique(np.delete(row, which, axis=0) % grammar.rests))
            for row, asked in zip(self.numbers, self.asked, strict=True)
            for which in asked[: knobs.exposure_items]
        ) if knobs.exposure_items else knobs.candidates  # fmt: skip
        if fewest < knobs.candidates:
            raise StudyError(
                f"{key(NAME, 'candidates')}: {knobs.candidates} need as many lines of other verses "
                f"that occur as often, there are {fewest}; use fewer, or more bytes or fewer bins"
            )
        self.asked_openings = np.concatenate(
            [openings[row, which, -1] for row, which in enumerate(self.asked)]
        )


class _Plan:
    def __init__(self, knobs: Verses, budget: int, seed: int) -> None:
        self.knobs, self.seed = knobs, seed
        self.drawn = drawn = _Drawn(knobs, budget, seed)
        self.grammar = drawn.grammar
        lines = self.grammar.texts(drawn.numbers)
        n = knobs.lines
        self.texts = ["\n".join(lines[i : i + n]) for i in range(0, len(lines), n)]
        self.rests = [" ".join(line.split()[self.grammar.opening :]) for line in lines[n - 1 :: n]]
        planted = len(knobs.bins) * drawn.verses
        events = np.repeat(np.arange(planted), np.repeat(knobs.bins, drawn.verses))
        self.pages = pages(generator(seed, NAME, "pages"), events, knobs.page_verses)
        self.fixed = -(-len(self.pages) // JOB_DOCUMENTS)
        self._sorted = np.sort(drawn.numbers, axis=None)

    def _headings(self, rng: np.random.Generator, count: int) -> list[str]:
        forms, adjectives, nouns = (
            rng.integers(0, len(pool), count).tolist() for pool in (HEADINGS, ADJECTIVES, NOUNS)
        )
        return [
            f"{HEADINGS[f]} {ADJECTIVES[a]} {NOUNS[n]}\n\n"
            for f, a, n in zip(forms, adjectives, nouns, strict=True)
        ]

    def write(self, job: int) -> Documents:
        rng = generator(self.seed, NAME, "job", job)
        if job >= self.fixed:
            return self._once(rng)
        documents = Documents()
        texts, rests, exposures = self.texts, self.rests, documents.exposures
        mine = self.pages[job * JOB_DOCUMENTS : (job + 1) * JOB_DOCUMENTS]
        for row, heading in enumerate(self._headings(rng, len(mine))):
            at = len(heading)
            for verse in mine[row]:
                end = at + len(texts[verse])
                rest = rests[verse]
                entity = self._entity(verse)
                exposures.append(
                    (row, entity, self._fact(entity), None, rest, end - len(rest), end)
                )
                at = end + 2
            documents.texts.append(heading + "\n\n".join([texts[verse] for verse in mine[row]]))
        return documents

    def _once(self, rng: np.random.Generator) -> Documents:
        """Pages of verses that occur once and that no item asks about."""
        knobs = self.knobs
        numbers = rng.integers(
            0, self.grammar.lines, JOB_DOCUMENTS * knobs.page_verses * knobs.lines
        )
        while True:
            # No line of another verse, and none that begins as one that is asked about.
            bad = np.isin(numbers, self._sorted)
            bad |= np.isin(numbers // self.grammar.rests, self.drawn.asked_openings)
            if not bad.any():
                break
            numbers[bad] = rng.integers(0, self.grammar.lines, int(bad.sum()))
        lines, a_page = iter(self.grammar.texts(numbers)), range(knobs.page_verses)
        return Documents([
            heading + "\n\n".join(
                ["\n".join([next(lines) for _ in range(knobs.lines)]) for _ in a_page]
            )
            for heading in self._headings(rng, JOB_DOCUMENTS)
        ])  # fmt: skip

    def _entity(self, verse: int) -> str:
        return f"{NAME}/verse{verse:06d}"

    def _fact(self, entity: str) -> str:
        return f"{entity}/line{self.knobs.lines}"

    def items(self) -> Iterator[Item]:
        knobs, drawn = self.knobs, self.drawn
        for row, duplicates in enumerate([*knobs.bins, 0]):
            rng = generator(self.seed, NAME, "items", duplicates)
            for number, which in enumerate(drawn.asked[row]):
                verse = row * drawn.verses + which
                (heading,) = self._headings(rng, 1)
                if duplicates and number < knobs.continue_items:
                    for prefix in knobs.prefix_words:
                        yield self._item("continue", verse, duplicates, heading, prefix, [], None)
                if number < knobs.exposure_items:
                    choices, answer = multiple_choice(
                        rng,
                        self.rests[verse],
                        self._others(rng, row, which),
                    )
                    yield self._item(
                        "exposure",
                        verse,
                        duplicates,
                        heading,
                        knobs.prefix_words[-1],
                        choices,
                        answer,
                    )

    def _others(self, rng: np.random.Generator, row: int, which: int) -> list[str]:
        """Different rests of lines of other verses of the bin `row`, not that of verse `which`.

        Their words occur as often as those of the true rest, for they occur in the same way: who
        knows which words and which rests are common knows nothing of which one belongs here.
        """
        numbers, rests = self.drawn.numbers[row], self.grammar.rests
        own = numbers[which, -1] % rests
        pool = np.unique(np.delete(numbers, which, axis=0) % rests)
        pool = pool[pool != own]
        chosen = rng.choice(pool, self.knobs.candidates - 1, replace=False)
        return [self.grammar.rest(int(number)) for number in chosen]

    def _item(
        self,
        kind: str,
        verse: int,
        duplicates: int,
        heading: str,
        prefix: int,
        choices: list[str],
        answer: int | None,
    ) -> Item:
        shown = self.texts[verse].removesuffix(self.rests[verse]).rstrip()
        # Whole lines and the opening of the last one. Under a heading they stand as verses
        # do in training; without one, models take three words for a heading themselves.
        lines = shown.split("\n")[-1 - (prefix - self.grammar.opening) // self.knobs.line_words :]
        entity = self._entity(verse)
        return Item(
            item_id=f"{NAME}/{kind}/{duplicates:05d}-{verse:06d}-{prefix:02d}",
            family=NAME,
            entity_id=entity,
            fact_id=self._fact(entity),
            kind=kind,
            prompt=heading + "\n".join(lines),
            choices=choices,
            answer=answer,
            target=self.rests[verse],
            knobs={
                "duplicates": duplicates,
                "prefix_words": prefix,
                # A written rest cannot be guessed: it holds some twenty bits.
                "floor": 1 / len(choices) if choices else 0.0,
            },
        )

    def facts(self) -> dict[str, Any]:
        """Counts and bits; a line is uniform over all lines, its rest over all rests."""
        a_line, planted = math.log2(self.grammar.lines), len(self.knobs.bins) * self.drawn.verses
        return {
            "verses_a_bin": self.drawn.verses,
            "bits_a_line": a_line,
            "bits_a_rest": math.log2(self.grammar.rests),
            "planted_bits": planted * self.knobs.lines * a_line,
        }


def _check(knobs: Verses, budget: int, seed: int) -> None:
    _Drawn(knobs, budget, seed)


FAMILY = Family(
    name=NAME,
    summary="exact wording by duplicates: extraction and exposure of invented verses (A4)",
    knobs=Verses,
    plan=_Plan,
    check=_check,
    # A token a word and one for the end of each line, below a heading.
    least_tokens=lambda knobs: (
        5 + knobs.prefix_words[-1] + knobs.line_words + knobs.prefix_words[-1] // knobs.line_words
    ),
)
