"""Sources: A12 (noise), A13 (contexts), A15 (wavering)."""

import numpy as np

from sizewise.analysis.data.inputs import Inputs
from sizewise.analysis.data.vocabulary import (
    CHALLENGED,
    EXPOSURES,
    FIRST_RIGHT,
    NOISE_RATE,
    NOISY,
    RIVAL,
    SOURCE,
    SOURCES,
    SWAPPED,
    TAGGED,
    UNTAGGED,
)
from sizewise.analysis.gate.answers import (
    LEAD,
    NOISE,
    SCATTER,
    formed,
    known,
    lean_towards,
    scores,
    values,
)
from sizewise.analysis.gate.design import Design
from sizewise.analysis.gate.worlds import World


def _share(low: float, high: float, rise: np.ndarray) -> np.ndarray:
    """A share that goes from `low` to `high` along the ladder, straight in logits."""
    a, b = (np.log(x / (1 - x)) for x in (low, high))
    return 1 / (1 + np.exp(-(a + (b - a) * rise)))


def _logit(share: np.ndarray | float) -> np.ndarray:
    share = np.clip(share, 1e-5, 1 - 1e-5)
    return np.log(share / (1 - share))


def _doublings(design: Design) -> np.ndarray:
    """(item,) how often a fact is stated, in doublings from the middle of its kind."""
    logs, tagged = np.log2(design.number(SOURCES, EXPOSURES)), design.of_kind(SOURCES, NOISY)
    tagged = ~(tagged | design.of_kind(SOURCES, CHALLENGED))
    away = np.zeros(len(logs))
    for kind in (tagged, ~tagged):
        away[kind] = logs[kind] - (np.nanmin(logs[kind]) + np.nanmax(logs[kind])) / 2
    return away


