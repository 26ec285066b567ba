"""`sizewise train` and `sizewise sweep`."""

import argparse
import contextlib
import os
import time
from pathlib import Path

from sizewise.runs.command import taking_part
from sizewise.runs.launch import seconds_left
from sizewise.study.runs import LADDER, Run
from sizewise.study.sections import read_sections
from sizewise.training.config import Training


def register(subparsers: argparse._SubParsersAction) -> None:
    """Add the `train` and `sweep` commands."""
    train = subparsers.add_parser("train", help="train one size on the stream")
    sweep = subparsers.add_parser("sweep", help="short trainings of one size at several rates")
    for parser in (train, sweep):
        parser.add_argument("--config", required=True, help="JSON with the section `training`")
        parser.add_argument("--size", required=True, help="name of the size, see sizes.csv")
        parser.add_argument("--seed", type=int, default=0, help="seed of the initialisation")
        parser.add_argument("--stream", required=True, type=Path, help="folder of the stream")
    train.add_argument("--arm", default=LADDER, help="name of the run's arm")
    train.add_argument("--runs", required=True, type=Path, help="folder while it is under way")
    train.add_argument("--output", required=True, type=Path, help="folder of the outputs")
    train.add_argument(
        "--stop-after",
        type=float,
        metavar="SECONDS",
        help="save and stop (exit status 75) after this long; run again to go on; "
        "by default before the time limit of a SLURM job",
    )
    train.set_defaults(run=_train)
    sweep.add_argument(
        "--learning-rates",
        required=True,
        type=lambda text: [float(part) for part in text.split(",")],
        help="peak rates of the base shape, separated by commas",
    )
    sweep.add_argument("--steps", required=True, type=int, help="steps of each training")
    sweep.add_argument("--output", required=True, type=Path, help="JSON file of results")
    sweep.set_defaults(run=_sweep)


def _train(arguments: argparse.Namespace) -> None:
    started = time.monotonic()
    training = read_sections(arguments.config, training=Training).training
    stop_after = arguments.stop_after
    if stop_after is None:
        stop_after = seconds_left(os.environ, time.time())
    with taking_part() as here:
        from sizewise.training.job import Job
        from sizewise.training.loop import Trainer

        job = Job(
            run=Run(arguments.arm, arguments.size, arguments.seed),
            training=training,
            stream=arguments.stream,
            runs=arguments.runs,
            output=arguments.output,
            stop_after_seconds=stop_after,
        )
        with contextlib.closing(Trainer(job, here, started)) as trainer:
            trainer.run()


def _sweep(arguments: argparse.Namespace) -> None:
    training = read_sections(arguments.config, training=Training).training
    with taking_part() as here:
        from sizewise.training.sweep import sweep

        sweep(
            training=training,
            size=arguments.size,
            seed=arguments.seed,
            stream=arguments.stream,
            learning_rates=arguments.learning_rates,
            steps=arguments.steps,
            output=arguments.output,
            processes=here,
        )
