"""Commands that look at a whole study: `config …`, `plan`, `why`, `status`, `gate`, `power`,
`predict`, `world show`."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option, Typer

from sizewise.study import options
from sizewise.study.errors import StudyError
from sizewise.study.formats.names import NULL_WORLDS

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
    sizes: Annotated[
        str, Option(help="other sizes than the study's, with commas between them")
    ] = "",
    tokens: Annotated[
        float | None, Option(help="other tokens than the study's: 15e12, whole steps of it")
    ] = None,
    max_nodes: Annotated[int | None, Option(help="other than the cluster's")] = None,
    price: Annotated[float | None, Option(help="of a GPU-hour, other than the cluster's")] = None,
    published: Annotated[
        bool, Option("--published", help="hold the planner against published trainings instead")
    ] = False,
    data: options.Data = options.DATA_FOLDER,
) -> None:
    """What each rung takes on a cluster: memory, nodes, hours, energy, price."""
    from sizewise.load import load_study
    from sizewise.planning.cluster import read_cluster
    from sizewise.planning.forecast import published as published_runs
    from sizewise.planning.table import lines, published_lines
    from sizewise.study.sections import Sections

    if published:
        for line in published_lines(published_runs(data / "published_runs.csv")):
            print(line)
        return
    given = {"max_nodes": max_nodes, "gpu_hour_price": price}
    there = read_cluster(cluster, {k: v for k, v in given.items() if v is not None})
    study = load_study(files)
    named = [name.strip() for name in sizes.split(",") if name.strip()]
    arms = []
    for arm in ["ladder"] if named else study.arms:
        seen = study.seen_by(arm=arm)
        if tokens is not None:
            steps = max(1, round(tokens / seen.stream.batch_tokens))
            mix = seen.mix.model_copy(update={"tokens": steps * seen.stream.batch_tokens})
            seen = Sections(**vars(seen) | {"mix": mix})
        by_reward = not named and study.arms[arm].reward is not None
        arms.append((arm, seen, named or [run.size for run in study.runs(arm)], by_reward))
    for line in lines(arms, there):
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


def status(
    configfile: Annotated[
        list[Path] | None, Option(help="file over config.yaml; give it once for each")
    ] = None,
) -> None:
    """What of a study is there, what trains and how far, what is left."""
    from sizewise import status as standing

    for line in standing.status(configfile or []):
        print(line)


def tensorboard(
    configfile: Annotated[
        list[Path] | None, Option(help="file over config.yaml; give it once for each")
    ] = None,
    output: Annotated[
        Path | None, Option(help="folder of event files; runs/<study>.tensorboard if not given")
    ] = None,
    follow: Annotated[bool, Option(help="go on until every training has ended")] = False,
) -> None:
    """Write the curves of trainings as TensorBoard's event files: `tensorboard --logdir FOLDER`."""
    from sizewise import event_files
    from sizewise.flow import Flow

    flow = Flow([Path("config.yaml"), *(configfile or [])], {})
    folder = output or Path("runs", f"{flow.study.name}.tensorboard")
    for line in event_files.write(event_files.curves_of(flow, folder), follow=follow):
        print(f"{folder}: {line}", flush=True)


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


