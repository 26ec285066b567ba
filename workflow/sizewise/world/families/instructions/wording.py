"""Words that answers are made of, and how each kind of constraint is put into English."""

KINDS = ("count", "first", "last", "include", "exclude", "order", "length", "repetition")
"""A task has each kind at most once; the names are those of the checking programs."""

_SHORT = (
    "bee", "cat", "fox", "hen", "owl", "pig", "bear", "crow", "deer", "duck", "frog", "goat",
)  # fmt: skip
_LONG = (
    "goose", "horse", "mouse", "otter", "sheep", "snail", "tiger", "whale", "zebra", "badger",
    "rabbit", "spider",
)  # fmt: skip
WORDS = (*_SHORT, *_LONG)
"""The pool: as many words of up to four letters as of five and six. Few, so that each is soon one
token."""

BOUNDS = (("least", 5), ("most", 4))
"""Constraints on length. No word heeds both: else a fixed answer could."""
FITTING = (frozenset(_LONG), frozenset(_SHORT))
"""Words that each of BOUNDS allows."""
FEWEST_FITTING = min(map(len, FITTING))
TIMES = (2, 3)
"""How often a repeated word is asked for."""

_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve"
NUMBERS = tuple(_NUMBERS.split())
_OFTEN = {2: "twice", 3: "three times"}

HEADINGS = ("Task", "Wish", "Game")

PHRASES: dict[str, tuple[str, ...]] = {
    "count": ("Write {} words.", "Use {} words in all.", "Give {} words."),
    "first": ("Begin with {}.", "Start with {}.", "Open with {}."),
    "last": ("End on {}.", "Finish on {}.", "Close on {}."),
    "include": ("Include {}.", "Mention {}.", "Name {}."),
    "exclude": ("Leave out {}.", "Avoid {}.", "Omit {}."),
    "order": ("Put {} before {}.", "Place {} ahead of {}.", "Bring {} before {}."),
    "length": (
        "At {} {} letters in a word.",
        "Use words of at {} {} letters.",
        "Each word has at {} {} letters.",
    ),
    "repetition": ("Say {} {}.", "Use {} {}.", "Repeat {}, {} in all."),
}
"""Three wordings of each kind. None says more than another."""


def phrase(kind: str, wording: int, fields: tuple[str | int, ...]) -> str:
    """One constraint in English: `fields` are words, or numbers where a number is asked for."""
    template = PHRASES[kind][wording]
    if kind == "count":
        return template.format(NUMBERS[fields[0]])
    if kind == "length":
        return template.format(fields[0], NUMBERS[fields[1]])
    if kind == "repetition":
        return template.format(fields[0], _OFTEN[fields[1]])
    return template.format(*fields)
