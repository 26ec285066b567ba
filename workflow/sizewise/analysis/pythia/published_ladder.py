"""Reads a ladder that somebody else trained: Pythia's published zero-shot evaluations.

`data/pythia_zero_shot.csv` holds what EleutherAI published in its repository `pythia`
(evals/pythia-v1): eight sizes that saw the same data in the same order (Biderman et al. 2023, arXiv
2304.01373), on the Pile and on its deduplicated version, at 27 steps. The two versions are two data
sets: two ladders.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from sizewise.study.errors import StudyError

FILE = "pythia_zero_shot.csv"
STANDARD, DEDUPLICATED = "standard", "deduplicated"
LADDERS = (STANDARD, DEDUPLICATED)
LAMBADA = "lambada_openai"
# Choices of a question (Gao et al., lm-evaluation-harness); a few ARC questions have three or five.
CHOICES = {
    "arc_easy": 4, "arc_challenge": 4, LAMBADA: None, "logiqa": 4, "piqa": 2, "sciq": 4,
    "winogrande": 2, "wsc": 2,
}  # fmt: skip
_COLUMNS = {
    "size": str, "deduped": bool, "non_embedding_params": int, "step": int, "task": str,
    "metric": str, "value": float, "stderr": float,
}  # fmt: skip


def chance_of(task: str) -> float:
    """Share of right answers of a guess; 0 for LAMBADA, whose answer is any word."""
    return 1 / CHOICES[task] if CHOICES[task] else 0.0


def read_published(folder: Path) -> pd.DataFrame:
    """One row a ladder, size, step and task, ordered by them.

    ladder, size, non_embedding, step, task, value (share of right answers), stderr, items (number
    of questions), log_perplexity (of LAMBADA's last words, nats, at the same ladder, size and
    step), log_perplexity_error. Raises StudyError naming file and line of what it cannot use.
    """
    path = folder / FILE
    try:
        table = pd.read_csv(path)
    except FileNotFoundError:
        raise StudyError(f"{path}: missing; restore it from the repository") from None
    except (pd.errors.ParserError, UnicodeDecodeError) as error:
        raise StudyError(f"{path}: no table ({' '.join(str(error).split())})") from None
    _check(table, path)
    table["ladder"] = np.where(table["deduped"], DEDUPLICATED, STANDARD)
    table = table.rename(columns={"non_embedding_params": "non_embedding"})
    keys = ["ladder", "size", "step"]
    perplexity = table[(table["task"] == LAMBADA) & (table["metric"] == "ppl")]
    logs = perplexity[keys].assign(
        log_perplexity=np.log(perplexity["value"]),
        log_perplexity_error=perplexity["stderr"] / perplexity["value"],
    )
    right = table[table["metric"] == "acc"].drop(columns=["metric", "deduped"])
    # The harness publishes sqrt(p (1 - p) / (n - 1)), which gives the number of questions n back.
    with np.errstate(divide="ignore", invalid="ignore"):
        counted = right["value"] * (1 - right["value"]) / right["stderr"] ** 2 + 1
    counts = counted[np.isfinite(counted)].groupby(right["task"]).median().round()
    right["items"] = right["task"].map(counts).astype(int)
    found = right.merge(logs, on=keys, how="left", validate="many_to_one")
    found = found.sort_values(["ladder", "non_embedding", "step", "task"], ignore_index=True)
    return found[["ladder", "size", "non_embedding", "step", "task", "value", "stderr", "items",
                  "log_perplexity", "log_perplexity_error"]]  # fmt: skip


def _check(table: pd.DataFrame, path: Path) -> None:
    lacking = [column for column in _COLUMNS if column not in table]
    if lacking:
        raise StudyError(f"{path}, line 1: no column {lacking[0]}; restore it from the repository")
    numbers = table[["non_embedding_params", "step", "value", "stderr"]].apply(
        pd.to_numeric, errors="coerce"
    )
    accuracy = table["metric"] != "ppl"
    wrong = {
        "value": ~np.isfinite(numbers["value"])
        | (numbers["value"] < 0)
        | (accuracy & (numbers["value"] > 1))
        | (~accuracy & (numbers["value"] <= 0)),
        "stderr": ~np.isfinite(numbers["stderr"]) | (numbers["stderr"] < 0),
        "non_embedding_params": ~(numbers["non_embedding_params"] > 0),
        "step": ~(numbers["step"] >= 0),
        "deduped": ~table["deduped"].isin([True, False]),
        "task": ~table["task"].isin(list(CHOICES)),
    }
    for column, rows in wrong.items():
        if rows.any():
            line = int(np.flatnonzero(rows)[0])
            raise StudyError(
                f"{path}, line {line + 2}, {column}: cannot use {table[column].iloc[line]!r}; "
                "correct it from the source in data/README.md"
            )
    twice = table.duplicated(["size", "deduped", "step", "task", "metric"])
    if twice.any():
        raise StudyError(
            f"{path}, line {int(np.flatnonzero(twice)[0]) + 2}: stands twice; keep one"
        )
