"""Invented names, numbered so that any number of different ones can be drawn at once.

A name is a number in a mixed radix whose digits are syllables. Kinds of names end differently, so
that no name of one kind is a name of another.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sizewise.study.errors import StudyError

_ONSETS = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z")
_VOWELS = ("a", "e", "i", "o", "u")


@dataclass(frozen=True)
class NameKind:
    """Names of `syllables` open syllables, a consonant and one of `endings`."""

    syllables: int
    endings: tuple[str, ...]

    @cached_property
    def _digits(self) -> list[tuple[str, ...]]:
        return [_ONSETS, _VOWELS] * self.syllables + [_ONSETS, self.endings]

    def __len__(self) -> int:
        return int(np.prod([len(digit) for digit in self._digits]))

    def name(self, number: int) -> str:
        """The name with this number, capitalised."""
        parts = []
        for digit in self._digits:
            number, value = divmod(number, len(digit))
            parts.append(digit[value])
        return "".join(parts).capitalize()


GIVEN = NameKind(1, ("ilde", "ovi", "ansu", "eku", "une", "yra"))
SURNAME = NameKind(1, ("ovek", "undar", "askil", "ebrin", "imov", "ottel", "urgan", "elsko"))
TOWN = NameKind(1, ("ogard", "ewyk", "anholm", "ustad"))
PLACE = NameKind(2, ("ora", "idru", "umbe", "eska"))


def draw(rng: np.random.Generator, kind: NameKind, count: int, key: str) -> list[str]:
    """`count` different names. Raises StudyError naming `key` when there are not so many."""
    if count > len(kind):
        raise StudyError(f"{key}: asks for {count:,} names, there are {len(kind):,}; ask for fewer")
    return [kind.name(int(n)) for n in rng.choice(len(kind), count, replace=False)]


def check_people(count: int, key: str) -> None:
    """Raise StudyError naming `key` when `count` people leave too few names for strangers."""
    if count > _N_PEOPLE // 2:
        raise StudyError(
            f"{key}: asks for {count:,} people, there are names for {_N_PEOPLE // 2:,}; "
            "ask for fewer"
        )


def draw_people(rng: np.random.Generator, count: int) -> list[tuple[str, str]]:
    """`count` different pairs of given name and full name; both parts recur in other people."""
    return [_person(n) for n in rng.choice(_N_PEOPLE, count, replace=False).tolist()]


def draw_strangers(rng: np.random.Generator, count: int, taken: set[str]) -> list[str]:
    """`count` full names outside of `taken`."""
    strangers: list[str] = []
    while len(strangers) < count:
        _, name = _person(int(rng.integers(_N_PEOPLE)))
        if name not in taken:
            strangers.append(name)
    return strangers


_N_PEOPLE = len(GIVEN) * len(SURNAME)


def _person(number: int) -> tuple[str, str]:
    surname, given = divmod(number, len(GIVEN))
    first = GIVEN.name(given)
    return first, f"{first} {SURNAME.name(surname)}"
