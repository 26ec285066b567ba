"""What `sizewise bench` measured, as a section of a Markdown page, beside what was aimed at.

Made of the record and of the table of aims alone: nothing in it is typed by hand.
"""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sizewise.study.errors import StudyError

AIMS = Path("data/speed_aims.csv")
HEADING = "## Side by side on one machine"
_COLUMNS = ["what", "compared_with", "unit", "at_least", "at_most"]
Key = tuple[str, str, str]


def read_aims(path: Path = AIMS) -> dict[Key, tuple[float | None, float | None]]:
    """Least and largest value aimed at, by (what, compared_with, unit) of a row of the benchmark.

    Raises StudyError for a missing table, or a row without a limit.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        raise StudyError(f"{path}: missing; restore it") from None
    aims = {}
    for row in rows:
        limits = [float(row[name]) if row.get(name) else None for name in _COLUMNS[3:]]
        if list(row) != _COLUMNS or limits == [None, None]:
            raise StudyError(
                f"{path}, {row.get('what')}: needs {', '.join(_COLUMNS)}, of the last two one at "
                "least; correct it"
            )
        aims[row["what"], row["compared_with"], row["unit"]] = (limits[0], limits[1])
    return aims


def met(value: float, aim: tuple[float | None, float | None]) -> bool:
    """Whether `value` lies within an aim, whose ends belong to it."""
    least, most = aim
    return (least is None or value >= least) and (most is None or value <= most)


def as_section(
    record: Mapping[str, Any], aims: Mapping[Key, tuple[float | None, float | None]]
) -> str:
    """Markdown of a record: every row, its aim where there is one, and what was missed.

    Misses of one profile stand together, with where the time goes.
    """
    machine = record["machine"]
    lines = [
        f"Measured by `make bench` on {machine['processor']}, {machine['cores']} cores, Python "
        f"{machine['python']}; on average {machine['load']:.1f} processes ran or waited when it "
        "began. Contenders take turns; values are medians, with the lowest and the highest where "
        "rounds were timed.",
        "",
        "| | | against | aim | |",
        "| --- | ---: | --- | --- | --- |",
    ]
    missed: dict[str | None, list[str]] = {}
    seen = set()
    for row in record["rows"]:
        key = (row["what"], row.get("compared_with") or "", row["unit"])
        seen.add(key)
        value, unit = row["value"], f" {row['unit']}".rstrip()
        spread = f" [{row['low']:.4g}, {row['high']:.4g}]" if "low" in row else ""
        aim, verdict = "", ""
        if key in aims:
            aim = _aim(aims[key])
            verdict = "met" if met(value, aims[key]) else "missed"
            if verdict == "missed":
                against = f" against {key[1]}" if key[1] else ""
                said = f"{row['what']}{against} ({value:.3g}{unit}, aim {aim})"
                missed.setdefault(row.get("profile"), []).append(said)
        lines.append(
            f"| {row['what']} | {value:.4g}{unit}{spread} | {key[1]} | {aim} | {verdict} |"
        )
    if missed:
        lines += ["", "Missed, with where the time goes:", ""]
        for profile, misses in missed.items():
            lines += [f"- {'; '.join(misses)}"]
            if profile is not None:
                lines += [f"  - {profile}: {_parts(record['profiles'].get(profile))}"]
    unmeasured = [f"- {what}{other and f', against {other}'}" for what, other, unit in aims
                  if (what, other, unit) not in seen]  # fmt: skip
    if unmeasured:
        lines += ["", "Aimed at and not measured:", "", *unmeasured]
    return "\n".join(lines) + "\n"


def _parts(parts: list[tuple[str, float]] | None) -> str:
    """Where the time goes, in one line; parts below half a percent are left out."""
    if not parts:
        return "not profiled (py-spy is missing, or may not look here)"
    return "; ".join(f"{share:.0%} {what}" for what, share in parts if share >= 0.005)


def _aim(aim: tuple[float | None, float | None]) -> str:
    least, most = aim
    return ", ".join(
        f"{sign} {limit:g}" for sign, limit in (("≥", least), ("≤", most)) if limit is not None
    )


def put_section(page: Path, heading: str, text: str) -> None:
    """Put a section into the Markdown file `page`, in place of the one of that heading."""
    old = page.read_text(encoding="utf-8") if page.is_file() else "# Performance\n"
    if f"{heading}\n" not in old:
        old = old.rstrip("\n") + f"\n\n{heading}\n"
    before, _, after = old.partition(f"{heading}\n")
    _, mark, rest = after.partition("\n## ")
    page.write_text(f"{before}{heading}\n\n{text}{mark and f'{mark}{rest}'}", encoding="utf-8")
