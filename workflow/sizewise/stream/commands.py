"""`sizewise stream …`: build, check and look at the token stream."""

import argparse
import logging
import os
import sys
from pathlib import Path

from sizewise.stream.config import Stream
from sizewise.study.errors import StudyError
from sizewise.study.mix import Mix
from sizewise.study.sections import read_sections


def register(subparsers: argparse._SubParsersAction) -> None:
    """Add the `stream` command."""
    parser = subparsers.add_parser("stream", help="tokens in one global order")
    actions = parser.add_subparsers(required=True, metavar="action")
    build = actions.add_parser("build", help="tokenizer, shards, order and ledger")
    build.add_argument("--config", required=True, help="sections stream and mix, as JSON")
    build.add_argument("--corpus", required=True, type=Path, help="folder of `corpus build`")
    build.add_argument("--world", required=True, type=Path, help="folder of `world build`")
    build.add_argument("--output", required=True, type=Path, help="folder that is written")
    _add_workers(build)
    build.set_defaults(run=_build)

    verify = actions.add_parser("verify", help="check a stream against its manifest and its seed")
    verify.add_argument("folder", type=Path, help="folder of `stream build`")
    verify.add_argument("--corpus", type=Path, help="derive the stream again, from this folder")
    verify.add_argument("--world", type=Path, help="and this one, and compare")
    _add_workers(verify)
    verify.set_defaults(run=_verify)

    show = actions.add_parser("show", help="print the batch that every size saw at a step")
    show.add_argument("folder", type=Path, help="folder of `stream build`")
    show.add_argument("--step", required=True, type=int, help="0-based: update step + 1 takes it")
    show.add_argument("--sequence", type=int, help="only this sequence of the batch, 0-based")
    show.add_argument("--ids", action="store_true", help="token ids too")
    show.set_defaults(run=_show)


def _add_workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, help="threads; no result depends on it"
    )


def _prepare(arguments: argparse.Namespace) -> None:
    from sizewise.stream.tokenizer import use_threads

    if arguments.workers < 1:
        raise StudyError(f"--workers {arguments.workers}: use 1 or more")
    use_threads(arguments.workers)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="stream %(message)s")


def _build(arguments: argparse.Namespace) -> None:
    from sizewise.stream.build import build

    _prepare(arguments)
    study = read_sections(arguments.config, stream=Stream, mix=Mix)
    build(study, arguments.corpus, arguments.world, arguments.output)


def _verify(arguments: argparse.Namespace) -> None:
    from sizewise.stream.verify import verify

    _prepare(arguments)
    if (arguments.corpus is None) != (arguments.world is None):
        raise StudyError("stream verify: name both --corpus and --world, or neither")
    for line in verify(arguments.folder, arguments.corpus, arguments.world):
        print(line)


def _show(arguments: argparse.Namespace) -> None:
    from sizewise.stream.show import show

    for line in show(arguments.folder, arguments.step, arguments.sequence, arguments.ids):
        print(line)
