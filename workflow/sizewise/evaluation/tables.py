"""lm-eval's logged samples as the rows of items.parquet and held_out.parquet."""

import math
from collections.abc import Iterable
from typing import Any

from sizewise.evaluation.constraints import satisfied
from sizewise.evaluation.public_tasks import right_choice, targets, verdict
from sizewise.evaluation.scoring import (
    bits_per_byte,
    divergence,
    edit_similarity,
    exact,
    score_choices,
)
from sizewise.evaluation.tasks import HELD_OUT_TASK, LoadedTask
from sizewise.study.errors import StudyError
from sizewise.study.formats.constraints import CONSTRAINTS

_ITEM_COLUMNS = ("kind", "item_id", "entity_id", "fact_id", "knobs")


def _finite(values: Iterable[float], task: LoadedTask, item_id: str) -> list[float]:
    values = [float(value) for value in values]
    if not all(math.isfinite(value) for value in values):
        raise StudyError(
            f"task {task.name}, item {item_id}: a log-probability is not a finite number; the "
            "checkpoint's weights have diverged, run its training with a smaller learning rate"
        )
    return values


def _choice_columns(task: LoadedTask, sample: dict[str, Any], item_id: str) -> dict[str, Any]:
    # A task that asks for mutual information has the choices a second time, without the prompt.
    count = len(task.task.doc_to_choice(sample["doc"]))
    choices = [arguments[1] for arguments in sample["arguments"][:count]]
    answers = (response[0][0] for response in sample["resps"][:count])
    log_probabilities = _finite(answers, task, item_id)
    columns = {
        "log_probabilities": log_probabilities,
        "choice_bytes": [len(choice.encode()) for choice in choices],
    }
    answer = right_choice(task.task, sample)
    if answer is None:
        # Several choices are right, or the task judges by rules of its own.
        own = {"target": str(sample["target"]), "correct": verdict(task.task, sample)}
        return columns | own
    score = score_choices(log_probabilities, answer)
    true = sample["doc"].get("probabilities") if task.planted else None
    return columns | {
        "answer": answer,
        "predicted": score.predicted,
        "target": sample["doc"]["target"] if task.planted else choices[answer],
        "correct": score.correct,
        "probability": score.probability,
        "brier": score.brier,
        "margin": score.margin,
        "divergence": true and divergence(log_probabilities, true),
    }


def _written_columns(task: LoadedTask, sample: dict[str, Any]) -> dict[str, Any]:
    generated = sample["resps"][0][0]
    if not task.planted:
        right = targets(task.task, sample)
        return {
            "generated": generated,
            "target": right[0],
            "correct": verdict(task.task, sample),
            "edit_similarity": max(edit_similarity(generated, text) for text in right),
        }
    target = str(sample["doc"]["target"])
    columns = {"generated": generated, "target": target}
    constraints = sample["doc"].get("checks")
    if constraints:
        # The target is one answer of many: what counts is what the programs say.
        checks = satisfied(generated, CONSTRAINTS.validate_json(constraints))
        return columns | {"checks": checks, "correct": all(checks)}
    return columns | {
        "correct": exact(generated, target),
        "edit_similarity": edit_similarity(generated, target),
    }


def _continuation_columns(task: LoadedTask, sample: dict[str, Any], item_id: str) -> dict[str, Any]:
    ((log_probability, is_greedy),) = sample["resps"][0]
    (log_probability,) = _finite([log_probability], task, item_id)
    return {
        "log_probabilities": [log_probability],
        "target": str(sample["target"]),
        "correct": bool(is_greedy),
        "probability": math.exp(log_probability),
    }


def item_rows(task: LoadedTask, samples: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of items.parquet, without the columns of the run. Samples of the first filter only."""
    rows = []
    for sample in samples:
        if sample["filter"] != samples[0]["filter"]:
            continue
        own = sample["doc"] if task.planted else {}
        row: dict[str, Any] = {name: own.get(name) for name in _ITEM_COLUMNS}
        item_id = row["item_id"] = row["item_id"] or f"{task.name}/{sample['doc_id']}"
        row |= {
            "family": task.family,
            "task_version": task.version,
            "kind": row["kind"] or task.axis or task.name,
            "prompt_sha256": sample["prompt_hash"],
            "knobs": row["knobs"] or "{}",
        }
        if task.output_type == "generate_until":
            row |= _written_columns(task, sample)
        elif task.output_type == "multiple_choice":
            row |= _choice_columns(task, sample, item_id)
        else:
            row |= _continuation_columns(task, sample, item_id)
        rows.append(row)
    return rows


def held_out_rows(task: LoadedTask, samples: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of held_out.parquet, without the columns of the run."""
    rows = []
    for sample in samples:
        doc, text = sample["doc"] if task.name == HELD_OUT_TASK else {}, sample["target"]
        item_id = doc.get("item_id") or f"{task.name}/{sample['doc_id']}"
        (log_probability,) = _finite(sample["resps"][0], task, item_id)
        size = len(text.encode())
        rows.append({
            "domain": doc.get("domain") or task.name,
            "work": doc.get("work") or task.name,
            "item_id": item_id,
            "bytes": size,
            "nats": -log_probability,
            "bits_per_byte": bits_per_byte(-log_probability, size),
            **{name: doc.get(name) for name in ("emotion", "half", "pair")},
        })  # fmt: skip
    return rows
