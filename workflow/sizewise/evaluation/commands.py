"""`sizewise evaluate`: score the checkpoints of one run, item by item."""

from pathlib import Path
from typing import Annotated

from typer import Option, Typer

from sizewise.study import devices, options
from sizewise.study.runs import LADDER, Run

TASKS_FOLDER = Path(__file__).resolve().parents[2] / "tasks"

app = Typer()


@app.command("evaluate")
def _evaluate(
    config: options.Config,
    training: options.Training,
    world: options.World,
    corpus: options.Corpus,
    size: options.Size,
    seed: options.Seed,
    output: options.Output,
    arm: options.Arm = LADDER,
    gpus: options.Gpus = None,
    tasks: Annotated[Path, Option(help="folder of the lm-eval task files")] = TASKS_FOLDER,
) -> None:
    """Score the checkpoints of one run."""
    devices.take(gpus)
    from sizewise.evaluation.config import Evaluation
    from sizewise.evaluation.job import evaluate_run
    from sizewise.study.mix import Mix
    from sizewise.study.sections import read_sections

    evaluate_run(
        read_sections(config, evaluation=Evaluation, mix=Mix),
        training=training,
        world=world,
        corpus=corpus,
        run=Run(arm, size, seed),
        output=output,
        tasks_folder=tasks,
    )
