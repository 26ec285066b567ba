"""The job `analyze`: reads results, writes tables, claims.json and metrics.json."""

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sizewise.analysis.emotion import emotion_tables
from sizewise.analysis.examples import examples_table
from sizewise.analysis.floor_fits import fits_table
from sizewise.analysis.inputs import Inputs, read_inputs
from sizewise.analysis.levels import curves_table, loss_table, sizes_table
from sizewise.analysis.matched_tables import matched_points_table, matched_table
from sizewise.analysis.measures import discover
from sizewise.analysis.noise import noises
from sizewise.analysis.outcomes import outcomes_table
from sizewise.analysis.runs import runs_table
from sizewise.analysis.scores import score_tables
from sizewise.analysis.signal import signal_table
from sizewise.analysis.significance import detectable_effect, holm, interval_p
from sizewise.analysis.verdicts import (
    VERDICTS,
    NotMeasurable,
    judge,
    not_measured,
    number,
    read_rule,
)
from sizewise.study.artifacts import (
    read_json,
    sha256_of,
    whole_file,
    write_json,
    write_manifest,
)
from sizewise.study.claims import Claim, Register, read_register
from sizewise.study.config import Study
from sizewise.study.errors import StudyError


def _say(text: str) -> None:
    print(f"analyze: {text}", file=sys.stderr, flush=True)


def _write_table(path: Path, frame: pd.DataFrame) -> Path:
    with whole_file(path) as part:
        frame.to_parquet(part, index=False)
    return path


def read_verdicts(paths: Iterable[Path], register: Register) -> dict[str, dict[str, Any]]:
    """Entries of other arms' claims.json, by id. Raises StudyError for one that does not fit."""
    known = {claim.id for claim in register.claims}
    merged: dict[str, dict[str, Any]] = {}
    for path in paths:
        content = read_json(path)
        entries = content.get("claims") if isinstance(content, dict) else content
        if not isinstance(entries, list):
            raise StudyError(f"{path}: holds no list of claims; run the job that makes it again")
        for entry in entries:
            name, verdict = entry.get("id"), entry.get("verdict")
            if name not in known or verdict not in VERDICTS:
                raise StudyError(
                    f"{path}: claim {name!r} with verdict {verdict!r} is not in the register or "
                    f"not one of {', '.join(VERDICTS)}; run the job that makes it again"
                )
            if name in merged and merged[name] != entry:
                raise StudyError(f"{path}: claim {name} has two verdicts; hand over one file")
            merged[name] = entry
    return merged


def smallest_effect(register: Register, claim: str) -> float:
    """The least effect of a claim that matters. Raises StudyError where the register lacks it."""
    found = {c.id: c.smallest_effect for c in register.claims}
    if found.get(claim) is None:
        raise StudyError(f"claims.yaml: {claim}.smallest_effect is missing; tables need it")
    return found[claim]


def claim_entries(
    register: Register, inputs: Inputs, other: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    """One entry a claim, in the order of the register, corrected by Holm over those tested."""
    measures = discover()
    entries = []
    for claim in register.claims:
        if claim.id in other:
            entries.append(_tested(claim, other[claim.id], inputs))
        elif claim.test is None:
            entries.append(not_measured(claim, inputs, "context: no verdict is due"))
        elif claim.id not in measures:
            entries.append(not_measured(claim, inputs, "no measure yet"))
        else:
            try:
                entries.append(judge(claim, measures[claim.id](inputs), inputs))
            except NotMeasurable as why:
                gaps = [gap.text for gap in inputs.gaps]
                more = f". Missing: {'; '.join(gaps[:4])}" if gaps else ""
                entries.append(not_measured(claim, inputs, f"{why}{more}."))
    effects = {
        entry["id"]: entry["effect"]
        for entry in entries
        if entry["id"] in measures and entry["id"] not in other and entry["effect"] is not None
    }
    for claim, (seeds, checkpoints) in noises(inputs, measures, effects).items():
        entry = next(entry for entry in entries if entry["id"] == claim)
        entry |= {"noise_seeds": number(seeds), "noise_checkpoints": number(checkpoints)}
    return holm(entries, inputs.study.analysis.confidence)


def _tested(claim: Claim, entry: dict[str, Any], inputs: Inputs) -> dict[str, Any]:
    """Another arm's entry with the p-value and the detectable effect that its interval implies."""
    ends = [entry.get(key) for key in ("effect", "low", "high")]
    if None in ends or claim.test is None or entry.get("p_value") is not None:
        return entry
    supported, contradicted = (
        read_rule(claim, key).place for key in ("supported", "contradicted")
    )  # fmt: skip
    confidence = inputs.study.analysis.confidence
    return entry | {
        "p_value": number(interval_p(*ends, confidence, supported, contradicted)),
        "detectable_effect": number(detectable_effect(*ends[1:], confidence, supported)),
    }


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
    study: Study, *, results: Path, register: Path, verdicts: Iterable[Path], output: Path
) -> None:
    """Write the tables of docs/architecture.md, claims.json and metrics.json into `output`.

    What is missing is named in the rows of the claims that need it; the rest is written. Raises
    StudyError for damaged inputs, a bad register, or results without a single evaluation.
    """
    started = time.perf_counter()
    claims, verdicts = read_register(register), list(verdicts)
    other = read_verdicts(verdicts, claims)
    inputs = read_inputs(study, results)
    _say(f"{len(inputs.runs)} runs, families {', '.join(inputs.panels) or 'none'}")
    for gap in inputs.gaps:
        _say(f"missing: {gap.text}")
    output.mkdir(parents=True, exist_ok=True)
    scores, by_seed = score_tables(inputs)
    sizes = sizes_table(inputs)
    emotion, emotion_slopes = emotion_tables(inputs)
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
        "runs": runs_table(inputs),
        "fits": fits_table(inputs),
        "matched": matched_table(inputs, smallest_effect(claims, "A16")),
        "matched_points": matched_points_table(inputs),
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
        "missing": [gap.text for gap in inputs.gaps], "claims": entries,
    })  # fmt: skip
    write_json(output / "metrics.json", flat_metrics(sizes, entries))
    read = {"claims.yaml": claims.sha256} | inputs.hashes
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
