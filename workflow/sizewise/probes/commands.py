"""`sizewise probe`: look inside the checkpoints of one run."""

import os

from typer import Typer

from sizewise.study import devices, options
from sizewise.study.runs import LADDER, Run

# The libraries stay silent and never ask the hub: everything lies on disk.
_QUIET = {"HF_HUB_OFFLINE": "1", "TQDM_DISABLE": "1", "TRANSFORMERS_VERBOSITY": "error"}

app = Typer()


@app.command("probe")
def _probe(
    config: options.Config,
    training: options.Training,
    stream: options.Stream,
    world: options.World,
    size: options.Size,
    seed: options.Seed,
    output: options.Output,
    arm: options.Arm = LADDER,
    gpus: options.Gpus = None,
) -> None:
    """Look inside the checkpoints of one run."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    devices.take(gpus)
    from sizewise.probes.config import Probes
    from sizewise.probes.job import probe_run
    from sizewise.study.sections import read_sections

    probe_run(
        read_sections(config, probes=Probes),
        training=training,
        stream=stream,
        world=world,
        run=Run(arm, size, seed),
        output=output,
    )
