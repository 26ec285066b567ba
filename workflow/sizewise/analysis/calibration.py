"""`sizewise calibrate`: how often calls, fits and intervals are right, as a file and as a page."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sizewise.analysis import simulation
from sizewise.analysis.coverage import LEAST, MOST, coverage_rows
from sizewise.analysis.methods.matched import CALLS
from sizewise.study.artifacts import write_json


def calibrate(*, seed: int, repeats: int, output: Path, page: Path | None = None) -> None:
    """Write `output`, a JSON: calls of the matched-loss test, recovery of L(N, D), coverage.

    `repeats` ladders of each kind; `page` is the same in Markdown.
    """
    found = simulation.recovery_summary(simulation.recovery(seed=seed, repeats=repeats))
    told = {
        "seed": seed, "repeats": repeats,
        "sizes": dict(zip(simulation.SIZES, simulation.SEEDS, strict=True)),
        "checkpoints": len(simulation.TOKENS),
        "coverage": list(coverage_rows(trials=repeats)),
        "calls": simulation.call_rates(seed=seed, repeats=repeats).to_dict("records"),
        "recovery": found.to_dict("records"),
    }  # fmt: skip
    write_json(output, told)
    if page is not None:
        page.write_text(markdown(told), encoding="utf-8")


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    heads = list(heads)
    return [
        f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}",
        *(f"| {' | '.join(row)} |" for row in rows), "",
    ]  # fmt: skip


def _covered(row: Mapping[str, Any]) -> list[str]:
    share = f"{row['covered']:.3f} [{row['low']:.3f}, {row['high']:.3f}]"
    # Told apart from what was asked for by more than the simulation's own error.
    off = row["high"] < LEAST or row["low"] > MOST
    return [row["what"], row["case"], f"{row['truth']:.3g}", f"{row['half_width']:.2g}",
            f"**{share}**" if off else share]  # fmt: skip


def markdown(told: Mapping[str, Any]) -> str:
    """The page of what `calibrate` found."""
    seeds = ", ".join(f"{size} by {n}" for size, n in told["sizes"].items())
    outside = [row for row in told["coverage"] if not LEAST <= row["covered"] <= MOST]
    lines = [
        "# How often intervals, calls and fits are right",
        "",
        f"Made by `sizewise calibrate --seed {told['seed']} --repeats {told['repeats']}`; not "
        f"written by hand. {told['repeats']} simulated ladders a row, of the wide design's "
        f"sizes and seeds ({seeds}) but where a row says otherwise, whose truth is known.",
        "",
        "## Coverage",
        "",
        "Shares of the ladders whose interval of nominal 95 % holds the truth, with the "
        f"simulation's own interval (Wilson's); {LEAST:.2f} to {MOST:.2f} is asked for. "
        f"{len(outside)} of {len(told['coverage'])} rows lie outside of that; bold are those that "
        "the simulation's own error does not explain. The truth of a row whose seeds form an "
        "ability or not is that of very many such seeds.",
        "",
        *_table(
            ["what", "ladder", "truth a decade", "half width", "covered"],
            map(_covered, told["coverage"]),
        ),
        "## Calls of the matched-loss test",
        "",
        f"Loss is given without error, {told['checkpoints']} checkpoints, one family of 150 items; "
        "shares of the ladders.",
        "",
        *_table(
            ["ability", "right call", *CALLS],
            ([row["world"], row["expected"], *(f"{row[name]:.3f}" for name in CALLS)]
             for row in told["calls"]),
        ),
        "## Recovery of L(N, D)",
        "",
        "Three seeds a size. Bias and spread are shares of the truth.",
        "",
        *_table(
            ["parameter", "truth", "bias", "spread", "covered"],
            ([row["parameter"], f"{row['truth']:.3g}", f"{row['bias']:.4f}", f"{row['spread']:.3f}",
              f"{row['coverage']:.3f}"] for row in told["recovery"]),
        ),
    ]  # fmt: skip
    return "\n".join(lines)
