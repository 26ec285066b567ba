"""Sources: A12 (noise), A13 (contexts), A15 (wavering)."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.vocabulary import (
    CHALLENGED,
    FIRST_RIGHT,
    NOISE_RATE,
    NOISY,
    SOURCES,
    SWAPPED,
    TAGGED,
    UNTAGGED,
)
from sizewise.analysis.gate.answers import LEAD, NOISE, known, lean_towards, scores, values
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.worlds import World


def _share(low: float, high: float, rise: np.ndarray) -> np.ndarray:
    """A share that goes from `low` to `high` along the ladder, straight in logits."""
    a, b = (np.log(x / (1 - x)) for x in (low, high))
    return 1 / (1 + np.exp(-(a + (b - a) * rise)))


def _logit(share: np.ndarray | float) -> np.ndarray:
    share = np.clip(share, 1e-5, 1 - 1e-5)
    return np.log(share / (1 - share))


def _sources(
    design: Design,
    rng: np.random.Generator,
    *,
    knows: tuple[float, float],
    kept: tuple[float, float] = (0.7, 0.7),
    heeds: tuple[float, float] = (0.8, 0.8),
    wavers: tuple[float, float] = (0.1, 0.1),
    strength: float = 1.0,
) -> Inputs:
    """Pairs are shares at the smallest and the largest size.

    `knows`: facts known; `kept`: of the known ones, those kept at the highest noise rate; `heeds`:
    of the known disagreeing ones, those told by the tag; `wavers`: known facts that are given up
    behind a challenge. `strength` scales what differs between the ends, knowledge apart.
    """

    def along(pair: tuple[float, float]) -> np.ndarray:
        a, b = pair
        middle = (_logit(a) + _logit(b)) / 2
        half = strength * (_logit(b) - _logit(a)) / 2
        return (1 / (1 + np.exp(-(middle + half * (2 * design.rise - 1)))))[:, None]

    items = design.items[SOURCES]
    level = np.broadcast_to(_logit(_share(*knows, design.rise))[:, None],
                            (len(design.runs), len(items)))  # fmt: skip
    # One fact is known or not, however it is asked for.
    first = items.drop_duplicates("fact_id")
    of = items["fact_id"].map({f: i for i, f in enumerate(first["fact_id"])}).to_numpy(int)
    whole = known(design, SOURCES, level, rng, NOISE)
    knows_it = whole[:, first.index.to_numpy()][:, of]
    rate = design.number(SOURCES, NOISE_RATE)
    noisy, challenged = (design.of_kind(SOURCES, kind) for kind in (NOISY, CHALLENGED))
    rival = design.number(SOURCES, "rival")
    lost = (1 - along(kept)) * np.nan_to_num(rate) / max(np.nanmax(rate), 1e-9)
    deceived = noisy & (rng.random(whole.shape) < lost) & knows_it
    told = rng.random((len(design.runs), len(first)))[:, of] < along(heeds)
    disagree = (items["agree"] == False).to_numpy(bool)  # noqa: E712 (null is neither)
    tag = disagree & design.of_kind(SOURCES, TAGGED, UNTAGGED, SWAPPED)
    # Without the tag, or where nobody heeds it, either value is said; under the other tag the
    # other one.
    side = rng.random(whole.shape) < 0.5
    own = np.where(design.of_kind(SOURCES, TAGGED), told | side, side)
    own = np.where(design.of_kind(SOURCES, SWAPPED), ~told & side, own)
    away = tag & knows_it & ~own
    shaken = challenged & knows_it & (rng.random(whole.shape) < along(wavers))
    given = scores(design, SOURCES, knows_it & ~(deceived | away | shaken), rng)
    pulled = deceived | away | shaken
    given = given + lean_towards(design, SOURCES, rival, np.where(pulled, LEAD, 0.0))
    if challenged.any() and FIRST_RIGHT in items:
        # Who does not know says one of the two words that the prompt names.
        unknown = challenged & ~knows_it
        for choice in (rival, items["answer"].to_numpy(float)):
            given = given + lean_towards(design, SOURCES, choice, np.where(unknown, LEAD, 0.0))
    right = knows_it & ~pulled
    return design.inputs(design.panel(SOURCES, values(design, SOURCES, right, given, rng)))


def _world(**shares):
    return lambda design, rng, strength: _sources(design, rng, strength=strength, **shares)


_GROWING, _NOTHING = (0.15, 0.9), (0.001, 0.001)

WORLDS = [
    World(claims=("A12",), name="the larger keeps more of what it knows under noise",
          kind="right", truth="supported", make=_world(knows=_GROWING, kept=(0.25, 0.95))),
    World(claims=("A12",), name="all keep .6 of what they know", kind="wrong",
          truth="too small to matter", make=_world(knows=_GROWING, kept=(0.6, 0.6))),
    World(claims=("A12",), name="the larger keeps less", kind="wrong", truth="opposite",
          make=_world(knows=(0.5, 0.9), kept=(0.9, 0.3))),
    World(claims=("A12", "A13", "A15"), name="floor: nobody knows anything", kind="nuisance",
          truth=None, make=_world(knows=_NOTHING)),
    World(claims=("A13",), name="the larger heeds the tag more", kind="right", truth="supported",
          make=_world(knows=(0.4, 0.9), heeds=(0.1, 0.95))),
    World(claims=("A13",), name="all heed it alike, and know the same", kind="wrong",
          truth="too small to matter", make=_world(knows=(0.7, 0.7), heeds=(0.6, 0.6))),
    World(claims=("A13",), name="the larger knows more, and nobody heeds the tag",
          kind="nuisance", truth="too small to matter",
          make=_world(knows=_GROWING, heeds=(0.001, 0.001))),
    World(claims=("A15",), name="the larger wavers less", kind="right", truth="supported",
          make=_world(knows=(0.5, 0.9), wavers=(0.6, 0.03))),
    World(claims=("A15",), name="all waver alike, and know the same", kind="wrong",
          truth="too small to matter", make=_world(knows=(0.8, 0.8), wavers=(0.2, 0.2))),
    World(claims=("A15",), name="all waver in .1; what the small ones know are guesses",
          kind="nuisance", truth="too small to matter",
          make=_world(knows=_GROWING, wavers=(0.1, 0.1))),
]  # fmt: skip
