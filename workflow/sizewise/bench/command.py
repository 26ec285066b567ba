"""`sizewise bench` (`make bench`): one table of what was measured, kept as JSON and as a page.

Each room measures itself against what users would otherwise run; the parts run one after the
other. With `--device` it measures training alone, on that device, and beside what others published.
"""

import sys
from pathlib import Path
from typing import Annotated, Any

from typer import Option

from sizewise.bench.parts import PARTS, WHOLE, Settings
from sizewise.study.artifacts import read_json, write_json
from sizewise.study.errors import StudyError


def bench(
    study: Annotated[str, Option(help="study that is made, or was made for --only")] = "quick",
    sizes: Annotated[
        str | None,
        Option(help="rungs that are timed against others, with commas; 83k,792k if not given"),
    ] = None,
    alone: Annotated[
        str, Option(help="rungs that are held against the matmul peak alone, with commas")
    ] = "4.8M",
    steps: Annotated[
        int | None, Option(help="training steps a contender; 100, with --device 16, if not given")
    ] = None,
    threads: Annotated[int, Option(help="threads of each contender")] = 1,
    only: Annotated[
        list[str] | None,
        Option(help=f"part to measure, one of {', '.join(PARTS)}; all, in a clone, if none"),
    ] = None,
    output: Annotated[Path, Option(help="JSON file that is written")] = Path("bench/results.json"),
    device: Annotated[
        str | None,
        Option(help="cuda: training alone, on one GPU, of 85M and 152M; cpu: the same way here"),
    ] = None,
    device_study: Annotated[
        Path, Option(help="study file whose recipe is timed with --device")
    ] = Path("studies/h100.yaml"),
    profiles: Annotated[
        Path | None, Option(help="folder for profiles of what is timed with --device")
    ] = None,
    page: Annotated[
        Path | None, Option(help="Markdown page whose section on what was measured is written")
    ] = None,
) -> None:
    """Measure speed side by side."""
    if device is not None:
        from sizewise.bench.device import Asked, bench_device

        asked = Asked(
            device=device,
            study=device_study,
            sizes=(sizes or "85M,152M").split(","),
            steps=steps or 16,
            threads=threads,
            profiles=profiles,
            page=page,
        )
        bench_device(asked, output)
        return
    settings = Settings(
        study=study,
        sizes=(sizes or "83k,792k").split(","),
        alone=alone.split(",") if alone else [],
        steps=steps or 100,
        threads=threads,
    )
    for part in only or []:
        if part not in PARTS:
            raise StudyError(f"--only {part}: no such part; parts: {', '.join(PARTS)}")
    record = _begun(output, only)
    rows: list[dict[str, Any]] = record["rows"]
    output.parent.mkdir(parents=True, exist_ok=True)
    for part in only or WHOLE:
        for row in PARTS[part](settings):
            if "parts" in row:
                record["profiles"][row["profile"]] = row["parts"]
                continue
            rows.append({"part": part} | row)
            spread = f"  [{row['low']:.4g}, {row['high']:.4g}]" if "low" in row else ""
            against = f"  against {row['compared_with']}" if row.get("compared_with") else ""
            print(f"{row['what']:<70} {row['value']:>12.4g} {row['unit']}{spread}{against}")
            sys.stdout.flush()
        rows.sort(key=lambda row: list(PARTS).index(row["part"]))
        # After each part, so that one that fails takes nothing along.
        write_json(output, record)
    print(f"kept in {output}")
    if page is not None:
        from sizewise.bench.page import HEADING, as_section, put_section, read_aims

        put_section(page, HEADING, as_section(record, read_aims()))


def _begun(output: Path, only: list[str] | None) -> dict[str, Any]:
    """A new record; where some parts are measured again, with what `output` has of the others.

    Of this machine and this Python alone: numbers of two machines do not stand in one table.
    """
    machine = _machine()
    record: dict[str, Any] = {"machine": machine, "rows": [], "profiles": {}}
    if only and output.is_file():
        old = read_json(output)
        if all(old["machine"][key] == machine[key] for key in ("processor", "cores", "python")):
            machine["load"] = max(machine["load"], old["machine"]["load"])
            record["rows"] = [row for row in old["rows"] if row["part"] not in only]
            record["profiles"] = old["profiles"]
    return record


def _machine() -> dict[str, Any]:
    """What the numbers were measured on."""
    import os
    import platform

    model = platform.processor()
    if Path("/proc/cpuinfo").is_file():
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), model)
    return {
        "processor": model, "cores": os.cpu_count(), "python": platform.python_version(),
        "load": os.getloadavg()[0],
    }  # fmt: skip
