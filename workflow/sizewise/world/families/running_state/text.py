"""How walks are written: posts, months and moves."""

import numpy as np

POSTS = ("oak", "elm", "ash", "yew", "fir")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
MOST = len(MONTHS)
"""Operations at most: each is named by a month of its own."""
# Invented; those of a study are drawn from them.
_MOVES = """
brin clat dorv fesk glim hurn jalt krev lomt murd nolk prun quib rast skeb tavo urbo vlan wexo
yrto zint blun crog dwim frab gnol hask jorm kelb lurt"""
MOVES = tuple(_MOVES.split())
_HEADINGS = (
    "A walk among {} trees.",
    "On the green stand {} trees.",
    "Walks from tree to tree, {} in all.",
    "{} trees and a walker.",
)
HEADINGS = len(_HEADINGS)
_COUNTS = {3: "three", 5: "five"}


def heading(style: int, posts: int) -> str:
    """The first line of a document of walks."""
    text = _HEADINGS[style].format(_COUNTS[posts])
    return text[0].upper() + text[1:]


def named(rng: np.random.Generator, count: int) -> list[list[str]]:
    """Texts of an operation by month and move: names of `count` moves, drawn for this study."""
    names = [MOVES[i] for i in rng.choice(len(MOVES), count, replace=False)]
    return [[f"{month} {name}" for name in names] for month in MONTHS]


def problem(
    texts: list[list[str]], start: int, walk: list[int], states: list[int], month: int,
    written: bool,
) -> tuple[str, str]:  # fmt: skip
    """A walk up to where its answer begins, and the answer; its first operation is in `month`.

    `states` are the posts after each operation.
    """
    end = POSTS[states[-1]]
    if not written:
        names = " ".join([texts[0][move].split()[1] for move in walk])
        return f"From {POSTS[start]} {names}:", end
    operations = [texts[(month + i) % MOST][move] for i, move in enumerate(walk)]
    before = [start, *states]
    steps = [
        f"{name.replace(' ', f' {POSTS[before[i]]} ')} {POSTS[states[i]]}"
        for i, name in enumerate(operations)
    ]
    return f"Steps from {POSTS[start]} {' '.join(operations)}:", f"{' '.join(steps)}; so {end}"
