"""Snakemake's memory of a study, carried beside its artifacts.

Snakemake decides what to rerun from modification times and from `.snakemake/metadata`, where it
keeps each output's parameters, code and inputs. Neither survives `git clone` and `dvc pull`: in
such a clone an edited seed would rerun nothing, silently, and new modification times would rerun
things for no reason. `record` writes both into `results/<study>/provenance.json`, which DVC
carries; `restore` puts them back. Files that no job makes (tables of data, notebooks, task files)
get their old time back only if their content is the recorded one: a changed file stays newer than
what was made from it, and reruns exactly that. Code, configuration and versions of packages are in
the identity of each job, a parameter of its rule (`sizewise.flow`), and so in Snakemake's memory.

`restore` also gives the store what was pulled, so that a job whose inputs turn out the same finds
its result there, as on the machine that made it.
"""

import base64
import binascii
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sizewise.study.artifacts import read_json, sha256_of, write_json
from sizewise.study.errors import StudyError
from sizewise.study.store import Store, store_of

METADATA = Path(".snakemake/metadata")
# Snakemake puts this into every output that is a folder and reads the folder's time from it.
TIMESTAMP = ".snakemake_timestamp"


def provenance_file(study: str) -> Path:
    """Where a study's provenance lies."""
    return Path("results", study, "provenance.json")


class Finished(NamedTuple):
    """What Snakemake notes of one output: its job's rule, and when the job began and ended."""

    output: str
    rule: str
    start: float
    """Seconds since 1970, as is `end`."""
    end: float


def finished(study: str) -> list[Finished]:
    """Of every output of the finished study `study`. Raises StudyError where none is known."""
    known = read_json(provenance_file(study))["metadata"]
    return [
        Finished(_subject(Path(name)), entry["rule"], entry["starttime"], entry["endtime"])
        for name, entry in known.items()
    ]


def _subject(name: Path) -> str:
    """The output that a file in METADATA speaks of: its name is the output's path in base64."""
    parts = [part.removeprefix("@") for part in name.parts]
    try:
        return base64.urlsafe_b64decode("".join(parts)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _time(path: Path) -> int:
    stamp = path / TIMESTAMP
    return (stamp if stamp.is_file() else path).stat().st_mtime_ns


def record(study: str) -> Path:
    """Write what Snakemake knows of the finished outputs of `study`; return the file.

    Of outputs that a release had left out, such as weights, what it said of them stays.
    """
    prefixes = (f"results/{study}/", f"reports/{study}/")
    target = provenance_file(study)
    left_out = read_json(target)["outputs"] if target.is_file() else {}
    metadata, outputs, inputs = {}, {}, set()
    for file in sorted(METADATA.rglob("*")):
        subject = _subject(file.relative_to(METADATA)) if file.is_file() else ""
        if not subject.startswith(prefixes):
            continue
        time = _time(Path(subject)) if Path(subject).exists() else left_out.get(subject)
        if time is None:
            continue
        entry = read_json(file)
        metadata[str(file.relative_to(METADATA))] = entry
        outputs[subject] = time
        inputs.update(entry.get("input") or [])
    sources = {
        name: {"sha256": sha256_of(Path(name)), "time": _time(Path(name))}
        for name in sorted(inputs - outputs.keys())
        if Path(name).is_file()
    }
    write_json(target, {
        "metadata": metadata, "outputs": outputs, "sources": sources,
        "loose": {page: sha256_of(Path(page)) for page in loose_pages(study, outputs)},
    })  # fmt: skip
    return target


def loose_pages(study: str, outputs: Iterable[str]) -> list[str]:
    """Those of `outputs` that are pages of `study` and in no manifest: Snakemake's own report."""
    named = {str(root / name) for path, root in manifests(study)
             for name in read_json(path).get("files", ())}  # fmt: skip
    pages = f"reports/{study}/"
    return sorted(
        name for name in outputs
        if name.startswith(pages) and Path(name).is_file() and name not in named
    )  # fmt: skip


def _set_time(path: Path, time: int) -> None:
    for file in (path / TIMESTAMP, path):
        if file.exists():
            os.utime(file, ns=(time, time))


def restore(study: str) -> dict[str, Any]:
    """Give a clone back what `record` wrote.

    Returns the outputs that are missing and the sources that changed since. Raises StudyError
    where there is no provenance.
    """
    source = provenance_file(study)
    if not source.is_file():
        raise StudyError(f"{source}: missing; pull the study's artifacts first (`make pull`)")
    known = read_json(source)
    for name, entry in known["metadata"].items():
        # The file's name is data from outside: it must stay inside the metadata folder.
        target = METADATA / name
        if not target.resolve().is_relative_to(METADATA.resolve()):
            raise StudyError(f"{source}: names a file outside {METADATA}; do not trust this copy")
        write_json(target, entry)
    missing = [name for name in known["outputs"] if not Path(name).exists()]
    changed = []
    for name, fact in known["sources"].items():
        path = Path(name)
        if path.is_file() and sha256_of(path) == fact["sha256"]:
            _set_time(path, fact["time"])
        else:
            changed.append(name)
    restore_times(known["outputs"])
    adopt(study)
    return {"missing": missing, "changed": changed}


def restore_times(outputs: dict[str, int]) -> None:
    """Give the outputs that are there the time that each had when it was recorded."""
    for name, time in outputs.items():
        if Path(name).exists():
            _set_time(Path(name), time)


def manifests(study: str) -> list[tuple[Path, Path]]:
    """(manifest, folder below which its files lie) of every finished job of a study."""
    results, pages = Path("results", study), Path("reports", study)
    found = [(path, path.parent) for path in sorted(results.rglob("manifest.json"))]
    return found + [(path, pages) for path in sorted((results / "report").glob("*.json"))]


def adopt(study: str, store: Store | None = None) -> int:
    """Keep every finished and whole result of `study` in the store; return how many were kept."""
    store, kept = store or store_of(os.environ), 0
    if store is None:
        return kept
    for path, root in manifests(study):
        manifest = read_json(path)
        if "identity" in manifest and all((root / name).is_file() for name in manifest["files"]):
            store.keep(manifest, root)
            kept += 1
    return kept


def prune(store: Store | None = None) -> list[Path]:
    """Remove from the store what no finished study here is made of; return what was removed."""
    wanted = {
        (manifest["job"], manifest["identity"])
        for study in sorted(path.name for path in Path("results").glob("*") if path.is_dir())
        for path, _ in manifests(study)
        if "identity" in (manifest := read_json(path))
    }
    store = store or store_of(os.environ)
    return [] if store is None else store.prune(wanted)