def gate(
    files: options.Files = options.CONFIG_FILES,
    repeats: Annotated[int, Option(help="simulated ladders of each world")] = 200,
    claims: Annotated[
        str, Option(help="ids with commas between them; all that have worlds if not given")
    ] = "",
    resamples: Annotated[int, Option(help="resamples of every interval")] = 1000,
    seed: Annotated[int, Option(help="seed of the simulation")] = 1,
    register: Annotated[Path, Option(help="the register of claims")] = options.CLAIMS_FILE,
    data: options.Data = options.DATA_FOLDER,
    output: Annotated[Path, Option(help="page that is written")] = Path("docs/null-worlds.md"),
    record: Annotated[
        Path, Option(help="JSON that grows by claims; the report reads the default one")
    ] = Path(NULL_WORLDS),
) -> None:
    """Null worlds: how often each claim's verdict is right where the truth is known."""
    from sizewise.gate import gate as run_gate
    from sizewise.load import load_study

    if repeats < 1:
        raise StudyError(f"--repeats {repeats}: must be at least 1; name a number")
    if resamples < 1000:
        raise StudyError(
            f"--resamples {resamples}: a p-value of so few passes no correction over all claims; "
            "name 1000 or more"
        )
    named = [name.strip() for name in claims.split(",") if name.strip()]
    words = ["sizewise gate", *map(str, files), f"--repeats {repeats}"]
    words += [f"--claims {','.join(named)}"] if named else []
    words += [f"--resamples {resamples}", f"--seed {seed}"]
    for one in run_gate(
        load_study(files), claims=named, register=register, data=data, repeats=repeats,
        resamples=resamples, seed=seed, output=output, record=record, command=" ".join(words),
    ):  # fmt: skip
        print(f"{one.claim} {one.failure or 'passes'}: {one.world}: {dict(one.counts)}")


def power(
    files: options.Files = options.CONFIG_FILES,
    core_hours: Annotated[
        float | None, Option(help="also plan seeds by size for so many hours of one core")
    ] = None,
    claims: Annotated[str, Option(help="ids with commas between them; all if not given")] = "",
    results: Annotated[
        Path | None, Option(help="results/<study>, whose jobs say what a seed takes")
    ] = None,
    repeats: Annotated[int, Option(help="simulated ladders of each claim and design")] = 30,
    resamples: Annotated[int, Option(help="resamples of every interval")] = 400,
    seed: Annotated[int, Option(help="seed of the simulation")] = 1,
    register: Annotated[Path, Option(help="the register of claims")] = options.CLAIMS_FILE,
    data: options.Data = options.DATA_FOLDER,
    output: Annotated[Path | None, Option(help="JSON file that is written")] = None,
    page: Annotated[Path | None, Option(help="Markdown file that is written")] = None,
) -> None:
    """The effect of each claim that a study can see, beside the effect that matters."""
    from sizewise.analysis.gate.power_page import markdown, power_lines
    from sizewise.gate import power as run_power
    from sizewise.load import load_study
    from sizewise.study.artifacts import write_json

    if repeats < 2:
        raise StudyError(f"--repeats {repeats}: must be at least 2; name a number")
    told = run_power(
        load_study(files), claims=[name.strip() for name in claims.split(",") if name.strip()],
        register=register, data=data, results=results, core_hours=core_hours, repeats=repeats,
        resamples=resamples, seed=seed,
    )  # fmt: skip
    if output:
        write_json(output, told)
    if page:
        words = ["sizewise power", *map(str, files), f"--repeats {repeats}"]
        words += [f"--core-hours {core_hours:g}"] if core_hours else []
        words += [f"--resamples {resamples}", f"--seed {seed}"]
        page.write_text(markdown(told, " ".join(words), bool(results)), encoding="utf-8")
    for line in power_lines(told):
        print(line)


def predict(
    size: Annotated[str, Option(help="a size of the table that has not been trained")],
    files: options.Files = options.CONFIG_FILES,
    results: Annotated[
        Path | None, Option(help="folder of the study; results/<study> if not given")
    ] = None,
    output: Annotated[
        Path | None, Option(help="JSON file; predictions/<study>-<size>.json if not given")
    ] = None,
) -> None:
    """State what a size will measure, before it is trained; afterwards, how that came out."""
    from sizewise.analysis.predictions import lines, state
    from sizewise.gate import settings_of
    from sizewise.load import load_study

    study = load_study(files)
    told = state(
        settings_of(study), results or Path("results", study.name), size,
        output or Path("predictions", f"{study.name}-{size}.json"),
    )  # fmt: skip
    for line in lines(told):
        print(line)
