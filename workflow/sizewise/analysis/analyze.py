"""The job `analyze`: reads results, writes tables, claims.json and metrics.json."""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sizewise.analysis.claims.entries import claim_entries, claim_with_rule, read_verdicts
from sizewise.analysis.claims.first_register import remember_register
from sizewise.analysis.claims.stability import stability_table
from sizewise.analysis.data.inputs import Inputs, contents_read, read_inputs
from sizewise.analysis.data.settings import Settings
from sizewise.analysis.methods.emergence import audit
from sizewise.analysis.tables.capacity import capacity_table
from sizewise.analysis.tables.constraints import constraints_table
from sizewise.analysis.tables.diffuse import diffuse_tables
from sizewise.analysis.tables.emergence import emergence_table, powers_table, rivals_table
from sizewise.analysis.tables.emotion import emotion_tables
from sizewise.analysis.tables.examples import examples_table
from sizewise.analysis.tables.extraction import extraction_table
from sizewise.analysis.tables.floor_fits import fits_table
from sizewise.analysis.tables.levels import curves_table, loss_table, sizes_table, speed_table
from sizewise.analysis.tables.matched_tables import matched_points_table, matched_table
from sizewise.analysis.tables.outcomes import outcomes_table
from sizewise.analysis.tables.probes import heads_table, overlap_table, repeats_table
from sizewise.analysis.tables.projection import FACTS, projection_tables
from sizewise.analysis.tables.rewarded import (
    reward_lost_table,
    reward_scores_table,
    reward_slopes_table,
    reward_updates_table,
)
from sizewise.analysis.tables.robustness import robustness_table
from sizewise.analysis.tables.runs import runs_table
from sizewise.analysis.tables.scores import scores_table
from sizewise.analysis.tables.signal import signal_table
from sizewise.analysis.tables.sparse import sparse_tables
from sizewise.analysis.tables.surface_fits import scaling_table
from sizewise.study.artifacts import sha256_of, write_json
from sizewise.study.claims import Claim, read_register
from sizewise.study.jobs import ANALYSED
from sizewise.study.runs import LADDER
from sizewise.study.sparse import any_size
from sizewise.study.tables import write_table
from sizewise.study.verdicts import VERDICTS
from sizewise.study.work import Work


def _say(text: str) -> None:
    print(f"analyze: {text}", file=sys.stderr, flush=True)


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


def of_all_arms(table: Callable[[Inputs], pd.DataFrame], inputs: Inputs) -> pd.DataFrame:
    """A per-run table of every arm that reads tokens, the ladder first, one below the other."""
    others = [one for name, one in inputs.others.items() if name not in inputs.study.rewarded]
    # An arm without natural text has no loss on any.
    arms = [one for one in others if table is not loss_table or one.has_text]
    frames = [table(one) for one in (inputs, *arms)]
    return pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]


def build_tables(
    inputs: Inputs, results: Path, data: Path | None, matched: Claim, jump: float
) -> dict[str, pd.DataFrame]:
    """Every table by name, in the order in which they are made: those of the ladder.

    Per-run tables hold all arms. `matched` is the claim of matched loss, A16, `jump` the
    least step of a loss between two sizes.
    """
    emotion, emotion_slopes = emotion_tables(inputs)
    diffuse, exponents = diffuse_tables(inputs)
    return {
        "sizes": sizes_table(inputs),
        "speed": speed_table(inputs),
        "curves": of_all_arms(curves_table, inputs),
        "loss": of_all_arms(loss_table, inputs),
        "emotion": emotion,
        "emotion_slopes": emotion_slopes,
        "scores": scores_table(inputs),
        "signal": signal_table(inputs),
        "outcomes": outcomes_table(inputs),
        "extraction": extraction_table(inputs),
        "constraints": constraints_table(inputs),
        "diffuse": diffuse,
        "diffuse_exponents": exponents,
        **projection_tables(inputs, data),
        "runs": of_all_arms(runs_table, inputs),
        "heads": heads_table(inputs),
        "repeats": repeats_table(inputs),
        "overlap": overlap_table(inputs),
        "fits": fits_table(inputs),
        "scaling": scaling_table(inputs),
        "robustness": robustness_table(inputs),
        "matched": matched_table(inputs, matched),
        "matched_points": matched_points_table(inputs),
        **sparse_tables(inputs),
        "emergence": emergence_table(inputs, audit(inputs), jump),
        "rivals": rivals_table(inputs, audit(inputs)),
        "powers": powers_table(inputs),
        "capacity": capacity_table(inputs),
        "reward_scores": reward_scores_table(inputs),
        "reward_slopes": reward_slopes_table(inputs),
        "reward_updates": reward_updates_table(inputs),
        "reward_lost": reward_lost_table(inputs),
        "examples": examples_table(
            results / "world" / inputs.study.streams[LADDER] / "items",
            {run: results / "evaluation" / run.folder / "items.parquet" for run in inputs.runs},
        ),
    }


