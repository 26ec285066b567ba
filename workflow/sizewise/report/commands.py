"""`sizewise report …`: chapters and the index."""

import argparse
from pathlib import Path

NOTEBOOKS = Path("workflow/notebooks")


def register(subparsers: argparse._SubParsersAction) -> None:
    """Add the `report` command."""
    parser = subparsers.add_parser("report", help="build chapters and the index")
    actions = parser.add_subparsers(required=True, metavar="action")
    chapter = actions.add_parser("chapter", help="execute one chapter and write its page")
    chapter.add_argument("--config", required=True, help="JSON of the sections name, report")
    chapter.add_argument("--chapter", required=True, help="name of its notebook")
    chapter.add_argument("--analysis", type=Path, required=True, help="folder of the analysis")
    chapter.add_argument(
        "--observation", type=Path, default=None, help="folder of the public models' tables"
    )
    chapter.add_argument(
        "--published", type=Path, default=None, help="folder of the published ladder's tables"
    )
    chapter.set_defaults(run=_chapter)
    index = actions.add_parser("index", help="write the page that answers first")
    index.add_argument(
        "--config", required=True, help="JSON of the sections name, arms, mix, report"
    )
    index.add_argument("--results", type=Path, required=True, help="results/<study>")
    index.set_defaults(run=_index)
    for action in (chapter, index):
        action.add_argument("--claims", type=Path, required=True, help="the register of claims")
        action.add_argument("--output", type=Path, required=True, help="reports/<study>")
        action.add_argument(
            "--notebooks", type=Path, default=NOTEBOOKS, help="folder of the chapters' scripts"
        )


def _chapter(arguments: argparse.Namespace) -> None:
    from sizewise.report.build import build_chapter
    from sizewise.report.config import Report
    from sizewise.study.sections import read_sections

    build_chapter(
        read_sections(arguments.config, name=str, report=Report),
        arguments.chapter,
        analysis=arguments.analysis,
        observation=arguments.observation,
        published=arguments.published,
        claims=arguments.claims,
        output=arguments.output,
        notebooks=arguments.notebooks,
    )


def _index(arguments: argparse.Namespace) -> None:
    from sizewise.report.config import Report
    from sizewise.report.index import build_index
    from sizewise.study.arms import Arms
    from sizewise.study.mix import Mix
    from sizewise.study.sections import read_sections

    build_index(
        read_sections(arguments.config, name=str, arms=Arms, mix=Mix, report=Report),
        results=arguments.results,
        claims=arguments.claims,
        output=arguments.output,
        notebooks=arguments.notebooks,
    )
