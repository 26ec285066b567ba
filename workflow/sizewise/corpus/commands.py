"""`sizewise corpus …`: natural text."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option, Typer

from sizewise.study import options
from sizewise.study.formats.names import part_names

if TYPE_CHECKING:
    from sizewise.corpus.config import Corpus

app = Typer(name="corpus", help="Natural text: fetch, clean, split.")


@app.command("build")
def _build(
    config: options.Config,
    domains: Annotated[str, Option(help="names with commas between them")],
    output: options.Output,
) -> None:
    """Write the documents and the held-out passages."""
    from sizewise.corpus.build import build
    from sizewise.corpus.config import Corpus
    from sizewise.study.sections import read_sections

    names = [name.strip() for name in domains.split(",") if name.strip()]
    build(read_sections(config, corpus=Corpus).corpus, names, output)


@app.command("sources")
def _sources(
    cache: Annotated[
        str | None, Option(help="folder of archives; by default that of corpus.cache: null")
    ] = None,
    measure: Annotated[
        bool, Option("--measure", help="read the text too, downloading what is missing")
    ] = False,
) -> None:
    """List domains, licences and sizes."""
    from sizewise.corpus.listing import listing

    print(listing(cache, measure=measure))


Part = Annotated[int, Option(help="number of the part, from 0")]
Parts = Annotated[Path, Option(help="folder of the parts, a folder each")]
HeldOut = Annotated[Path, Option(help="folder of the index of held-out text")]
Archives = Annotated[Path | None, Option(help="folder of natural domains, where there are any")]


def _corpus(config: str) -> "Corpus":
    from sizewise.corpus.config import Corpus
    from sizewise.study.sections import read_sections

    return read_sections(config, corpus=Corpus).corpus


@app.command("files")
def _files(config: options.Config, output: options.Output) -> None:
    """Draw the files of hub data sets, and deal them to the parts."""
    from sizewise.corpus.shards.files import list_files

    list_files(_corpus(config), output)


@app.command("read")
def _read(
    config: options.Config,
    part: Part,
    files: Annotated[Path, Option(help="folder of files.json")],
    output: options.Output,
) -> None:
    """Read one part of the hub's text."""
    from sizewise.corpus.shards.read import read_part

    read_part(_corpus(config), part, files, output)


@app.command("index")
def _index(
    config: options.Config, parts: Parts, output: options.Output, archives: Archives = None
) -> None:
    """Find exact copies and index all held-out text."""
    from sizewise.corpus.shards.held_out import index_held_out

    corpus = _corpus(config)
    folders = [parts / name for name in part_names(corpus.parts, archives=False)]
    index_held_out(corpus, folders, archives, output)


@app.command("screen")
def _screen(
    config: options.Config,
    source: Annotated[Path, Option(help="folder of `corpus read`, or of natural domains")],
    held_out: HeldOut,
    output: options.Output,
    part: Annotated[int | None, Option(help="number of the part; none for natural domains")] = None,
) -> None:
    """Drop from one part what is copied or resembles held-out text."""
    from sizewise.corpus.shards.screen import screen_part

    screen_part(_corpus(config), part, source, held_out, output)


@app.command("gather")
def _gather(
    config: options.Config,
    parts: Parts,
    held_out: HeldOut,
    output: options.Output,
    archives: Archives = None,
) -> None:
    """Choose held-out items and write the corpus's manifest."""
    from sizewise.corpus.shards.gather import gather

    corpus = _corpus(config)
    folders = [parts / name for name in part_names(corpus.parts, archives is not None)]
    gather(corpus, folders, held_out, archives, output)