def write_entries(folder: Path, entries: list[dict[str, Any]]) -> list[Path]:
    """Write one file a claim, <id>.json, so that a page depends on the claims that it shows."""
    files = [folder / f"{entry['id']}.json" for entry in entries]
    for path, entry in zip(files, entries, strict=True):
        write_json(path, entry)
    for path in {*folder.glob("*.json")} - {*files}:
        path.unlink()
    return files


def _files(data: Path | None, verdicts: Iterable[Path]) -> dict[str, str]:
    """sha256 of the published facts and of the other arms' verdicts, by name."""
    facts = [] if data is None else [data / name for name in FACTS]
    read = {f"data/{path.name}": path for path in facts if path.is_file()}
    read |= {f"verdicts/{i}/{path.name}": path for i, path in enumerate(verdicts)}
    return {name: sha256_of(path) for name, path in read.items() if path.is_file()}


def analyze(
    study: Settings,
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
    claims, verdicts = read_register(register).of_arms(ANALYSED), list(verdicts)
    work = Work.begin(
        "analyze",
        of={
            "claims": claims.sha256,
            "sizes": [any_size(name).model_dump(mode="json") for name in study.sizes],
        },
        config=study.config,
        inputs=contents_read(study, results) | _files(data, verdicts),
        output=output,
    )
    if work.kept:
        # What a register was first used by these results is no part of them.
        remember_register(output, claims)
        return
    other = read_verdicts(verdicts, claims)
    inputs = read_inputs(study, results)
    _say(f"{len(inputs.runs)} runs, families {', '.join(inputs.panels) or 'none'}")
    for gap in inputs.gaps:
        _say(f"missing: {gap.message}")
    output.mkdir(parents=True, exist_ok=True)
    remember_register(output, claims)
    tables = build_tables(
        inputs,
        results,
        data,
        claim_with_rule(claims, "A16"),
        claim_with_rule(claims, "A8").smallest_effect,
    )
    _say(f"tables after {time.perf_counter() - started:.1f} s")
    entries = claim_entries(claims, inputs, other)
    tables["stability"] = stability_table(claims, inputs, other, entries)
    files = [write_table(output / f"{name}.parquet", table) for name, table in tables.items()]
    files += write_entries(output / "claims", entries)
    write_json(output / "claims.json", {
        "study": study.name, "register_sha256": claims.sha256,
        "confidence": study.analysis.confidence,
        "bootstrap_samples": study.analysis.bootstrap_samples,
        "missing": [gap.message.to_json() for gap in inputs.gaps], "claims": entries,
    })  # fmt: skip
    write_json(output / "metrics.json", flat_metrics(tables["sizes"], entries))
    work.end(
        [*files, output / "claims.json", output / "metrics.json"],
        {
            "seconds": round(time.perf_counter() - started, 1),
            "rows": {name: len(table) for name, table in tables.items()},
        },
    )
    counted = {v: sum(e["verdict"] == v for e in entries) for v in VERDICTS}
    _say(", ".join(f"{n} {v}" for v, n in counted.items()) + f"; {output}")
