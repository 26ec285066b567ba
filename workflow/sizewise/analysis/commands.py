"""`sizewise analyze`: tables, fits and verdicts of a study."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sizewise.analysis.data.settings import Settings


def register(subparsers: argparse._SubParsersAction) -> None:
    """Add the `analyze` command."""
    parser = subparsers.add_parser("analyze", help="tables and verdicts from item-level results")
    parser.add_argument(
        "--config", required=True, help="JSON of the sections name, arms, streams, analysis, mix"
    )
    parser.add_argument("--results", required=True, type=Path, help="folder results/<study>")
    parser.add_argument("--claims", required=True, type=Path, help="the register, claims.yaml")
    parser.add_argument(
        "--verdicts", nargs="*", type=Path, default=[], help="claims.json files of other arms"
    )
    parser.add_argument(
        "--data", type=Path, default=None, help="folder of published facts, for projections"
    )
    parser.add_argument("--output", required=True, type=Path, help="folder of the tables")
    parser.set_defaults(run=_run)
    published = subparsers.add_parser("published", help="the same tests on Pythia's evaluations")
    published.add_argument("--config", required=True, help="section `analysis` as JSON")
    published.add_argument("--data", type=Path, default=Path("data"), help="folder of the figures")
    published.add_argument("--claims", type=Path, default=Path("claims.yaml"))
    published.add_argument("--output", required=True, type=Path, help="folder of the tables")
    published.set_defaults(run=_published)
    calibrate = subparsers.add_parser(
        "calibrate", help="simulated ladders: how often calls and fits are right"
    )
    calibrate.add_argument("--seed", type=int, default=1)
    calibrate.add_argument("--repeats", type=int, default=200, help="ladders of each kind")
    calibrate.add_argument("--output", required=True, type=Path, help="JSON file that is written")
    calibrate.set_defaults(run=_calibrate)


def read_settings(text: str) -> "Settings":
    """From the JSON of `--config`, the sections name, arms, streams, analysis and mix."""
    from sizewise.analysis.data.settings import Settings
    from sizewise.study.config import Analysis
    from sizewise.study.runs import Run

    given = json.loads(text)
    arms, shares = given["arms"], given["mix"]["shares"]
    return Settings(
        name=given["name"],
        analysis=Analysis.model_validate(given["analysis"]),
        runs=[
            Run(name, size, seed)
            for name, arm in arms.items()
            for size, seeds in arm["seeds"].items()
            for seed in (range(seeds) if isinstance(seeds, int) else seeds)
        ],
        streams={name: arm["stream"] for name, arm in arms.items()},
        shares={"main": shares} | {
            name: patch.get("mix", {}).get("shares", shares)
            for name, patch in given["streams"].items()
        },
        sections=given,
    )  # fmt: skip


def _calibrate(arguments: argparse.Namespace) -> None:
    from sizewise.analysis.simulation import calibrate

    calibrate(seed=arguments.seed, repeats=arguments.repeats, output=arguments.output)


def _published(arguments: argparse.Namespace) -> None:
    from sizewise.analysis.pythia.published import build
    from sizewise.study.config import Study

    analysis = Study.from_sections(arguments.config).analysis
    build(analysis, arguments.data, arguments.claims, arguments.output)


def _run(arguments: argparse.Namespace) -> None:
    from sizewise.analysis.analyze import analyze

    analyze(
        read_settings(arguments.config),
        results=arguments.results,
        register=arguments.claims,
        verdicts=arguments.verdicts,
        output=arguments.output,
        data=arguments.data,
    )
