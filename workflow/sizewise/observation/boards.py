"""The public boards: what each measures, in which unit, and who judges it."""

from dataclasses import dataclass
from typing import Literal

Trait = Literal["feeling", "reason", "other"]


@dataclass(frozen=True)
class Board:
    """One published column of scores."""

    name: str
    title: str
    trait: Trait
    unit: str
    judge: str
    """Who decides: people, an answer key, or the vendor whose model judges."""
    settings: tuple[str, ...] = ("only",)
    """Ways in which the board publishes the same scores; they are never mixed."""


ARENA_SETTINGS = ("raw", "style_control")


def _arena(name: str, title: str, trait: Trait) -> Board:
    return Board(f"arena_{name}", title, trait, "Elo", "people", ARENA_SETTINGS)


BOARDS = {
    board.name: board
    for board in (
        _arena("creative", "Arena, creative writing", "feeling"),
        _arena("mathematics", "Arena, mathematics", "reason"),
        _arena("coding", "Arena, coding", "reason"),
        _arena("hard_prompts", "Arena, hard prompts", "reason"),
        _arena("instructions", "Arena, following instructions", "other"),
        _arena("multi_turn", "Arena, several turns", "other"),
        _arena("overall", "Arena, overall", "other"),
        # Judges of version 3 as their repositories recommend them; versions are never compared.
        Board("eqbench3", "EQ-Bench 3", "feeling", "Elo", "Anthropic"),
        Board("eqbench3_empathy", "EQ-Bench 3, empathy", "feeling", "0-20", "Anthropic"),
        Board("eqbench3_humanlike", "EQ-Bench 3, humanlike", "feeling", "0-20", "Anthropic"),
        Board("creative_writing_v3", "Creative Writing v3", "feeling", "Elo", "Anthropic"),
        Board("longform_v3", "Longform writing v3", "feeling", "0-100", "Anthropic"),
        Board("eqbench_v2", "EQ-Bench 2", "feeling", "0-100", "answer key"),
        Board("magi_hard", "MAGI-Hard", "reason", "0-100", "answer key"),
        Board("wildbench_creative", "WildBench, creative tasks", "feeling", "score", "OpenAI"),
        Board("wildbench_coding", "WildBench, coding", "reason", "score", "OpenAI"),
        Board("wildbench_mathematics", "WildBench, mathematics", "reason", "score", "OpenAI"),
        Board("wildbench_reasoning", "WildBench, planning", "reason", "score", "OpenAI"),
    )
}


@dataclass(frozen=True)
class Pair:
    """Boards of feeling against boards of reason, on the same models.

    Several boards of one side are averaged; they share a unit and a setting.
    """

    name: str
    title: str
    feeling: tuple[str, ...]
    reason: tuple[str, ...]
    feeling_setting: str
    reason_setting: str
    same_judge: bool


def _arena_pair(name: str, title: str, reason: tuple[str, ...], setting: str = "raw") -> Pair:
    return Pair(name, title, ("arena_creative",), reason, setting, setting, same_judge=True)


_EXACT = ("arena_mathematics", "arena_coding")

PRIMARY = _arena_pair("arena", "Arena: creative - (mathematics + coding)", _EXACT)
STYLE = _arena_pair("arena_style", "the same, style-controlled", _EXACT, "style_control")


def _crossed(name: str, title: str, feeling: str) -> Pair:
    return Pair(name, title, (feeling,), _EXACT, "only", "raw", same_judge=False)


PAIRS = {
    pair.name: pair
    for pair in (
        PRIMARY,
        STYLE,
        _arena_pair("arena_mathematics", "Arena: creative - mathematics", _EXACT[:1]),
        _arena_pair("arena_coding", "Arena: creative - coding", _EXACT[1:]),
        _arena_pair("arena_hard", "Arena: creative - hard prompts", ("arena_hard_prompts",)),
        Pair("eqbench_v2", "EQ-Bench 2 - MAGI-Hard", ("eqbench_v2",), ("magi_hard",),
             "only", "only", same_judge=True),
        Pair("wildbench", "WildBench: creative - (mathematics + coding)",
             ("wildbench_creative",), ("wildbench_mathematics", "wildbench_coding"),
             "only", "only", same_judge=True),
        _crossed("eqbench3", "EQ-Bench 3 - Arena mathematics + coding", "eqbench3"),
        _crossed("creative_writing_v3", "Creative Writing v3 - Arena mathematics + coding",
                 "creative_writing_v3"),
        _crossed("longform_v3", "Longform v3 - Arena mathematics + coding", "longform_v3"),
    )
}  # fmt: skip
