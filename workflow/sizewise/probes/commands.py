"""`sizewise probe …`: look inside the checkpoints of one run."""

import argparse
import os
from pathlib import Path

from sizewise.study.runs import LADDER, Run

# The libraries stay silent and never ask the hub: everything lies on disk.
_QUIET = {"HF_HUB_OFFLINE": "1", "TQDM_DISABLE": "1", "TRANSFORMERS_VERBOSITY": "error"}


def register(subparsers: argparse._SubParsersAction) -> None:
    """Add the `probe` command."""
    parser = subparsers.add_parser("probe", help="look inside the checkpoints of one run")
    parser.add_argument("--config", required=True, help="section probes as JSON")
    parser.add_argument("--training", required=True, type=Path, help="folder of the run")
    parser.add_argument("--stream", required=True, type=Path, help="folder of the tokenizer")
    parser.add_argument("--world", required=True, type=Path, help="folder of the planted items")
    parser.add_argument("--arm", default=LADDER, help="arm of the run")
    parser.add_argument("--size", required=True, help="name of the rung")
    parser.add_argument("--seed", required=True, type=int, help="seed of initialisation")
    parser.add_argument("--output", required=True, type=Path)
    parser.set_defaults(run=_probe)


def _probe(arguments: argparse.Namespace) -> None:
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    from sizewise.probes.config import Probes
    from sizewise.probes.job import probe_run
    from sizewise.study.sections import read_sections

    probe_run(
        read_sections(arguments.config, probes=Probes),
        training=arguments.training,
        stream=arguments.stream,
        world=arguments.world,
        run=Run(arguments.arm, arguments.size, arguments.seed),
        output=arguments.output,
    )
