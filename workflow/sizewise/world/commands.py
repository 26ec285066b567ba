"""`sizewise world …`: the planted families."""

import argparse
from pathlib import Path


def register(subparsers: argparse._SubParsersAction) -> None:
    """Add the `world` command."""
    parser = subparsers.add_parser("world", help="write the planted families, or read a page")
    actions = parser.add_subparsers(required=True, metavar="action")
    build = actions.add_parser("build", help="write documents, exposures and items")
    build.add_argument("--config", required=True, help="sections world and mix, as JSON")
    build.add_argument("--output", required=True, type=Path, help="folder that is written")
    build.add_argument("--workers", type=int, default=1, help="processes; they change no byte")
    build.set_defaults(run=_build)
    show = actions.add_parser("show", help="print documents and items of a family")
    show.add_argument("--family", required=True)
    show.add_argument("--n", type=int, default=5, help="documents and items of each kind")
    show.add_argument(
        "files", nargs="*", type=Path, default=[Path("config.yaml")],
        help="config.yaml and files over it",
    )  # fmt: skip
    show.set_defaults(run=_show)


def _build(arguments: argparse.Namespace) -> None:
    from sizewise.study.errors import StudyError
    from sizewise.study.mix import Mix
    from sizewise.study.sections import read_sections
    from sizewise.world.build import build_world
    from sizewise.world.config import World

    if arguments.workers < 1:
        raise StudyError(f"--workers {arguments.workers}: must be at least 1; name a number")
    build_world(
        read_sections(arguments.config, world=World, mix=Mix), arguments.output, arguments.workers
    )


def _show(arguments: argparse.Namespace) -> None:
    from sizewise.load import load_study
    from sizewise.study.errors import StudyError
    from sizewise.world.show import pages

    if arguments.n < 1:
        raise StudyError(f"--n {arguments.n}: must be at least 1; name a number")
    for line in pages(load_study(arguments.files), arguments.family, arguments.n):
        print(line)
