"""`sizewise artifacts …`: pull artifacts so that Snakemake knows what they are."""

import argparse
import sys


def register(subparsers: argparse._SubParsersAction) -> None:
    """Add the `artifacts` command."""
    parser = subparsers.add_parser("artifacts", help="artifacts and Snakemake's memory of them")
    actions = parser.add_subparsers(required=True, metavar="action")
    record = actions.add_parser("record", help="write results/<study>/provenance.json")
    restore = actions.add_parser("restore", help="put back what was recorded, after a pull")
    pull = actions.add_parser("pull", help="dvc pull, then restore")
    for action, run in ((record, _record), (restore, _restore), (pull, _pull)):
        action.add_argument("--study", default="quick", help="name of the study")
        action.set_defaults(run=run)
    pull.add_argument("--remote", help="DVC remote; the default one if not given")


def _record(arguments: argparse.Namespace) -> None:
    from sizewise.tracking.provenance import record

    print(record(arguments.study))


def _restore(arguments: argparse.Namespace) -> None:
    from sizewise.tracking.provenance import restore

    found = restore(arguments.study)
    for name in found["changed"]:
        print(f"changed since the artifacts were made: {name}")
    if found["missing"]:
        print(f"{len(found['missing'])} outputs were not pulled; Snakemake will make them")


def _pull(arguments: argparse.Namespace) -> None:
    import subprocess

    from sizewise.study.errors import StudyError

    command = [sys.executable, "-m", "dvc", "pull", "--allow-missing"]
    command += ["--remote", arguments.remote] if arguments.remote else []
    if subprocess.run(command).returncode:
        raise StudyError("dvc pull failed (its message stands above); check the remote, try again")
    _restore(arguments)
