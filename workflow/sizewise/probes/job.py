"""One job: every checkpoint of one run, seen from inside."""

import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from sizewise.probes import prompts, repeats
from sizewise.probes.checkpoints import exported, load_model, residual_stream
from sizewise.probes.tables import Rows, head_rows, overlap_rows, repeat_rows
from sizewise.study.artifacts import read_manifest, sha256_of, verify_files, write_manifest
from sizewise.study.errors import StudyError
from sizewise.study.formats import heads, overlap
from sizewise.study.formats import repeats as repeat_losses
from sizewise.study.formats.items import Item, read_items
from sizewise.study.formats.keys import run_columns
from sizewise.study.formats.names import items_file
from sizewise.study.runs import Run
from sizewise.study.sections import Sections

_TOKENIZER = "tokenizer/tokenizer.json"


def _tokenizer(stream: Path, checkpoints: dict[int, Path]) -> PreTrainedTokenizerBase:
    """The stream's tokenizer. Raises StudyError where a checkpoint was trained with another."""
    files = verify_files(stream, [_TOKENIZER, "tokenizer/tokenizer_config.json"])["files"]
    for folder in checkpoints.values():
        if sha256_of(folder / "tokenizer.json") != files[_TOKENIZER]:
            raise StudyError(
                f"{folder}: its tokenizer is not that of {stream}; run its training again"
            )
    return AutoTokenizer.from_pretrained(str(stream / "tokenizer"), local_files_only=True)


def _items(world: Path, family: str) -> list[Item]:
    """Items of a family, checked; none where the study is without it."""
    file = items_file(family)
    if file not in read_manifest(world)["files"]:
        return []
    verify_files(world, [file])
    return list(read_items(world, family))


def read_residuals(
    model: PreTrainedModel, questions: list[list[int]], *, batch_sequences: int
) -> list[np.ndarray]:
    """Residual stream at the last token of each question: (questions, d_model) float64 a layer.

    Questions are token ids. Shorter ones are filled up at their end, which no token before it sees.
    """
    order = np.argsort([len(ids) for ids in questions], kind="stable")
    found: list[list[np.ndarray]] = []
    with torch.inference_mode(), residual_stream(model) as layers:
        for start in range(0, len(order), batch_sequences):
            batch = [questions[i] for i in order[start : start + batch_sequences]]
            ids = torch.zeros(len(batch), len(batch[-1]), dtype=torch.long)
            for row, prompt in enumerate(batch):
                ids[row, : len(prompt)] = torch.tensor(prompt)
            last = torch.tensor([len(prompt) - 1 for prompt in batch])
            layers.clear()
            model.base_model(input_ids=ids.to(model.device), use_cache=False)
            each = torch.arange(len(batch))
            found.append([layer[each, last].double().cpu().numpy() for layer in layers])
    back = np.argsort(order)
    return [np.concatenate(parts)[back] for parts in zip(*found, strict=True)]


def probe_run(
    study: Sections,
    *,
    training: Path,
    stream: Path,
    world: Path,
    run: Run,
    output: Path,
) -> dict[str, Any]:
    """Probe all checkpoints of `training` and return the manifest of `output`.

    Reads the section `probes`. Everything that is read is first checked against the manifests
    beside it. Raises StudyError naming what is missing, altered or does not fit.
    """
    began = time.perf_counter()
    settings = study.probes
    checkpoints = exported(training)
    tokenizer = _tokenizer(stream, checkpoints)
    samples = repeats.samples(tokenizer, _items(world, repeats.FAMILY), settings)
    design = prompts.crossed(
        _items(world, prompts.FAMILY), entities=settings.entities, seed=settings.seed
    )
    questions = tokenizer(design.prompts)["input_ids"] if design else []
    tables: dict[str, Rows] = {"heads": [], "repeats": [], "overlap": []}
    for step, folder in checkpoints.items():
        model = load_model(folder)
        found: dict[str, Rows] = {"heads": [], "repeats": []}
        for tokens, ids in samples.items():
            read = repeats.read_repeats(model, ids, batch_sequences=settings.batch_sequences)
            rows = {"heads": head_rows(read[0], (ids.shape[1] - 1) // 2),
                    "repeats": repeat_rows(read[1])}  # fmt: skip
            for name in rows:
                found[name] += [{"tokens": tokens} | row for row in rows[name]]
        if not all(np.isfinite(row["second_loss"]) for row in found["repeats"]):
            raise StudyError(
                f"{folder}: a loss is not a finite number; its weights have diverged, run the "
                "training with a smaller learning rate"
            )
        if design:
            residuals = read_residuals(model, questions, batch_sequences=settings.batch_sequences)
            found["overlap"] = overlap_rows(residuals, design)
        for name, rows in found.items():
            tables[name] += [run_columns(run, step) | row for row in rows]
        _say(run, step, found)

    files = []
    for table in (heads.TABLE, repeat_losses.TABLE, overlap.TABLE):
        files.append(output / table.name)
        table.write(files[-1], tables[Path(table.name).stem])
    return write_manifest(
        output,
        stage="probes",
        files=files,
        inputs={
            "training": sha256_of(training / "manifest.json"),
            "stream": sha256_of(stream / "manifest.json"),
            "world": sha256_of(world / "manifest.json"),
        },
        config={"probes": settings.model_dump(mode="json")},
        rooms=["probes"],
        facts={
            **run._asdict(),
            "steps": list(checkpoints),
            "entities": len(design.entities) if design else 0,
            "sequences": {name: list(ids.shape) for name, ids in samples.items()},
            "phrasings": design.frames if design else 0,
            "seconds": round(time.perf_counter() - began, 3),
        },
    )


def _say(run: Run, step: int, found: dict[str, Rows]) -> None:
    parts = []
    for tokens in dict.fromkeys(row["tokens"] for row in found["heads"]):
        heads, losses = (
            [row for row in found[name] if row["tokens"] == tokens] for name in ("heads", "repeats")
        )
        best = max(row["prefix_matching"] for row in heads)
        gain = np.mean([row["first_loss"] - row["second_loss"] for row in losses])
        parts.append(f"{tokens}: best prefix matching {best:.3f}, in-context gain {gain:.3f} nats")
    parts.append(f"{len(found.get('overlap', []))} pairs of directions")
    print(
        f"probe {run.label} step {step}: {'; '.join(parts)}",
        file=sys.stderr,
        flush=True,
    )
