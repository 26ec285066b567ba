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
        print(f"{len(found['missing'])} outputs were not pulled; Snakemake will make them")


@app.command("pull")
def _pull(
    study: Name = NAME,
    remote: Annotated[str | None, Option(help="DVC remote; the default one if not given")] = None,
) -> None:
    """Run `dvc pull` for one study, then restore."""
    command = [sys.executable, "-m", "dvc", "pull", "--allow-missing", f"study@{study}"]
    command += ["--remote", remote] if remote else []
    if subprocess.run(command).returncode:
        raise StudyError("dvc pull failed (its message stands above); check the remote, try again")
    _restore(study)


@app.command("prune")
def _prune() -> None:
    """Remove from the store of finished results what no study here is made of any more."""
    from sizewise.tracking.provenance import prune

    for entry in prune():
        print(entry)
