"""The models that essay B names, one row each: what is published of them and where they fall.

Undisclosed sizes stay unknown here. No model of this table enters a fit through it.
"""

import numpy as np
import pandas as pd

from sizewise.observation.boards import BOARDS
from sizewise.observation.sample import months_of
from sizewise.observation.table import PublicTable, Rating

ESSAY_MODELS = {
    "DeepSeek V3": "deepseek-v3",
    "DeepSeek R1": "deepseek-r1",
    "DeepSeek V3.1": "deepseek-v3.1",
    "DeepSeek V3.2": "deepseek-v3.2",
    "Kimi K2": "kimi-k2-0711-preview",
    "Qwen3-Max": "qwen3-max-2025-09-23",
    "GLM-4.7": "glm-4.7",
    "GLM-5": "glm-5",
    "Gemini 3 Flash": "gemini-3-flash",
    "Gemini 3 Pro": "gemini-3-pro",
    "Gemini 3.1 Pro": "gemini-3.1-pro-preview",
    "GPT-4.5": "gpt-4.5-preview-2025-02-27",
    "GPT-5 Instant": "gpt-5-chat",
}
"""Name in the essay to model of the table. GPT-5 Instant is the chat model of GPT-5."""

STEPS = (
    ("GLM-4.7", "GLM-5", "about twice the size"),
    ("DeepSeek V3", "DeepSeek V3.2", "the same size"),
    ("DeepSeek V3", "DeepSeek R1", "the same size, trained to reason"),
    ("GPT-4.5", "GPT-5 Instant", "sizes undisclosed"),
    ("Gemini 3 Pro", "Gemini 3.1 Pro", "sizes undisclosed"),
)
"""Comparisons that the essay draws, or that its models allow at one size."""

CONTEMPORARY_MONTHS = 6
_MAIN = ("arena_creative", "arena_mathematics", "arena_coding")


def _ratings(table: PublicTable) -> pd.DataFrame:
    frame = table.ratings(*(Rating(board, "raw") for board in _MAIN))
    frame["feeling"] = frame[_MAIN[0]]
    frame["reason"] = frame[list(_MAIN[1:])].mean(axis=1, skipna=False)
    frame["advantage"] = frame.feeling - frame.reason
    frame["months"] = months_of(table.models.release)
    return frame


def size_text(row: pd.Series) -> str:
    """What is published of a size, in words."""
    if row.disclosure == "undisclosed":
        return "undisclosed"
    bound = "> " if row.size_bound == "lower" else ""
    text = f"{bound}{row.total_params_b:g}B"
    if row.size_bound == "exact" and row.active_params_b < row.total_params_b:
        text += f", {row.active_params_b:g}B active"
    return text


def _rank(values: pd.Series, name: str) -> tuple[float, int]:
    values = values.dropna()
    if name not in values:
        return np.nan, len(values)
    return float((values > values[name]).sum() + 1), len(values)


def essay_table(table: PublicTable) -> pd.DataFrame:
    """public_essay.parquet: size, ratings, ranks among all models and among contemporaries.

    Contemporaries are models released at most CONTEMPORARY_MONTHS before or after.
    """
    ratings = _ratings(table)
    rows = []
    for title, name in ESSAY_MODELS.items():
        model = table.models.loc[name]
        near = (ratings.months - ratings.months[name]).abs() <= CONTEMPORARY_MONTHS
        row = {
            "model": title, "model_id": name, "vendor": model.vendor, "release": model.release,
            "size": size_text(model), "known": bool(
                model.disclosure != "undisclosed" and model.size_bound == "exact"
            ),
            "total_params_b": model.total_params_b if model.size_bound == "exact" else np.nan,
        }  # fmt: skip
        for trait in ("feeling", "reason", "advantage"):
            row[trait] = ratings.loc[name, trait]
            row[f"{trait}_rank"], row[f"{trait}_of"] = _rank(ratings[trait], name)
            row[f"{trait}_rank_then"], row[f"{trait}_of_then"] = _rank(
                ratings.loc[near, trait], name
            )
        rows.append(row)
    return pd.DataFrame(rows)


def essay_steps(table: PublicTable) -> pd.DataFrame:
    """public_steps.parquet: gains from one of the essay's models to another."""
    ratings = _ratings(table)
    rows = []
    for first, last, what in STEPS:
        one, other = (ratings.loc[ESSAY_MODELS[name]] for name in (first, last))
        rows.append(
            {
                "first": first, "last": last, "what": what,
                "feeling": other.feeling - one.feeling, "reason": other.reason - one.reason,
                "months": other.months - one.months,
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def witness(table: PublicTable, title: str = "GPT-4.5") -> pd.DataFrame:
    """public_witness.parquet: rank of the essay's best witness on every board that has it."""
    name = ESSAY_MODELS[title]
    months = months_of(table.models.release)
    rows = []
    for board in BOARDS.values():
        for setting in board.settings:
            scores = table.ratings(Rating(board.name, setting))[board.name]
            rank, n = _rank(scores, name)
            if np.isnan(rank):
                continue
            near = (months - months[name]).abs() <= CONTEMPORARY_MONTHS
            then = scores[near.reindex(scores.index)]
            rank_then, n_then = _rank(then, name)
            rows.append(
                {
                    "board": board.title, "setting": setting, "trait": board.trait,
                    "judge": board.judge, "score": scores[name], "unit": board.unit,
                    "rank": rank, "of": n, "rank_then": rank_then, "of_then": n_then,
                }
            )  # fmt: skip
    return pd.DataFrame(rows)
