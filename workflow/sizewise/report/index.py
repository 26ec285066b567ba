"""The index: the page that answers first."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sizewise.report import findings, palette, provenance, site, templates, verdicts
from sizewise.report.abilities import abilities_figure
from sizewise.report.dependencies import claims_read, tables_read, titles_read
from sizewise.report.provenance import FIRST_REGISTER
from sizewise.report.records import lead_of
from sizewise.report.tables import MissingData, Tables
from sizewise.study.artifacts import read_json, sha256_of, sha256_of_json
from sizewise.study.claims import read_register
from sizewise.study.jobs import ANALYSED
from sizewise.study.ladder import Size, size_named
from sizewise.study.runs import LADDER
from sizewise.study.sections import Sections
from sizewise.study.work import Work

TABLES = ("analysis/signal", "analysis/sizes")
"""The tables that the index reads."""


def build_index(
    study: Sections,
    *,
    results: Path,
    claims: Path,
    output: Path,
    notebooks: Path,
    manifest: Path | None = None,
) -> Path:
    """Write `output`/index.html from the tables, claims.json and manifests under `results`.

    What is not there yet is said on the page. `manifest` is the file of the page's manifest, in
    `results`/report if not given. Returns the page's path.
    """
    analysis = results / "analysis"
    page = output / "index.html"
    names = study.report.chapters
    manifests = provenance.read_manifests(study.arms, results)
    leads = {name: _lead(output, name) for name in names}
    first_file = analysis / FIRST_REGISTER
    work = Work.begin(
        "index",
        of={"claims": read_register(claims).shown_sha256},
        config=study.section_json("name", "arms", "mix", "report"),
        inputs={
            **titles_read(names, notebooks),
            **tables_read(TABLES, {"analysis": analysis}),
            **claims_read(analysis),
            "leads": sha256_of_json(leads),
            "provenance": sha256_of_json(provenance.shown(manifests)),
            "first register": sha256_of(first_file) if first_file.is_file() else "none",
        },
        output=output,
        manifest=manifest or results / "report" / "index.json",
    )
    if work.kept:
        return page
    tables = Tables(TABLES, {"analysis": analysis}, reader="the index")
    register = read_register(claims)
    analysed = register.of_arms(ANALYSED)
    ladder = [size_named(name) for name in study.arms.ladder]
    counts = {size.name: float(size.counts(0).non_embedding) for size in ladder}
    seeds = Counter(run.size for run in study.arms.runs(LADDER))
    scale = palette.SizeScale(counts, runs=min(seeds.values()))
    views = verdicts.read_views(claims, analysis, counts)
    _, facts = verdicts.read_findings(analysis)
    chapters = site.chapter_list(study.report.chapters, notebooks)
    first, changed = provenance.first_register(analysis, analysed)
    headline = findings.headline(views, study.arms.ladder)
    body = templates.environment().get_template("index.html.j2").render(
        title=study.report.title, headline=headline, views=views,
        figure=abilities_figure(tables, output, scale),
        chapters=[(name, title, leads[name]) for name, title in chapters],
        meanings=verdicts.meanings(),
        study=study, sizes=_sizes(ladder, tables, scale), seeds=_seeds(seeds), mix=_mix(study),
        register_sha256=register.sha256, judged_sha256=analysed.sha256,
        analysed_sha256=facts.get("register_sha256"),
        first_sha256=first.get("sha256"), changed=changed,
        **provenance.shown(manifests),
    )  # fmt: skip
    size = site.write_page(
        page, body, page="index", title=study.report.title, site=study.report.title,
        study=study.name, chapters=chapters, description=headline,
    )  # fmt: skip
    csv = sorted((output / "tables").glob("index-*.csv"))
    work.end([page, *csv], {"bytes": size})
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
