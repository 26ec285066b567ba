"""What the scripts of a page of questions are told: sizes, checkpoints, words in its language."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sizewise.report import palette, templates
from sizewise.report.messages import sentence, spoken
from sizewise.study.messages import say

WORDS = (
    "kind", "any", "answers", "disagree", "all-right", "none-right", "only-large", "only-small",
    "text", "of", "none", "drawn", "from", "permalink", "next", "previous", "question",
    "right-answer", "what-answered", "checkpoint", "choice", "true-share", "picked", "is-right",
    "is-wrong", "size", "grid", "grid-choice", "stated", "seeds-note", "not-asked", "training",
    "no-fact", "never", "times", "shown-of", "in-step", "passage", "says-other", "source",
    "yes", "no",
)  # fmt: skip
"""Entries of the catalogue's `items-word` that the script says."""
SCRIPTS = ("draw", "items-question", "items")
"""Scripts of a family's page, in their order."""


def sizes_of(seeds: Mapping[str, int], scale: palette.SizeScale) -> list[dict[str, Any]]:
    """Name, number of seeds and colour of every size, smallest first."""
    return [
        {"name": name, "seeds": count, "colour": palette.css(scale.colour(name))}
        for name, count in seeds.items()
    ]


def head(
    family: str,
    *,
    steps: Sequence[int],
    sizes: Sequence[Mapping[str, Any]],
    kinds: Iterable[str],
    knobs: Iterable[str],
    filters: Mapping[str, Sequence[Any]],
) -> dict[str, Any]:
    """What a page says of a family, in the language that is spoken."""
    return {
        "family": family, "steps": steps, "language": spoken(), "sizes": sizes,
        "kinds": {kind: sentence(say("kind", name=kind)) for kind in kinds},
        "knobs": {knob: sentence(say("items-knob", name=knob)) for knob in knobs},
        "filters": filters,
        # The sign of a share as the language writes it; the script puts its number in.
        "half": sentence(say("share", value=0.5)),
        "words": {word: sentence(say("items-word", name=word)) for word in WORDS},
    }  # fmt: skip


def scripts(names: Sequence[str] = SCRIPTS) -> list[templates.Markup]:
    """Scripts of such a page, to stand inside it."""
    return [templates.asset(f"{name}.js") for name in names]
