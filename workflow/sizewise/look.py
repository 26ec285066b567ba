"""Commands that look at a whole study: `config …`, `plan`, `why`, `world show`."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option, Typer

from sizewise.study import options
from sizewise.study.errors import StudyError

config = Typer(name="config", help="Check and show configurations.")


@config.command("show")
def _show(files: options.Files = options.CONFIG_FILES) -> None:
    """Print the resolved configuration as YAML."""
    import yaml

    from sizewise.load import load_study

    study = load_study(files).model_dump(mode="json")
    print(yaml.safe_dump(study, sort_keys=False, allow_unicode=True), end="")


@config.command("check")
def _check(files: options.Files = options.CONFIG_FILES) -> None:
    """Check a configuration and say nothing if it is good."""
    from sizewise.load import load_study

    load_study(files)


@config.command("reference")
def _reference(
    folder: Annotated[Path, Option(help="folder that is written")] = Path("docs"),
) -> None:
    """Write the JSON schema and the reference page."""
    from sizewise.reference import write_reference

    for path in write_reference(folder):
        print(path)


def plan(
    files: options.Files = options.CONFIG_FILES,
    cluster: Annotated[Path, Option(help="what is true of the cluster")] = Path(
        "slurm/cluster.yaml"
    ),
) -> None:
    """What each rung asks of a cluster."""
    from sizewise.load import load_study
    from sizewise.planning.cluster import read_cluster
    from sizewise.planning.table import lines

    study = load_study(files)
    arms = [(arm, study.seen_by(arm=arm)) for arm in study.arms]
    for line in lines(arms, read_cluster(cluster)):
        print(line)


def why(
    targets: Annotated[
        list[str] | None, Argument(help="what Snakemake is asked for; its report if not given")
    ] = None,
    configfile: Annotated[
        list[Path] | None, Option(help="file over config.yaml; give it once for each")
    ] = None,
) -> None:
    """What a run would do now, a line a job: which key, file or version makes it so."""
    from sizewise import why as reasons

    for line in reasons.why(configfile or [], targets or []):
        print(line)


def show_world(
    family: Annotated[str, Option(help="name of the family")],
    files: options.Files = options.CONFIG_FILES,
    n: Annotated[int, Option(help="documents and items of each kind")] = 5,
    stream: Annotated[str, Option(help="stream whose world is shown")] = "main",
) -> None:
    """Print documents and items of a family."""
    from sizewise.load import load_study
    from sizewise.world.show import pages

    if n < 1:
        raise StudyError(f"--n {n}: must be at least 1; name a number")
    for line in pages(load_study(files).seen_by(stream=stream), family, n):
        print(line)
