"""All tables and verdicts of the room in one go, from the tables of facts."""

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from sizewise.observation import (
    advantage,
    checks,
    contrast,
    essay,
    families,
    multiverse,
    parameters,
    power,
    variance,
    verdicts,
)
from sizewise.observation.table import MODELS, SCORES, SOURCES, PublicTable, read_public
from sizewise.study.artifacts import sha256_of, write_json
from sizewise.study.claims import read_register
from sizewise.study.sections import compact, decisive
from sizewise.study.statistics import Analysis
from sizewise.study.tables import write_table
from sizewise.study.work import Work

PREFIX = "public_"
"""Begins every table's name: chapters read them beside the analysis' tables."""
DIGITS = 6
"""Decimals that are kept: more than any interval here can mean, fewer than the order of a sum
on another machine could change."""


def points(table: PublicTable) -> pd.DataFrame:
    """public_points.parquet: the models of the primary contrast, for the scatter."""
    sample = contrast.primary_sample(table)
    models = table.models.loc[sample.names]
    return pd.DataFrame(
        {
            "model_id": sample.names, "vendor": sample.vendor, "type": sample.type,
            "release": models.release.to_numpy(), "total_params_b": 10 ** (sample.log_total - 9),
            "active_params_b": models.active_params_b.to_numpy(),
            "feeling": sample.feeling, "reason": sample.reason, "advantage": sample.advantage,
        }
    )  # fmt: skip


def coverage(table: PublicTable) -> pd.DataFrame:
    """public_coverage.parquet: what every source gave, its date, licence, how read."""
    counts = table.scores.groupby("source").agg(
        scores=("score", "size"), models=("model_id", "nunique")
    )
    return table.sources.merge(counts.reset_index(), on="source", how="left")


def build_tables(table: PublicTable, analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Every table of the room by name."""
    steps = {
        "points": lambda: points(table),
        "coverage": lambda: coverage(table),
        "contrast": lambda: contrast.contrasts(table, analysis),
        "power": lambda: power.power(table, analysis),
        "specifications": lambda: multiverse.specification_curve(table, analysis),
        "null": lambda: multiverse.curve_null(table, analysis),
        "advantage": lambda: advantage.advantages(table, analysis),
        "variance": lambda: variance.variance_shares(table, analysis),
        "vendors": lambda: variance.vendor_spread(table),
        "series": lambda: families.series_slopes(table, analysis),
        "same_size": lambda: families.same_size_over_time(table, analysis),
        "parameters": lambda: parameters.total_and_active(table, analysis),
        "essay": lambda: essay.essay_table(table),
        "steps": lambda: essay.essay_steps(table),
        "witness": lambda: essay.witness(table),
        "boards": lambda: checks.board_correlations(table, analysis),
        "judges": lambda: checks.judge_effects(table, analysis),
    }
    tables = {}
    for name, step in steps.items():
        started = time.perf_counter()
        frame = step().reset_index(drop=True)
        floats = frame.select_dtypes(np.floating).columns
        tables[name] = frame.assign(**{column: frame[column].round(DIGITS) for column in floats})
        print(f"{name}: {len(frame)} rows, {time.perf_counter() - started:.1f} s", file=sys.stderr)
    return tables


def build(analysis: Analysis, data: Path, claims: Path, output: Path) -> None:
    """Write `output`/public_*.parquet, claims.json and manifest.json. StudyError on bad tables."""
    register = read_register(claims)
    names = (MODELS, SCORES, SOURCES)
    work = Work.begin(
        "observe",
        of={"claims": register.of_arms(["observational"]).sha256},
        config=compact({"analysis": decisive(analysis)}),
        inputs={name: sha256_of(data / name) for name in names if (data / name).is_file()},
        output=output,
    )
    if work.kept:
        return
    table = read_public(data)
    tables = build_tables(table, analysis)
    entries = verdicts.verdicts(register, tables)
    output.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        write_table(output / f"{PREFIX}{name}.parquet", frame)
    write_json(output / "claims.json", entries)
    for entry in entries:
        ends = f"[{entry['low']:g}, {entry['high']:g}]"
        print(f"{entry['id']} {entry['verdict']}: {entry['effect']:g} {ends}", file=sys.stderr)
    files = [output / f"{PREFIX}{name}.parquet" for name in tables] + [output / "claims.json"]
    work.end(files, {"models": len(table.models), "scores": len(table.scores)})
