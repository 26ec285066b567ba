"""`sizewise corpus …`: natural text."""

from typing import Annotated

from typer import Option, Typer

from sizewise.study import options

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
