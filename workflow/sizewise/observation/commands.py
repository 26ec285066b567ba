"""`sizewise observe`: what published scores say about size, feeling and reason."""

import argparse
from pathlib import Path


def register(subparsers: argparse._SubParsersAction) -> None:
    """Add the `observe` command."""
    parser = subparsers.add_parser("observe", help="published scores of public models")
    parser.add_argument("--config", required=True, help="section `analysis` as JSON")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of public_*.csv")
    parser.add_argument("--claims", type=Path, default=Path("claims.yaml"))
    parser.add_argument("--output", type=Path, required=True, help="folder that is written")
    parser.set_defaults(run=_observe)


def _observe(arguments: argparse.Namespace) -> None:
    from sizewise.observation.build import build
    from sizewise.study.sections import read_sections
    from sizewise.study.statistics import Analysis

    analysis = read_sections(arguments.config, analysis=Analysis).analysis
    build(analysis, arguments.data, arguments.claims, arguments.output)
