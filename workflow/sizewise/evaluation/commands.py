"""`sizewise evaluate …`: score the checkpoints of one run, item by item."""

import argparse
from pathlib import Path

from sizewise.study.runs import LADDER, Run

TASKS_FOLDER = Path(__file__).resolve().parents[2] / "tasks"


def register(subparsers: argparse._SubParsersAction) -> None:
    """Add the `evaluate` command."""
    parser = subparsers.add_parser("evaluate", help="score the checkpoints of one run")
    parser.add_argument("--config", required=True, help="sections evaluation, mix as JSON")
    parser.add_argument("--training", required=True, type=Path, help="folder of the run")
    parser.add_argument("--world", required=True, type=Path, help="folder of the planted items")
    parser.add_argument("--corpus", required=True, type=Path, help="folder of the held-out text")
    parser.add_argument("--arm", default=LADDER, help="arm of the run")
    parser.add_argument("--size", required=True, help="name of the rung")
    parser.add_argument("--seed", required=True, type=int, help="seed of initialisation")
    parser.add_argument("--output", required=True, type=Path)
    parser.add_argument(
        "--tasks", type=Path, default=TASKS_FOLDER, help="folder of the lm-eval task files"
    )
    parser.set_defaults(run=_evaluate)


def _evaluate(arguments: argparse.Namespace) -> None:
    from sizewise.evaluation.config import Evaluation
    from sizewise.evaluation.job import evaluate_run
    from sizewise.study.mix import Mix
    from sizewise.study.sections import read_sections

    evaluate_run(
        read_sections(arguments.config, evaluation=Evaluation, mix=Mix),
        training=arguments.training,
        world=arguments.world,
        corpus=arguments.corpus,
        run=Run(arguments.arm, arguments.size, arguments.seed),
        output=arguments.output,
        tasks_folder=arguments.tasks,
    )
