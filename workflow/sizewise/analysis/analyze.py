"""The job `analyze`: reads results, writes tables, claims.json and metrics.json."""

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sizewise.analysis.claims.entries import claim_entries, read_verdicts, smallest_effect
from sizewise.analysis.claims.first_register import remember_register
from sizewise.analysis.claims.verdicts import VERDICTS
from sizewise.analysis.data.inputs import read_inputs
from sizewise.analysis.methods.emergence import audit
from sizewise.analysis.tables.capacity import capacity_table
from sizewise.analysis.tables.confidence import calibration_tables
from sizewise.analysis.tables.constraints import constraints_table
from sizewise.analysis.tables.diffuse import diffuse_tables
from sizewise.analysis.tables.emergence import emergence_table, powers_table, rivals_table
from sizewise.analysis.tables.emotion import emotion_tables
from sizewise.analysis.tables.examples import examples_table
from sizewise.analysis.tables.extraction import extraction_table
from sizewise.analysis.tables.floor_fits import fits_table
from sizewise.analysis.tables.levels import curves_table, loss_table, sizes_table
from sizewise.analysis.tables.matched_tables import matched_points_table, matched_table
from sizewise.analysis.tables.outcomes import outcomes_table
from sizewise.analysis.tables.probes import heads_table, overlap_table, repeats_table
from sizewise.analysis.tables.projection import FACTS, projection_tables
from sizewise.analysis.tables.robustness import robustness_table
from sizewise.analysis.tables.runs import runs_table
from sizewise.analysis.tables.scores import score_tables
from sizewise.analysis.tables.signal import signal_table
from sizewise.analysis.tables.surface_fits import scaling_table
from sizewise.study.artifacts import (
    sha256_of,
    whole_file,
    write_json,
    write_manifest,
)
from sizewise.study.claims import read_register
from sizewise.study.config import Study


def _say(text: str) -> None:
    print(f"analyze: {text}", file=sys.stderr, flush=True)


def _write_table(path: Path, frame: pd.DataFrame) -> Path:
    with whole_file(path) as part:
        frame.to_parquet(part, index=False)
    return path


def flat_metrics(sizes: pd.DataFrame, entries: list[dict[str, Any]]) -> dict[str, float]:
    """Numbers for `dvc metrics show`: names without nesting, finite values only."""
    metrics: dict[str, float] = {}
    for row in sizes.to_dict("records"):
        for column in ("loss", "bits_per_byte"):
            metrics[f"{column}_{row['size']}"] = row[column]
    for entry in entries:
        for key in ("effect", "low", "high"):
            if entry.get(key) is not None:
                metrics[f"{entry['id']}_{key}"] = entry[key]
    for verdict in VERDICTS:
        name = f"claims_{verdict.replace(' ', '_')}"
        metrics[name] = sum(entry["verdict"] == verdict for entry in entries)
    return {
        name: value if isinstance(value, int) else float(f"{value:.9g}")
        for name, value in metrics.items()
        if np.isfinite(value)
    }


def analyze(
    study: Study,
    *,
    results: Path,
    register: Path,
    verdicts: Iterable[Path],
    output: Path,
    data: Path | None = None,
) -> None:
    """Write the tables of docs/architecture.md, claims.json and metrics.json into `output`.

    `data` is the folder of published facts, for projections; None leaves those out.
    What is missing is named in the rows of the claims that need it; the rest is written. Raises
    StudyError for damaged inputs, a bad register, or results without a single evaluation.
    """
    started = time.perf_counter()
    claims, verdicts = read_register(register), list(verdicts)
    other = read_verdicts(verdicts, claims)
    inputs = read_inputs(study, results)
    _say(f"{len(inputs.runs)} runs, families {', '.join(inputs.panels) or 'none'}")
    for gap in inputs.gaps:
        _say(f"missing: {gap.message}")
    output.mkdir(parents=True, exist_ok=True)
    remember_register(output, claims)
    scores, by_seed = score_tables(inputs)
    sizes = sizes_table(inputs)
    emotion, emotion_slopes = emotion_tables(inputs)
    calibration, calibration_error = calibration_tables(inputs)
    diffuse, exponents = diffuse_tables(inputs)
    tables = {
        "sizes": sizes,
        "curves": curves_table(inputs),
        "loss": loss_table(inputs),
        "emotion": emotion,
        "emotion_slopes": emotion_slopes,
        "scores": scores,
        "scores_by_seed": by_seed,
        "signal": signal_table(inputs),
        "outcomes": outcomes_table(inputs),
        "capacity": capacity_table(inputs),
        "calibration": calibration,
        "calibration_error": calibration_error,
        "extraction": extraction_table(inputs),
        "constraints": constraints_table(inputs),
        "diffuse": diffuse,
        "diffuse_exponents": exponents,
        **projection_tables(inputs, data),
        "runs": runs_table(inputs),
        "heads": heads_table(inputs),
        "repeats": repeats_table(inputs),
        "overlap": overlap_table(inputs),
        "fits": fits_table(inputs),
        "scaling": scaling_table(inputs),
        "robustness": robustness_table(inputs),
        "matched": matched_table(inputs, smallest_effect(claims, "A16")),
        "matched_points": matched_points_table(inputs),
        "emergence": emergence_table(inputs, audit(inputs)),
        "rivals": rivals_table(inputs, audit(inputs)),
        "powers": powers_table(inputs),
        "examples": examples_table(
            results / "world" / "items",
            {
                (size, seed): results / "evaluation" / size / f"seed{seed}" / "items.parquet"
                for size, seed in inputs.runs
            },
        ),
    }
    files = [_write_table(output / f"{name}.parquet", table) for name, table in tables.items()]
    _say(f"tables after {time.perf_counter() - started:.1f} s")
    entries = claim_entries(claims, inputs, other)
    write_json(output / "claims.json", {
        "study": study.name, "register_sha256": claims.sha256,
        "confidence": study.analysis.confidence,
        "bootstrap_samples": study.analysis.bootstrap_samples,
        "missing": [gap.message.to_json() for gap in inputs.gaps], "claims": entries,
    })  # fmt: skip
    write_json(output / "metrics.json", flat_metrics(sizes, entries))
    read = {"claims.yaml": claims.sha256} | inputs.hashes
    if data is not None:
        read |= {f"data/{name}": sha256_of(data / name) for name in FACTS}
    read |= {f"verdicts/{path.name}/{i}": sha256_of(path) for i, path in enumerate(verdicts)}
    sections = ("name", "ladder", "seeds", "analysis", "mix")
    write_manifest(
        output, stage="analyze", files=[*files, output / "claims.json", output / "metrics.json"],
        inputs=read, config=study.model_dump(mode="json", include=set(sections)),
        rooms=["analysis"],
        facts={"seconds": round(time.perf_counter() - started, 1), "rows": {
            name: len(table) for name, table in tables.items()
        }},
    )  # fmt: skip
    counted = {v: sum(e["verdict"] == v for e in entries) for v in VERDICTS}
    _say(", ".join(f"{n} {v}" for v, n in counted.items()) + f"; {output}")
