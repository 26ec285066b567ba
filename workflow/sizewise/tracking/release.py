"""A study as it is published: small enough for a repository, whole enough to be read and redone.

`releases/<study>/` is one folder for DVC. Below `archives/` lies a finished job each: its manifest,
and its files but for what any clone makes again bit for bit from the same code (texts, planted
worlds, token streams: also what other people's licences keep from being handed on) and but for
weights. Below `models/` lie weights that open as they are (`sizewise.tracking.models`).

An archive is a tar of fixed order, owner and time, named by the identity of its job, so that a
second release adds what is new and changes nothing else. `unpack` trusts none of it: members that
would lie outside of the study's folders are refused, and the files are checked against their
manifests (`sizewise.tracking.pulled`) before anything opens them.
"""

import json
import lzma
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sizewise.study.artifacts import read_json, whole_file
from sizewise.study.errors import StudyError
from sizewise.tracking.provenance import manifests, record

RELEASES = Path("releases")
# Made again from the code and checked by their manifests' hashes.
REMADE = ("corpus", "world", "stream")
# Of those, what analysis reads: planted questions and the vocabulary.
READ = ("items/", "tokenizer/")
WEIGHTS = ("checkpoints/", "forks/")
"""Of a training: what it exported, and its states where shorter trainings leave it."""
# Kept by analysis beside its manifest and in none: which register these results were first read by.
FIRST_REGISTER = "register_first.json"
_SUFFIX = ".tar.xz"


def release_folder(study: str) -> Path:
    """Where the release of `study` lies."""
    return RELEASES / study


def pointer(study: str) -> Path:
    """DVC's file that stands for the release in version control."""
    return RELEASES / f"{study}.dvc"


def _memory(study: str) -> Path:
    """The archive of what Snakemake knew."""
    return release_folder(study) / "archives" / f"provenance{_SUFFIX}"


def _published(manifest: Path, root: Path, study: str, files: Iterable[str]) -> list[Path]:
    """What a release holds of a finished job that made `files`: its manifest first."""
    of = manifest.relative_to(Path("results", study)).parts[0]
    names = sorted(files)
    if of in REMADE:
        names = [name for name in names if of != "corpus" and name.startswith(READ)]
    beside = [path for path in [manifest.with_name(FIRST_REGISTER)] if path.is_file()]
    held = (root / name for name in names if not name.startswith(WEIGHTS))
    return [manifest, *beside, *held]


def _archive_of(manifest: Path, study: str, archives: Path, identity: str) -> Path:
    place = manifest.relative_to(Path("results", study))
    place = place.parent if place.name == "manifest.json" else place.with_suffix("")
    return archives / place.with_name(f"{place.name}-{identity[:12]}{_SUFFIX}")


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    member.mode = 0o644
    return member


def _write(archive: Path, files: list[Path]) -> None:
    with whole_file(archive) as part, tarfile.open(part, "w:xz", format=tarfile.PAX_FORMAT) as tar:
        for file in files:
            tar.add(file, recursive=False, filter=_anonymous)


def pack(study: str) -> dict[str, Any]:
    """Write what is finished of `study` into its release; return how many archives it has now.

    Also how many of them are `new`, and their `bytes`. Archives of results that were made again
    since are removed. Raises StudyError where nothing is finished.
    """
    archives = release_folder(study) / "archives"
    jobs = {
        _archive_of(manifest, study, archives, held["identity"]): (manifest, root, held["files"])
        for manifest, root in manifests(study)
        if "identity" in (held := read_json(manifest))
    }
    if not jobs:
        raise StudyError(f"results/{study}: no finished job; run the study first")
    new = 0
    for archive, (manifest, root, files) in jobs.items():
        if archive.exists():
            continue
        _write(archive, _published(manifest, root, study, files))
        new += 1
    memory = _memory(study)
    noted = record(study)
    _write(memory, [noted, *map(Path, read_json(noted)["loose"])])
    for old in set(archives.rglob(f"*{_SUFFIX}")) - {*jobs, memory}:
        old.unlink()
    sizes = [archive.stat().st_size for archive in (*jobs, memory)]
    return {"archives": len(sizes), "new": new, "bytes": sum(sizes)}


def _safe(tar: tarfile.TarFile, archive: Path, study: str) -> Iterator[tarfile.TarInfo]:
    """Members of a release: ordinary files of the study's own folders. Raises StudyError."""
    allowed = (f"results/{study}/", f"reports/{study}/")
    for member in tar:
        inside = ".." not in Path(member.name).parts and member.name.startswith(allowed)
        if not (member.isreg() and inside):
            raise StudyError(
                f"{archive}: holds {member.name!r}, which is no file of results/{study} or "
                f"reports/{study}; do not trust this copy"
            )
        yield member


def unpack(study: str) -> int:
    """Put a release's files where its study has them; return how many archives there were.

    Raises StudyError where there is no release, or an archive is damaged or reaches elsewhere; of
    such an archive nothing is written.
    """
    archives = sorted((release_folder(study) / "archives").rglob(f"*{_SUFFIX}"))
    if not archives:
        raise StudyError(f"{release_folder(study)}: no archives; `dvc pull {pointer(study)}` first")
    for archive in archives:
        try:
            with tarfile.open(archive, "r:xz") as tar:
                members = list(_safe(tar, archive, study))
                tar.extractall(Path(), members=members, filter="data")
        except (tarfile.TarError, lzma.LZMAError, EOFError, OSError) as error:
            raise StudyError(
                f"{archive}: not readable ({error}); remove {release_folder(study)} and pull again"
            ) from None
    return len(archives)


def published_times(study: str) -> dict[str, int]:
    """When each output of a published study was made, ns: of the release, whatever ran here since.

    Raises StudyError where there is no release.
    """
    archive = _memory(study)
    if not archive.is_file():
        raise StudyError(f"{archive}: missing; `dvc pull {pointer(study)}` first")
    with tarfile.open(archive, "r:xz") as tar:
        return json.load(tar.extractfile(next(_safe(tar, archive, study))))["outputs"]


def left_out(study: str, outputs: Iterable[str]) -> list[str]:
    """Those of a published study's `outputs` in corpus, world and stream that this clone lacks."""
    tops = tuple(f"results/{study}/{top}/" for top in REMADE)
    return [name for name in outputs if name.startswith(tops) and not Path(name).exists()]


def remade(study: str) -> dict[str, bool]:
    """Whether texts, worlds and streams made here are the published ones; by their manifest.

    What was not made here is left out. Raises StudyError where there is no release.
    """
    folder, found = release_folder(study) / "archives", {}
    if not folder.is_dir():
        raise StudyError(f"{folder}: missing; `dvc pull {pointer(study)}` first")
    for archive in sorted(folder.rglob(f"*{_SUFFIX}")):
        if archive.relative_to(folder).parts[0].split("-")[0] not in REMADE:
            continue
        with tarfile.open(archive, "r:xz") as tar:
            member = next(_safe(tar, archive, study))
            published = json.load(tar.extractfile(member))
        if Path(member.name).is_file():
            found[member.name] = read_json(Path(member.name))["files"] == published["files"]
    return found
