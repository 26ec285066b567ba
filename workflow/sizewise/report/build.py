"""One chapter: execute its script, turn it into a page."""

import sys
import time
from pathlib import Path

from sizewise.report import site
from sizewise.report.execute import chapter_title, execute
from sizewise.report.records import lead_of, records
from sizewise.study.sections import Sections


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
) -> Path:
    """Write `output`/<chapter>.html, its executed notebook and its tables; return the page.

    Raises StudyError where the chapter does not exist or one of its cells fails.
    """
    started = time.monotonic()
    script = notebooks / f"{chapter}.py"
    title = chapter_title(script)
    executed = execute(
        script, chapter=chapter, notebook=output / "notebooks" / f"{chapter}.ipynb",
        parameters={
            "analysis": str(analysis), "observation": str(observation) if observation else None,
            "published": str(published) if published else None,
            "claims": str(claims), "output": str(output), "name": chapter,
        },
    )  # fmt: skip
    page = output / f"{chapter}.html"
    size = site.write_page(
        page, site.body_of(executed), page=chapter, title=title, site=study.report.title,
        study=study.name, chapters=site.chapter_list(study.report.chapters, notebooks),
        description=lead_of(executed) or title,
        vega=any("vega" in record for record in records(executed)),
    )  # fmt: skip
    heavy = f", over {site.CHAPTER_BYTES:,}: make its figures lighter"
    print(
        f"report: {page}: {size:,} bytes{heavy if size > site.CHAPTER_BYTES else ''}, "
        f"{time.monotonic() - started:.1f} s",
        file=sys.stderr,
    )
    return page
