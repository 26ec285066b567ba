"""The index: the page that answers first."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sizewise.report import findings, palette, provenance, site, templates, verdicts
from sizewise.report.abilities import abilities_figure
from sizewise.report.records import lead_of
from sizewise.report.tables import MissingData, Tables
from sizewise.study.artifacts import read_json
from sizewise.study.claims import read_register
from sizewise.study.ladder import Size, size_named
from sizewise.study.runs import LADDER
from sizewise.study.sections import Sections

TABLES = ("analysis/signal", "analysis/sizes")
"""The tables that the index reads."""


def build_index(
    study: Sections, *, results: Path, claims: Path, output: Path, notebooks: Path
) -> Path:
    """Write `output`/index.html from the tables, claims.json and manifests under `results`.

    What is not there yet is said on the page. Returns the page's path.
    """
    analysis = results / "analysis"
    tables = Tables(TABLES, {"analysis": analysis}, reader="the index")
    register = read_register(claims)
    ladder = [size_named(name) for name in study.arms.ladder]
    counts = {size.name: float(size.counts(0).non_embedding) for size in ladder}
    seeds = Counter(run.size for run in study.arms.runs(LADDER))
    scale = palette.SizeScale(counts, runs=min(seeds.values()))
    views = verdicts.read_views(claims, analysis, counts)
    _, facts = verdicts.read_findings(analysis)
    chapters = site.chapter_list(study.report.chapters, notebooks)
    manifests = provenance.read_manifests(study.arms, results)
    first, changed = provenance.first_register(analysis, register)
    headline = findings.headline(views, study.arms.ladder)
    body = templates.environment().get_template("index.html.j2").render(
        title=study.report.title, headline=headline, views=views,
        figure=abilities_figure(tables, output, scale),
        chapters=[(name, title, _lead(output, name)) for name, title in chapters],
        meanings=[
            (shape, word, verdicts.MEANINGS[word]) for word, shape in verdicts.SHAPES.items()
        ],
        study=study, sizes=_sizes(ladder, tables, scale), seeds=_seeds(seeds), mix=_mix(study),
        register_sha256=register.sha256, analysed_sha256=facts.get("register_sha256"),
        first_sha256=first.get("sha256"), changed=changed,
        sources=provenance.sources(manifests), provenance=provenance.rows(manifests),
        packages=provenance.packages(manifests),
    )  # fmt: skip
    page = output / "index.html"
    size = site.write_page(
        page, body, page="index", title=study.report.title, site=study.report.title,
        study=study.name, chapters=chapters, description=headline,
    )  # fmt: skip
    heavy = f", over {site.INDEX_BYTES:,}: too heavy" if size > site.INDEX_BYTES else ""
    print(f"report: {page}: {size:,} bytes{heavy}", file=sys.stderr)
    return page


def _lead(output: Path, chapter: str) -> str | None:
    """The finding of a chapter, from its executed notebook; None where it is not built."""
    notebook = output / "notebooks" / f"{chapter}.ipynb"
    if not notebook.is_file():
        return None
    return lead_of(read_json(notebook)) or ""


def _sizes(
    ladder: Sequence[Size], tables: Tables, scale: palette.SizeScale
) -> list[dict[str, Any]]:
    """One row a rung for the page, with what training measured where it is known."""
    try:
        measured = {row["size"]: row for row in tables.read("sizes").to_dict("records")}
    except MissingData:
        measured = {}
    return [
        {
            "size": size, "colour": palette.css(scale.colour(size.name)),
            "non_embedding": size.counts(0).non_embedding,
            "measured": measured.get(size.name, {}),
        }
        for size in ladder
    ]  # fmt: skip


def _seeds(seeds: Mapping[str, int]) -> str:
    """`3 seeds each`, or `2 to 8 seeds each` where sizes have different numbers of them."""
    low, high = min(seeds.values()), max(seeds.values())
    return f"{findings.count(high, 'seed') if low == high else f'{low} to {high} seeds'} each"


def _mix(study: Sections) -> list[tuple[str, float, int]]:
    """(domain or family, share, tokens), largest share first."""
    shares = sorted(study.mix.shares.items(), key=lambda item: -item[1])
    return [(name, share, round(share * study.mix.tokens)) for name, share in shares]
