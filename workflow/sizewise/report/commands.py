"""`sizewise report …`: chapters, all questions and the index."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option, Typer

from sizewise.report.editions import LANGUAGE
from sizewise.study import options

Notebooks = Annotated[Path, Option(help="folder of the chapters' scripts")]
Manifest = Annotated[
    Path | None, Option(help="manifest of the page; beside its tables if not given")
]
NOTEBOOKS = Path("workflow/notebooks")

app = Typer(name="report", help="Build chapters, the pages of all questions and the index.")


@app.command("chapter")
def _chapter(
    config: options.Config,
    chapter: Annotated[str, Option(help="name of its notebook")],
    analysis: Annotated[Path, Option(help="folder of the analysis")],
    claims: options.Claims,
    output: Annotated[Path, Option(help="folder reports/<study>")],
    observation: Annotated[Path | None, Option(help="folder of the public models' tables")] = None,
    published: Annotated[
        Path | None, Option(help="folder of the published ladder's tables")
    ] = None,
    manifest: Manifest = None,
    notebooks: Notebooks = NOTEBOOKS,
) -> None:
    """Execute one chapter and write its page."""
    from sizewise.report.build import build_chapter
    from sizewise.report.config import Report
    from sizewise.study.sections import read_sections

    build_chapter(
        read_sections(config, name=str, report=Report),
        chapter,
        analysis=analysis,
        observation=observation,
        published=published,
        claims=claims,
        output=output,
        manifest=manifest,
        notebooks=notebooks,
    )


@app.command("index")
def _index(
    config: options.Config,
    results: Annotated[Path, Option(help="folder results/<study>")],
    claims: options.Claims,
    output: Annotated[Path, Option(help="folder reports/<study>")],
    manifest: Manifest = None,
    notebooks: Notebooks = NOTEBOOKS,
) -> None:
    """Write the page that answers first."""
    from sizewise.report.config import Report
    from sizewise.report.index import build_index
    from sizewise.study.arms import Arms
    from sizewise.study.mix import Mix
    from sizewise.study.sections import read_sections

    build_index(
        read_sections(config, name=str, arms=Arms, mix=Mix, report=Report),
        results=results,
        claims=claims,
        output=output,
        manifest=manifest,
        notebooks=notebooks,
    )


@app.command("items")
def _items(
    config: options.Config,
    results: Annotated[Path, Option(help="folder results/<study>")],
    output: Annotated[Path, Option(help="folder reports/<study>")],
    manifest: Manifest = None,
    notebooks: Notebooks = NOTEBOOKS,
) -> None:
    """Write every question with its answers, a page a family."""
    from sizewise.report.config import Report
    from sizewise.report.items.build import build_items
    from sizewise.study.arms import Arms
    from sizewise.study.sections import read_sections

    build_items(
        read_sections(config, name=str, arms=Arms, report=Report),
        results=results,
        output=output,
        manifest=manifest,
        notebooks=notebooks,
    )


@app.command("print")
def _print(
    folder: Annotated[Path, Argument(help="folder reports/<study>")],
    language: Annotated[str, Option(help="edition: en, zh")] = LANGUAGE,
    pdf: Annotated[bool, Option(help="make a PDF of it too, which needs Chromium")] = True,
) -> None:
    """Bind the whole report into one page to print, and into a PDF."""
    from sizewise.report.bound import bind, to_pdf
    from sizewise.report.editions import languages
    from sizewise.study.errors import StudyError

    if language not in languages():
        raise StudyError(f"--language {language}: no such edition; one of {', '.join(languages())}")
    page = bind(folder, language)
    print(to_pdf(page) if pdf else page)
