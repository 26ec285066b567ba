"""`sizewise bench --device cuda`: training on one GPU, beside a plain loop and published figures.

Everything it measures is kept as JSON. A section of a page is made of that JSON and of the table of
published figures alone: nothing in it is typed by hand.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sizewise.bench.page import put_section
from sizewise.load import load_study
from sizewise.study.artifacts import write_json
from sizewise.study.errors import StudyError
from sizewise.study.ladder import size_named

PUBLISHED = Path("data/training_utilisation.csv")
AIM = 0.45
"""Share of the datasheet's peak that training is meant to reach."""
_HEADING = "## Training on one GPU"
# Dense bf16 FLOP/s of NVIDIA's data sheets (H100 SXM, H200 SXM), by what the driver calls the GPU.
DATASHEET = {"NVIDIA H100 80GB HBM3": 989e12, "NVIDIA H200": 989e12}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is measured."""

    device: str
    study: Path
    """Study file whose recipe is timed."""
    sizes: list[str]
    steps: int
    """Training steps a contender and size."""
    threads: int
    profiles: Path | None
    """Folder for profiles of the contenders, None for none."""
    page: Path | None
    """Markdown page whose section on this device is written, None for none."""


def bench_device(asked: Asked, output: Path) -> None:
    """Measure, keep the record in `output`, write the section of the page that is asked for.

    Raises StudyError where the device is unknown or no GPU can be used.
    """
    if asked.device not in ("cuda", "cpu"):
        raise StudyError(f"--device {asked.device}: no such device; cuda or cpu")
    study = load_study([Path("config.yaml"), asked.study])
    for size in asked.sizes:
        size_named(size)
    gpu = _gpu() if asked.device == "cuda" else None
    if asked.device == "cuda" and gpu is None:
        raise StudyError(
            f"--device cuda: no usable GPU here, nothing was measured; on one it would time "
            f"{asked.steps} steps of {' and '.join(asked.sizes)} as {asked.study} trains them "
            f"({study.stream.batch_tokens:,} tokens a step, {study.training.precision}) against a "
            "plain compiled loop and the matmul peak"
        )
    record = {"machine": _machine(asked.device, gpu), "study": study.name, "rows": []}
    output.parent.mkdir(parents=True, exist_ok=True)
    for size in asked.sizes:
        record["rows"] += _rows(size, asked, study, gpu)
        # After each size: minutes on a GPU are dear, and one that fails takes nothing along.
        write_json(output, record)
        if asked.page is not None:
            write_section(asked.page, record)
    print(f"kept in {output}")


def _gpu() -> str | None:
    """What the driver calls the first GPU; None where torch can use none."""
    import torch

    return torch.cuda.get_device_name(0) if torch.cuda.is_available() else None


def _machine(device: str, gpu: str | None) -> dict[str, Any]:
    import torch

    return {"device": device, "gpu": gpu, "torch": torch.__version__}


def _rows(size: str, asked: Asked, study: Any, gpu: str | None) -> list[dict[str, Any]]:
    from sizewise.training.bench import ON_GPU, measure
    from sizewise.training.contenders import Shape

    rows = measure(
        size,
        study.training,
        Shape.of(study.stream),
        steps=asked.steps,
        threads=asked.threads,
        contenders=ON_GPU,
        device=asked.device,
        profiles=asked.profiles,
    )
    for row in rows:
        row["size"] = size
        if gpu in DATASHEET:
            row["share_of_datasheet"] = row["flops_per_second"] / DATASHEET[gpu]
        print(_line(row), flush=True)
    return rows


def _line(row: dict[str, Any]) -> str:
    low, high = row["spread"]
    if "tokens_per_second" not in row:
        return f"matmul peak {row['flops_per_second'] / 1e12:.4g} TFLOP/s"
    sheet = row.get("share_of_datasheet")
    beside = f", {sheet:.1%} of the datasheet's" if sheet else ""
    return (
        f"{row['size']} {row['what']}: {row['tokens_per_second']:,.0f} tokens/s "
        f"[{low:,.0f}, {high:,.0f}], {row['share_of_peak']:.1%} of the matmul peak{beside}"
    )


def write_section(page: Path, record: dict[str, Any]) -> None:
    """Put the record's section into the Markdown file `page`, in place of the one that it has."""
    put_section(page, _HEADING, as_section(record, _published()))


def _published() -> list[dict[str, str]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_section(record: dict[str, Any], published: list[dict[str, str]]) -> str:
    """Markdown of a record, with what others published below it."""
    machine, trained = record["machine"], [r for r in record["rows"] if "tokens_per_second" in r]
    where = f"one {machine['gpu']} GPU" if machine["gpu"] else "the processor"
    lines = [
        f"Measured on {where} with torch {machine['torch']}: the recipe of the study "
        f"{record['study']}, contenders in turns, the median of the rounds with the lowest and the "
        "highest. Shares count 6 N + 12 L d T FLOPs a token.",
        "",
        "| size | | tokens/s | sizewise is faster by | of the measured matmul peak "
        "| of the datasheet's | memory, GB |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in trained:
        low, high = row["spread"]
        sheet = row.get("share_of_datasheet")
        lines.append(
            f"| {row['size']} | {row['what']} | {row['tokens_per_second']:,.0f} "
            f"[{low:,.0f}, {high:,.0f}] | {row['ratio']:.2f}× | {row['share_of_peak']:.1%} | "
            f"{'' if sheet is None else f'{sheet:.1%}'} | {row['memory_bytes'] / 1e9:.1f} |"
        )
    lines += ["", "| matmul peak, measured beside | TFLOP/s | of the datasheet's |",
              "| --- | --- | --- |"]  # fmt: skip
    for row in record["rows"]:
        if row not in trained:
            low, high = (rate / 1e12 for rate in row["spread"])
            sheet = row.get("share_of_datasheet")
            lines.append(
                f"| {row['size']} | {row['flops_per_second'] / 1e12:,.4g} [{low:,.4g}, "
                f"{high:,.4g}] | {'' if sheet is None else f'{sheet:.1%}'} |"
            )
    lines += ["", "| published, of the datasheet's peak | GPUs of one machine | tokens a sequence "
              "| share | source |", "| --- | --- | --- | --- | --- |"]  # fmt: skip
    for row in published:
        lines.append(
            f"| {row['model']} | {row['gpus']} {row['gpu']} | {row['sequence_length']} | "
            f"{float(row['utilisation']):.1%} | {row['source']} |"
        )
    ours = [row for row in trained if row["what"] == "sizewise" and "share_of_datasheet" in row]
    if ours:
        met = [row["size"] for row in ours if row["share_of_datasheet"] >= AIM]
        missed = [row["size"] for row in ours if row["share_of_datasheet"] < AIM]
        said = [f"reached at {', '.join(met)}"] * bool(met)
        said += [f"missed at {', '.join(missed)}"] * bool(missed)
        lines += ["", f"Of the aim of {AIM:.0%} of the datasheet's peak: {'; '.join(said)}."]
    return "\n".join(lines) + "\n"
