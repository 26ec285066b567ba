"""`sizewise train` and `sizewise sweep`."""

import contextlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from sizewise.study import options
from sizewise.study.errors import StudyError
from sizewise.study.runs import LADDER, Run

if TYPE_CHECKING:
    from sizewise.study.sections import Section
    from sizewise.training.config import Training
    from sizewise.training.network import Network

app = Typer()


def _recipe(config: str, size: str) -> tuple["Training", "dict[str, Section]"]:
    """The section `training`, and those that the kind of network of `size` has beside it."""
    from sizewise.study.ladder import sizes
    from sizewise.study.sections import read_sections
    from sizewise.training.config import Training

    if size in sizes():
        return read_sections(config, training=Training).training, {}
    # Only for sizes that are no rung: a dense training never loads what makes a sparse one.
    from sizewise.study.sparse import sparse_size
    from sizewise.training.sparse.config import Sparse

    sparse_size(size)
    read = read_sections(config, training=Training, sparse=Sparse)
    return read.training, {"sparse": read.sparse}


def _network(sections: "dict[str, Section]") -> "Network":
    """The kind of network that has these sections. Imports torch."""
    if not sections:
        from sizewise.training.network import DENSE

        return DENSE
    from sizewise.training.sparse.network import SparseNetwork

    return SparseNetwork(**sections)


@app.command("train")
def _train(
    config: options.Config,
    size: options.Size,
    stream: options.Stream,
    runs: Annotated[Path, Option(help="folder while it is under way")],
    output: options.Output,
    arm: options.Arm = LADDER,
    seed: options.Seed = 0,
    gpus: options.Gpus = None,
    nodes: Annotated[
        int | None,
        Option(
            help="machines that it was planned for; fewer or more are refused; by default all "
            "that a SLURM job has"
        ),
    ] = None,
    parent: Annotated[
        Path | None, Option(help="folder of the finished training whose weights it starts from")
    ] = None,
    ends_at: Annotated[
        float | None,
        Option(
            help="share of the stream's steps at which it ends; with a parent it leaves that one "
            "where its rate has to fall for that"
        ),
    ] = None,
    stop_after: options.StopAfter = None,
) -> None:
    """Train one size on the stream."""
    started = time.monotonic()
    from sizewise.runs.command import taking_part
    from sizewise.runs.launch import seconds_left

    training, beside = _recipe(config, size)
    if stop_after is None:
        stop_after = seconds_left(os.environ, time.time())
    with taking_part(gpus, nodes) as here:
        from sizewise.training.job import Job, begin
        from sizewise.training.loop import Trainer

        job = Job(
            run=Run(arm, size, seed),
            training=training,
            stream=stream,
            runs=runs,
            output=output,
            parent=parent,
            ends_at=ends_at,
            stop_after_seconds=stop_after,
            network=_network(beside),
        )
        work = here.on_first(lambda: begin(job))
        if not work.kept:
            with contextlib.closing(Trainer(job, work, here, started)) as trainer:
                trainer.run()


@app.command("sweep")
def _sweep(
    config: options.Config,
    size: options.Size,
    stream: options.Stream,
    learning_rates: Annotated[
        str, Option(help="peak rates of the base shape, separated by commas")
    ],
    steps: Annotated[int, Option(help="steps of each training")],
    output: Annotated[Path, Option(help="JSON file of results")],
    seed: options.Seed = 0,
    gpus: options.Gpus = None,
) -> None:
    """Short trainings of one size at several rates."""
    from sizewise.runs.command import taking_part

    try:
        rates = [float(part) for part in learning_rates.split(",")]
    except ValueError as error:
        raise StudyError(f"--learning-rates: {error}; separate numbers by commas") from None
    training, beside = _recipe(config, size)
    with taking_part(gpus) as here:
        from sizewise.training.sweep import sweep

        sweep(
            training=training,
            size=size,
            seed=seed,
            stream=stream,
            learning_rates=rates,
            steps=steps,
            output=output,
            processes=here,
            network=_network(beside),
        )
