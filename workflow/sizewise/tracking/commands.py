"""`sizewise artifacts …`: pull artifacts so that Snakemake knows what they are."""

import subprocess
import sys
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


@app.command("check")
def _check(study: Name = NAME) -> None:
    """Compare texts, worlds and streams that were made here with those of the published study."""
    from sizewise.tracking.release import remade

    found = remade(study)
    for name, same in found.items():
        print(f"{'same as published' if same else 'OTHER THAN PUBLISHED'}: {name}")
    if not found:
        print("nothing was made here yet")
    if not all(found.values()):
        raise StudyError(f"{study}: what was made here is not what was published (listed above)")


@app.command("prune")
def _prune() -> None:
    """Remove from the store of finished results what no study here is made of any more."""
    from sizewise.tracking.provenance import prune

    for entry in prune():
        print(entry)
