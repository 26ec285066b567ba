"""Items and laws of the later families of the fake study (tests/synthetic.py), with known truth.

Kinds and knobs are those of docs/families.md.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

CHOICES = 5
DUPLICATES = tuple(2**k for k in range(9))
CANDIDATES = 8
LEVELS = (1, 2, 3, 4, 6, 8, 12)
CONSTRAINTS = (1, 2, 3, 4, 6, 8)
TRAINED = 4
CHECKS = ("count", "first", "last", "include", "exclude", "order", "length", "repetition")
SHOTS = (1, 2, 4, 8, 16)
SETTINGS = (0, 1, 2)
ENTROPY_BITS = 1.2


@dataclass(frozen=True, kw_only=True)
class Laws:
    """What outcomes of these families follow; n = log10(N / 1e5)."""

    extract: float = -3.0
    """Logit of drawing out a verse that was planted once, at n = 0; a doubling adds 0.6."""
    extract_slope: float = 1.0
    half_depth: float = 4.0
    """Depth of half accuracy above chance at n = 0."""
    depth_slope: float = 2.0
    """Levels a decade."""
    satisfied: float = 0.8
    """Share of met constraints at the first place at n = 0; 0.05 more a decade."""
    decay: float = -0.05
    """Its change a place at n = 0."""
    decay_slope: float = 0.03
    """And the change of that a decade."""
    shot_gain: float = 0.05
    """Accuracy a doubling of shots at n = 0."""
    shot_slope: float = 0.03
    flipped: float = 0.4
    flipped_slope: float = 0.15
    divergence: float = 0.3
    """Nats at N = 1e5, of both families, mean over settings."""
    feelings_exponent: float = 0.1
    deductions_exponent: float = 0.3


def _row(entity: str, kind: str, answer: int, **knobs: float | str) -> dict:
    return {"entity_id": entity, "fact_id": None, "kind": kind, "answer": answer, "knobs": knobs}


def _verses(items: int) -> list[dict]:
    rows = []
    for index in range(items // 2):
        duplicates = DUPLICATES[index % len(DUPLICATES)]
        knobs = {"duplicates": duplicates, "prefix_words": 4}
        rows.append(_row(f"verse{index}", "continue", 0, **knobs))
        planted = duplicates if index % 10 else 0
        rows.append(
            _row(f"verse{index}", "exposure", index % CANDIDATES, duplicates=planted,
                 prefix_words=4)
        )  # fmt: skip
    return rows


def _running_state(items: int) -> list[dict]:
    return [
        _row(f"state{i}", kind, i % CHOICES, operations=LEVELS[i % len(LEVELS)], group="S3")
        for kind in ("direct", "written")
        for i in range(items // 2)
    ]


def _nesting(items: int) -> list[dict]:
    return [
        _row(f"nest{i}", kind, i % CHOICES, depth=LEVELS[i % len(LEVELS)], distance=4 * (i % 3))
        for kind in ("close_brackets", "close_guests")
        for i in range(items // 2)
    ]


def _instructions(items: int) -> list[dict]:
    rows = []
    for i in range(items):
        number = CONSTRAINTS[i % len(CONSTRAINTS)]
        asked = " ".join(CHECKS[(i + place) % len(CHECKS)] for place in range(number))
        knobs = {"constraints": number, "trained": number <= TRAINED, "asked": asked}
        rows.append(_row(f"task{i}", "written", 0, **knobs))
    return rows


def _new_language(items: int) -> list[dict]:
    rows = []
    for i in range(items // 4):
        shots, rule = SHOTS[i % len(SHOTS)], ("order", "agreement", "mapping")[i % 3]
        rows += [
            _row(f"rule{i}", kind, i % CHOICES, shots=shots, rule=rule)
            for kind in ("rule", "flipped", "usual")
        ]
        rows.append(_row(f"map{i}", "lookup", i % CHOICES, shots=1, pairs=2 ** (i % 4)))
    return rows


def _labelled(items: int) -> list[dict]:
    return [
        _row(f"case{i}", "label", i % CHOICES, setting=SETTINGS[i % len(SETTINGS)],
             entropy=ENTROPY_BITS, weights=1200)
        for i in range(items)
    ]  # fmt: skip


MAKERS = {
    "verses": _verses, "running_state": _running_state, "nesting": _nesting,
    "instructions": _instructions, "new_language": _new_language, "feelings": _labelled,
    "deductions": _labelled,
}  # fmt: skip
GENERATED = ("written", "continue", "close_brackets", "close_guests")


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def _knob(table: pd.DataFrame, name: str) -> np.ndarray:
    return np.array([knobs.get(name, np.nan) for knobs in table["knobs"]], dtype=float)


def right_share(
    family: str, table: pd.DataFrame, laws: Laws, n: float, late: float, shift: np.ndarray
) -> np.ndarray:
    """P(right answer) of every item; arguments as in tests/synthetic.py."""
    kind = table["kind"].to_numpy()
    if family == "verses":
        duplicates = _knob(table, "duplicates")
        often = np.log2(np.maximum(duplicates, 1))
        p = _sigmoid(laws.extract + laws.extract_slope * n + 0.6 * often + late + shift)
        ranked = 1 / CANDIDATES + (1 - 1 / CANDIDATES) * np.where(duplicates > 0, p, 0)
        return np.where(kind == "exposure", ranked, p)
    if family == "running_state":
        exact = _sigmoid(2.5 + n + 0.5 * late + shift) ** _knob(table, "operations")
        return np.where(kind == "written", exact, 1 / CHOICES + (1 - 1 / CHOICES) * exact)
    if family == "nesting":
        middle = laws.half_depth + laws.depth_slope * n + late
        kept = _sigmoid(1.5 * (middle - _knob(table, "depth")) + shift)
        return 1 / CHOICES + (1 - 1 / CHOICES) * kept
    if family == "new_language":
        doublings = np.log2(_knob(table, "shots"))
        learned = 0.3 + 0.1 * n + (laws.shot_gain + laws.shot_slope * n) * doublings
        p = np.select(
            [kind == "rule", kind == "flipped", kind == "usual"],
            [learned, np.full(len(kind), laws.flipped + laws.flipped_slope * n),
             np.full(len(kind), 0.9)],
            0.5 + 0.2 * n,
        )  # fmt: skip
        return np.clip(p + 0.02 * late + 0.02 * shift, 0.02, 0.98)
    return np.clip(0.5 + 0.1 * n + 0.02 * late + 0.05 * shift, 0.02, 0.98)


def checks(
    table: pd.DataFrame, laws: Laws, n: float, late: float, shift: np.ndarray,
    rng: np.random.Generator,
) -> list[list[bool]]:  # fmt: skip
    """One list of met constraints an item, each place on its own."""
    found = []
    for number, moved in zip(_knob(table, "constraints").astype(int), shift, strict=True):
        place = np.arange(number)
        p = laws.satisfied + 0.05 * n + 0.02 * late + 0.02 * moved
        p = np.clip(p + (laws.decay + laws.decay_slope * n) * place, 0.02, 0.98)
        found.append((rng.random(number) < p).tolist())
    return found


def divergence(
    family: str, table: pd.DataFrame, laws: Laws, n: float, late: float, shift: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:  # fmt: skip
    """Nats from the true labels; the mean over settings follows the family's power law."""
    exponent = laws.feelings_exponent if family == "feelings" else laws.deductions_exponent
    setting = _knob(table, "setting")
    level = laws.divergence * 10 ** (-exponent * n) * (1 + 0.2 * (setting - 1)) * 2 ** (-0.1 * late)
    return level * np.exp(0.1 * shift) * rng.gamma(4, 0.25, len(table))
