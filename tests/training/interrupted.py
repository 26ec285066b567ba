"""Run a sizewise command that is interrupted at a chosen step.

    python tests/training/interrupted.py WHERE STEP HOW -- train …

WHERE: `step`, before the update STEP is taken, or `save`, when the state of STEP is written but not
yet named as whole. HOW: the names of signals that the process sends to itself there, or `wait`: it
prints a line and goes on when it can read one.
"""

import os
import signal
import sys
from pathlib import Path

from sizewise import cli


def interrupt(how: str) -> None:
    if how == "wait":
        print("waiting", flush=True)
        sys.stdin.readline()
    else:
        for name in how.split(","):
            os.kill(os.getpid(), signal.Signals[name])


def arm(where: str, step: int, how: str) -> None:
    """Put the interruption into the loop. Imports torch."""
    from sizewise.training import engine, loop

    taken, save = loop.train_step, engine.Engine.save

    def stepped(engine, batch, factor):
        # The loop asks its position, which knows of the updates done.
        if current[0].position.step + 1 == step:
            interrupt(how)
        return taken(engine, batch, factor)

    def saved(self, folder: Path) -> None:
        save(self, folder)
        if folder.name == f".step{step:07d}.part":
            interrupt(how)

    run, current = loop.Trainer.run, []

    def remembered(self) -> None:
        current.append(self)
        run(self)

    loop.Trainer.run = remembered
    if where == "step":
        loop.train_step = stepped
    else:
        engine.Engine.save = saved


if __name__ == "__main__":
    where, step, how, _, *arguments = sys.argv[1:]
    sys.argv[1:] = arguments
    from sizewise.runs import processes

    processes.set_environment()
    os.environ["DS_ACCELERATOR"] = "cpu"
    arm(where, int(step), how)
    sys.exit(cli.main(arguments))