def _sources(
    design: Design,
    rng: np.random.Generator,
    *,
    knows: tuple[float, float],
    kept: tuple[float, float] = (0.7, 0.7),
    heeds: tuple[float, float] = (0.8, 0.8),
    wavers: tuple[float, float] = (0.1, 0.1),
    rare: float = 0.0,
    starves: float = 0.0,
    one_sided: bool = False,
    seeds_heed: float | None = None,
    clings: float | None = None,
    lasts: float = 0.0,
    strength: float = 1.0,
) -> Inputs:
    """Pairs are shares at the smallest and the largest size.

    `knows`: facts known; `kept`: of the known ones, those kept at the highest noise rate; `heeds`:
    of the known disagreeing ones, those told by the tag; `wavers`: known facts that are given up
    behind a challenge. `strength` scales what differs between the ends, knowledge apart.

    `rare`: logits a doubling of exposures by which what is kept, heeded and held grows, and
    knowledge half as much. `starves`: logits of knowledge that the highest noise rate costs.
    `one_sided`: who does not heed the tag always says what the first source says. `seeds_heed`:
    share of the seeds that always heed it, while the others never do. `clings`: share
    of unknown facts on which the first answer is repeated behind a challenge; None where either
    word is said. `lasts`: standard deviation of what draws a model to a choice of a fact that it
    does not know, in all questions about it, nats.
    """
    rarity = rare * _doublings(design)

    def along(pair: tuple[float, float], sign: int = 1) -> np.ndarray:
        a, b = pair
        middle = (_logit(a) + _logit(b)) / 2
        half = strength * (_logit(b) - _logit(a)) / 2
        logits = middle + half * (2 * design.rise[:, None] - 1) + sign * rarity
        return 1 / (1 + np.exp(-logits))

    items = design.items[SOURCES]
    rate = np.nan_to_num(design.number(SOURCES, NOISE_RATE))
    noise = rate / max(rate.max(), 1e-9)
    level = _logit(_share(*knows, design.rise))[:, None] + rarity / 2 - starves * noise
    # One fact is known or not, however it is asked for.
    first = items.drop_duplicates("fact_id")
    of = items["fact_id"].map({f: i for i, f in enumerate(first["fact_id"])}).to_numpy(int)
    whole = known(design, SOURCES, level, rng, NOISE)
    knows_it = whole[:, first.index.to_numpy()][:, of]
    noisy, challenged = (design.of_kind(SOURCES, kind) for kind in (NOISY, CHALLENGED))
    rival = design.number(SOURCES, RIVAL)
    deceived = noisy & (rng.random(whole.shape) < (1 - along(kept)) * noise) & knows_it
    told = rng.random((len(design.runs), len(first)))[:, of] < along(heeds)
    if seeds_heed is not None:
        has = formed(design, np.full(len(design.runs), seeds_heed), rng)
        told = np.broadcast_to(has[:, None], told.shape)
    disagree = (items["agree"] == False).to_numpy(bool)  # noqa: E712 (null is neither)
    tag = disagree & design.of_kind(SOURCES, TAGGED, UNTAGGED, SWAPPED)
    # Without the tag, or where nobody heeds it, either value is said; under the other tag the
    # other one.
    side = rng.random(whole.shape) < 0.5
    if one_sided:
        said = sorted(items[SOURCE].dropna().unique())
        side = np.broadcast_to((items[SOURCE] == said[0]).to_numpy(bool), whole.shape)
    own = np.where(design.of_kind(SOURCES, TAGGED), told | side, side)
    own = np.where(design.of_kind(SOURCES, SWAPPED), ~told & side, own)
    away = tag & knows_it & ~own
    shaken = challenged & knows_it & (rng.random(whole.shape) < along(wavers, -1))
    pulled = deceived | away | shaken
    right = knows_it & ~pulled
    given = scores(design, SOURCES, right, rng)
    given = given + lean_towards(design, SOURCES, rival, np.where(pulled, LEAD, 0.0))
    if challenged.any() and FIRST_RIGHT in items:
        # Who does not know says one of the two words that the prompt names.
        unknown = challenged & ~knows_it
        answer = items["answer"].to_numpy(float)
        repeats = rng.random(whole.shape) < (1.0 if clings is None else clings)
        before = (items[FIRST_RIGHT] == True).to_numpy(bool)  # noqa: E712
        for choice, is_said in ((answer, repeats == before), (rival, repeats != before)):
            nats = np.where(unknown & (is_said | (clings is None)), LEAD, 0.0)
            given = given + lean_towards(design, SOURCES, choice, nats)
    if lasts:
        taste = rng.normal(0, lasts, (len(design.runs), len(first), given.shape[-1]))[:, of]
        given = given + np.where(knows_it[..., None], 0.0, SCATTER * taste)
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
    World(claims=("A12",), name="all keep alike; rare facts are kept less, and only the larger "
          "know them", kind="nuisance", truth="too small to matter",
          make=_world(knows=_GROWING, kept=(0.6, 0.6), rare=0.7)),
    # The kept share does rise with size here, and nobody follows the rival.
    World(claims=("A12",), name="noise costs statements, and nobody is led astray",
          kind="nuisance", truth=None,
          make=_world(knows=_GROWING, kept=(0.9999, 0.9999), starves=1.0)),
    World(claims=("A12", "A13", "A15"), name="floor: nobody knows anything", kind="nuisance",
          truth=None, make=_world(knows=_NOTHING)),
    World(claims=("A13",), name="the larger heeds the tag more", kind="right", truth="supported",
          make=_world(knows=(0.4, 0.9), heeds=(0.1, 0.95))),
    World(claims=("A13",), name="all heed it alike, and know the same", kind="wrong",
          truth="too small to matter", make=_world(knows=(0.7, 0.7), heeds=(0.6, 0.6))),
    World(claims=("A13",), name="all heed it alike, the larger knows more", kind="nuisance",
          truth="too small to matter", make=_world(knows=_GROWING, heeds=(0.6, 0.6))),
    World(claims=("A13",), name="the larger knows more, and nobody heeds the tag",
          kind="nuisance", truth="too small to matter",
          make=_world(knows=_GROWING, heeds=(0.001, 0.001))),
    World(claims=("A13",), name="the larger knows more, and all say what one source says",
          kind="nuisance", truth="too small to matter",
          make=_world(knows=_GROWING, heeds=(0.001, 0.001), one_sided=True)),
    World(claims=("A13",), name="seeds heed the tag or ignore it, half of them at every size",
          kind="nuisance", truth="too small to matter",
          make=_world(knows=(0.4, 0.9), seeds_heed=0.5)),
    World(claims=("A13",), name="the larger heeds it less", kind="wrong", truth="opposite",
          make=_world(knows=(0.5, 0.9), heeds=(0.9, 0.3))),
    World(claims=("A15",), name="the larger wavers less", kind="right", truth="supported",
          make=_world(knows=(0.5, 0.9), wavers=(0.6, 0.03))),
    World(claims=("A15",), name="all waver alike, and know the same", kind="wrong",
          truth="too small to matter", make=_world(knows=(0.8, 0.8), wavers=(0.2, 0.2))),
    World(claims=("A15",), name="the larger wavers more", kind="wrong", truth="opposite",
          make=_world(knows=(0.5, 0.9), wavers=(0.03, 0.6))),
    World(claims=("A15",), name="all waver in .1; what the small ones know are guesses",
          kind="nuisance", truth="too small to matter",
          make=_world(knows=_GROWING, wavers=(0.1, 0.1))),
    World(claims=("A15",), name="the same, and who does not know repeats the first answer",
          kind="nuisance", truth="too small to matter",
          make=_world(knows=_GROWING, wavers=(0.1, 0.1), clings=0.95)),
    World(claims=("A15",), name="the same, and who does not know says what others say",
          kind="nuisance", truth="too small to matter",
          make=_world(knows=_GROWING, wavers=(0.1, 0.1), clings=0.05)),
    World(claims=("A15",), name="the same, and guesses last from question to question",
          kind="nuisance", truth="too small to matter",
          make=_world(knows=_GROWING, wavers=(0.1, 0.1), lasts=2.0)),
    World(claims=("A15",), name="all waver alike; rare facts are given up more, and only the "
          "larger know them", kind="nuisance", truth="too small to matter",
          make=_world(knows=_GROWING, wavers=(0.2, 0.2), rare=0.7)),
]  # fmt: skip
