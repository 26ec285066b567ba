"""`sizewise stream …`: build, check and look at the token stream."""

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from sizewise.study import options
from sizewise.study.errors import StudyError
from sizewise.study.formats.names import PLANTED_PART, part_names

if TYPE_CHECKING:
    from sizewise.study.sections import Sections

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


@app.command("facts")
def _facts(stream: options.Stream, output: options.Output) -> None:
    """Count how often the stream states each planted fact, for analysis."""
    from sizewise.stream.facts import count_facts

    count_facts(stream, output)


Parts = Annotated[Path, Option(help="folder of the parts, a folder each")]
Encoded = Annotated[Path, Option(help="folder of the encoded parts, a folder each")]
Vocabulary = Annotated[Path, Option(help="folder of the tokenizer")]
Mixture = Annotated[Path, Option(help="folder of the mixture")]


def _study(config: str) -> "Sections":
    from sizewise.stream.config import Stream
    from sizewise.study.mix import Mix
    from sizewise.study.sections import read_sections

    return read_sections(config, stream=Stream, mix=Mix)


@app.command("vocabulary")
def _vocabulary(
    config: options.Config,
    parts: Parts,
    count: options.Count,
    world: options.World,
    output: options.Output,
    archives: options.HasArchives = False,
    workers: Workers = WORKERS,
) -> None:
    """Train the tokenizer of a stream that is made in parts."""
    from sizewise.stream.shards.vocabulary import build_vocabulary

    _prepare(workers)
    folders = [parts / name for name in part_names(count, archives)]
    build_vocabulary(_study(config), folders, world, output)


@app.command("encode")
def _encode(
    config: options.Config,
    source: Annotated[Path, Option(help="folder of the part, or of the world")],
    vocabulary: Vocabulary,
    output: options.Output,
    planted: Annotated[bool, Option("--planted", help="it is the world")] = False,
    workers: Workers = WORKERS,
) -> None:
    """Encode one part."""
    from sizewise.stream.shards.encode import encode_part
    from sizewise.stream.shards.sources import Source

    _prepare(workers)
    part = Source(source, planted=planted)
    encode_part(_study(config), output.name, part, vocabulary, output)


@app.command("mixture")
def _mixture(
    config: options.Config,
    encoded: Encoded,
    count: options.Count,
    output: options.Output,
    archives: options.HasArchives = False,
) -> None:
    """Plan how often every domain is read, and where each shard begins."""
    from sizewise.stream.shards.mixture import mix_parts

    folders = [encoded / name for name in part_names(count, archives)]
    mix_parts(_study(config), folders, encoded / PLANTED_PART, output)


@app.command("pack")
def _pack(
    config: options.Config,
    shard: Annotated[int, Option(help="number of the shard, from 0")],
    encoded: Encoded,
    count: options.Count,
    mixture: Mixture,
    output: options.Output,
    archives: options.HasArchives = False,
) -> None:
    """Write one shard."""
    from sizewise.stream.shards.pack import pack_shard

    folders = [encoded / name for name in part_names(count, archives)]
    pack_shard(_study(config), shard, folders, encoded / PLANTED_PART, mixture, output)


@app.command("close")
def _close(
    config: options.Config,
    packed: Annotated[Path, Option(help="folder of the packed shards, a folder each")],
    mixture: Mixture,
    vocabulary: Vocabulary,
    output: options.Output,
) -> None:
    """Put the shards together."""
    from sizewise.stream.shards.close import close

    study = _study(config)
    n_shards = study.stream.layout(study.mix.tokens).n_shards
    shards = [packed / str(number) for number in range(n_shards)]
    close(study, shards, mixture, vocabulary, output)


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
