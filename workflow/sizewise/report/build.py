"""One chapter: execute its script, turn it into a page."""

import sys
import time
from pathlib import Path

from sizewise.report import site
from sizewise.report.declarations import declared_claims
from sizewise.report.dependencies import chapter_inputs
from sizewise.report.execute import chapter_title, execute
from sizewise.report.records import lead_of, records
from sizewise.study.artifacts import whole_file
from sizewise.study.claims import read_register
from sizewise.study.sections import Sections
from sizewise.study.work import Work


def build_chapter(
    study: Sections,
    chapter: str,
    *,
    analysis: Path,
    observation: Path | None,
    published: Path | None,
    claims: Path,
    output: Path,
    notebooks: Path,
    manifest: Path | None = None,
) -> Path:
    """Write `output`/<chapter>.html, its script, executed notebook and tables; return the page.

    The editions in other languages are written beside it, as `output`/<language>/<chapter>.html.

    `manifest` is the file of its manifest, beside the executed notebook if not given.

    Raises StudyError where the chapter does not exist or one of its cells fails.
    """
    started = time.monotonic()
    script = notebooks / f"{chapter}.py"
    chapter_title(script)
    notebook = output / "notebooks" / f"{chapter}.ipynb"
    page = output / f"{chapter}.html"
    folders = {"analysis": analysis, "observation": observation, "published": published}
    work = Work.begin(
        "chapter",
        of={
            "chapter": chapter,
            "claims": read_register(claims).named(declared_claims(script)).shown_sha256,
        },
        config=study.section_json("name", "report"),
        inputs=chapter_inputs(script, study.report.chapters, folders),
        output=output,
        manifest=manifest or notebook.with_suffix(".json"),
    )
    if work.kept:
        return page
    executed = execute(
        script, chapter=chapter, notebook=notebook,
        parameters={
            "analysis": str(analysis), "observation": str(observation) if observation else None,
            "published": str(published) if published else None,
            "claims": str(claims), "output": str(output), "name": chapter,
        },
    )  # fmt: skip
    title = site.title_of(chapter)
    pages, size = site.write_editions(
        output, chapter, lambda language: site.body_of(executed, language), title=title,
        site=site.report_title(study.report), study=study.name, chapters=study.report.chapters,
        description=lead_of(executed) or title,
        vega=any("vega" in record for record in records(executed)),
    )  # fmt: skip
    # As it ran, beside what it showed: figures link to it.
    source = notebook.with_suffix(".py")
    with whole_file(source) as part:
        part.write_bytes(script.read_bytes())
    tables = sorted((output / "tables").glob(f"{chapter}-*.csv"))
    seconds = time.monotonic() - started
    work.end([*pages, notebook, source, *tables], {"bytes": size, "seconds": round(seconds, 1)})
    heavy = f", over {site.CHAPTER_BYTES:,}: make its figures lighter"
    print(
        f"report: {page}: {size:,} bytes{heavy if size > site.CHAPTER_BYTES else ''}, "
        f"{seconds:.1f} s",
        file=sys.stderr,
    )
    return page
