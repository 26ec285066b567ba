"""`sizewise corpus …`: natural text."""

import argparse
from pathlib import Path

from sizewise.corpus.config import Corpus
from sizewise.study.sections import read_sections


def register(subparsers: argparse._SubParsersAction) -> None:
    """Add the `corpus` command."""
    parser = subparsers.add_parser("corpus", help="natural text: fetch, clean, split")
    actions = parser.add_subparsers(required=True, metavar="action")
    build = actions.add_parser("build", help="write documents.parquet and held_out.jsonl")
    build.add_argument("--config", required=True, help="section `corpus` as JSON")
    build.add_argument("--domains", required=True, help="names with commas between them")
    build.add_argument("--output", required=True, type=Path, help="folder that is written")
    build.set_defaults(run=_build)
    sources = actions.add_parser("sources", help="list domains, licences and sizes")
    sources.add_argument("--cache", help="folder of archives (default: as corpus.cache: null)")
    sources.add_argument(
        "--measure", action="store_true", help="read the text too, downloading what is missing"
    )
    sources.set_defaults(run=_sources)


def _build(arguments: argparse.Namespace) -> None:
    from sizewise.corpus.build import build

    study = read_sections(arguments.config, corpus=Corpus)
    domains = [name.strip() for name in arguments.domains.split(",") if name.strip()]
    build(study.corpus, domains, arguments.output)


def _sources(arguments: argparse.Namespace) -> None:
    from sizewise.corpus.listing import listing

    print(listing(arguments.cache, measure=arguments.measure))
