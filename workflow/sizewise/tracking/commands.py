"""`sizewise artifacts …`: pull artifacts so that Snakemake knows what they are."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated

from typer import Option, Typer

from sizewise.study.errors import StudyError

Name = Annotated[str, Option("--study", help="name of the study")]
NAME = "quick"

app = Typer(name="artifacts", help="Artifacts and Snakemake's memory of them.")


@app.command("record")
def _record(study: Name = NAME) -> None:
    """Write results/<study>/provenance.json."""
    from sizewise.tracking.provenance import record

    print(record(study))


@app.command("restore")
def _restore(study: Name = NAME) -> None:
    """Check what was pulled against its manifests, and put back what was recorded."""
    from sizewise.tracking.provenance import restore
    from sizewise.tracking.pulled import check_pulled

    check_pulled(study)
    found = restore(study)
    for name in found["changed"]:
        print(f"changed since the artifacts were made: {name}")
    if found["missing"]:
        print(f"{len(found['missing'])} outputs were not pulled; made again where a job needs them")


def _dvc(*words: str) -> None:
    if subprocess.run([sys.executable, "-m", "dvc", *words]).returncode:
        raise StudyError(
            f"dvc {words[0]} failed (its message stands above); check the remote, try again"
        )


@app.command("pull")
def _pull(
    study: Name = NAME,
    remote: Annotated[str | None, Option(help="DVC remote; the default one if not given")] = None,
) -> None:
    """Run `dvc pull` for one study, as it was published where it was, then restore."""
    from sizewise.tracking.release import pointer, unpack

    published = pointer(study)
    target = str(published) if published.is_file() else f"study@{study}"
    _dvc("pull", "--allow-missing", target, *(("--remote", remote) if remote else ()))
    if published.is_file():
        print(f"{unpack(study)} finished jobs")
    _restore(study)


@app.command("publish")
def _publish(
    study: Name = NAME,
    remote: Annotated[str | None, Option(help="DVC remote; the default one if not given")] = None,
) -> None:
    """Add what is finished to releases/<study> and push it; a study that still runs, too."""
    from sizewise.tracking.models import publish_weights
    from sizewise.tracking.release import pack, pointer, release_folder

    found = pack(study)
    models = publish_weights(study, release_folder(study) / "models")
    _dvc("add", "--quiet", str(release_folder(study)))
    _dvc("push", "--quiet", str(pointer(study)), *(("--remote", remote) if remote else ()))
    print(
        f"{found['archives']} archives, {found['new']} of them new, {found['bytes'] / 1e6:.1f} MB; "
        f"weights of {len(models)} sizes; now commit {pointer(study)}"
    )


@app.command("remake")
def _remake(
    study: Name = NAME,
    configfile: Annotated[
        Path | None, Option(help="the study's file; studies/<study>.yaml if not given")
    ] = None,
) -> None:
    """Make texts, worlds and streams that a pulled study left out; compare with those published.

    They get the times of those that were published, so that what was made from those stays made.
    """
    from sizewise.tracking.provenance import record, restore_times
    from sizewise.tracking.release import left_out, published_times, remade

    # Snakemake records the times of what it makes now; those of the published study count.
    times = published_times(study)
    if targets := left_out(study, times):
        command = ["snakemake", "--profile", "local", "--configfile"]
        command += [str(configfile or Path("studies") / f"{study}.yaml"), "--", *targets]
        if subprocess.run([sys.executable, "-m", *command]).returncode:
            raise StudyError(f"{study}: not all was made (the messages stand above)")
    found = remade(study)
    for name, same in found.items():
        print(f"{'as published' if same else 'OTHER THAN PUBLISHED'}: {name}")
    if not all(found.values()):
        raise StudyError(f"{study}: what was made here is not what was published (listed above)")
    restore_times(times)
    record(study)


@app.command("prune")
def _prune() -> None:
    """Remove from the store of finished results what no study here is made of any more."""
    from sizewise.tracking.provenance import prune

    for entry in prune():
        print(entry)
