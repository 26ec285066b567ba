"""Words that answers are made of, and how each kind of constraint is put into English."""

KINDS = ("count", "first", "last", "include", "exclude", "order", "length", "repetition")
"""A task has each kind at most once; the names are those of the checking programs."""

_THREE = ("bee", "cat", "fox", "hen", "owl", "pig")
_FOUR = ("bear", "crow", "deer", "duck", "frog", "goat")
_FIVE = ("goose", "horse", "mouse", "otter", "sheep", "snail")
WORDS = (*_THREE, *_FOUR, *_FIVE)
"""The pool: as many words of three, four and five letters. Few, so that each is soon one token."""

BOUND_LETTERS = 4
"""The bound of every constraint on length; the pool's middle, so that either side has it."""
BOUNDS = ("least", "most")
FITTING = tuple(
    frozenset(w for w in WORDS if (len(w) >= BOUND_LETTERS if b == "least" else
                                   len(w) <= BOUND_LETTERS))
    for b in BOUNDS
)  # fmt: skip
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
    "last": ("End with {}.", "Finish with {}.", "Close with {}."),
    "include": ("Include {}.", "Mention {}.", "Name {}."),
    "exclude": ("Leave out {}.", "Avoid {}.", "Never say {}."),
    "order": ("Put {} before {}.", "Place {} ahead of {}.", "Say {} before {}."),
    "length": (
        "At {} four letters in a word.",
        "Use words of at {} four letters.",
        "Each word has at {} four letters.",
    ),
    "repetition": ("Say {} {}.", "Use {} {}.", "Repeat {}, {} in all."),
}
"""Three wordings of each kind. None says more than another."""


def phrase(kind: str, wording: int, fields: tuple[str | int, ...]) -> str:
    """One constraint in English: `fields` are words, or the number for count and repetition."""
    template = PHRASES[kind][wording]
    if kind == "count":
        return template.format(NUMBERS[fields[0]])
    if kind == "repetition":
        return template.format(fields[0], _OFTEN[fields[1]])
    return template.format(*fields)
