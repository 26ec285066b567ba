"""`sizewise judge` and `sizewise reward`."""

import contextlib
import os
import time
from pathlib import Path
from typing import Annotated, Literal

from typer import Option, Typer

from sizewise.study import options
from sizewise.study.runs import Run

app = Typer()

Family = Annotated[str, Option(help="planted family whose practice questions are asked")]


@app.command("judge")
def _judge(
    config: options.Config,
    family: Family,
    seed: options.Seed,
    training: Annotated[Path, Option(help="folder of the finished training that reads questions")],
    world: options.World,
    output: options.Output,
) -> None:
    """Learn a reward from few noisy preferences."""
    from sizewise.reward.config import Reward
    from sizewise.study.sections import read_sections

    reward = read_sections(config, reward=Reward).reward
    from sizewise.reward.judge import judge

    judge(
        reward,
        family=family, seed=seed, training=training, world=world, output=output,
    )  # fmt: skip


@app.command("reward")
def _reward(
    config: options.Config,
    family: Family,
    source: Annotated[Literal["exact", "learned"], Option(help="what answers are rewarded by")],
    arm: options.Arm,
    size: options.Size,
    seed: options.Seed,
    world: options.World,
    parent: Annotated[Path, Option(help="folder of the finished training that goes on")],
    runs: Annotated[Path, Option(help="folder while it is under way")],
    output: options.Output,
    gpus: options.Gpus = None,
    nodes: Annotated[
        int | None,
        Option(help="machines that it was planned for; fewer or more are refused"),
    ] = None,
    judged: Annotated[Path | None, Option(help="folder of the learned rewards")] = None,
    stop_after: options.StopAfter = None,
) -> None:
    """Train a finished run on by reward."""
    started = time.monotonic()
    from sizewise.reward.config import Reward
    from sizewise.runs.command import taking_part
    from sizewise.runs.launch import seconds_left
    from sizewise.study.sections import read_sections

    reward = read_sections(config, reward=Reward).reward
    if stop_after is None:
        stop_after = seconds_left(os.environ, time.time())
    with taking_part(gpus, nodes) as here:
        from sizewise.reward.job import Job, begin
        from sizewise.reward.loop import Trainer

        job = Job(
            run=Run(arm, size, seed), reward=reward, family=family, source=source, world=world,
            parent=parent, judged=judged, runs=runs, output=output,
            stop_after_seconds=stop_after,
        )  # fmt: skip
        work = here.on_first(lambda: begin(job))
        if not work.kept:
            with contextlib.closing(Trainer(job, work, here, started)) as trainer:
                trainer.run()
