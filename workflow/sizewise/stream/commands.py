"""`sizewise stream …`: build, check and look at the token stream."""

import logging
import os
import sys
from pathlib import Path
from typing import Annotated

from typer import Argument, Option, Typer

from sizewise.study import options
from sizewise.study.errors import StudyError

Workers = Annotated[int, Option(help="threads; no result depends on it")]
Folder = Annotated[Path, Argument(help="folder of `stream build`")]
WORKERS = os.cpu_count() or 1

app = Typer(name="stream", help="Tokens in one global order.")


def _prepare(workers: int) -> None:
    from sizewise.stream.tokenizer import use_threads

    if workers < 1:
        raise StudyError(f"--workers {workers}: use 1 or more")
    use_threads(workers)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="stream %(message)s")


@app.command("build")
def _build(
    config: options.Config,
    corpus: options.Corpus,
    world: options.World,
    output: options.Output,
    workers: Workers = WORKERS,
) -> None:
    """Write the tokenizer, the shards, their order and the ledger."""
    from sizewise.stream.build import build
    from sizewise.stream.config import Stream
    from sizewise.study.mix import Mix
    from sizewise.study.sections import read_sections

    _prepare(workers)
    build(read_sections(config, stream=Stream, mix=Mix), corpus, world, output)


@app.command("verify")
def _verify(
    folder: Folder,
    corpus: Annotated[Path | None, Option(help="derive the stream again, from this folder")] = None,
    world: Annotated[Path | None, Option(help="and this one, and compare")] = None,
    workers: Workers = WORKERS,
) -> None:
    """Check a stream against its manifest and its seed."""
    from sizewise.stream.verify import verify

    _prepare(workers)
    if (corpus is None) != (world is None):
        raise StudyError("stream verify: name both --corpus and --world, or neither")
    for line in verify(folder, corpus, world):
        print(line)


@app.command("show")
def _show(
    folder: Folder,
    step: Annotated[int, Option(help="0-based: update step + 1 takes it")],
    sequence: Annotated[int | None, Option(help="only this sequence of the batch, 0-based")] = None,
    ids: Annotated[bool, Option("--ids", help="token ids too")] = False,
) -> None:
    """Print the batch that every size saw at a step."""
    from sizewise.stream.show import show

    for line in show(folder, step, sequence, ids):
        print(line)
