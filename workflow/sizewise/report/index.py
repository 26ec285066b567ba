"""The front page, which answers first, and the page about the study behind it."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sizewise.report import (
    findings,
    glossary,
    imprint,
    messages,
    palette,
    provenance,
    search,
    site,
    story,
    templates,
    verdicts,
)
from sizewise.report.abilities import abilities_figure
from sizewise.report.answers import three_answers
from sizewise.report.declarations import declared_claims
from sizewise.report.dependencies import claims_read, tables_read, titles_read
from sizewise.report.editions import LANGUAGE, languages, page_of
from sizewise.report.groups import grouped
from sizewise.report.items import front
from sizewise.report.items.files import FOLDER
from sizewise.report.provenance import FIRST_REGISTER
from sizewise.report.records import lead_of
from sizewise.report.tables import MissingData, Tables
from sizewise.study.artifacts import read_json, sha256_of, sha256_of_json
from sizewise.study.claims import read_register
from sizewise.study.jobs import ANALYSED
from sizewise.study.ladder import Size, size_named
from sizewise.study.messages import Message, say
from sizewise.study.runs import LADDER
from sizewise.study.sections import Sections
from sizewise.study.work import Work

TABLES = ("analysis/signal", "analysis/sizes", "analysis/examples")
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
    """Write index.html, story.html, about.html and search.html, in every language.

    Tables, claims.json and manifests are read; what is not there yet is said on the page.
    `manifest` is the file of the pages' manifest, in `results`/report if not given. Returns the
    front page's path.
    """
    analysis = results / "analysis"
    names = study.report.chapters
    commit = imprint.commit(notebooks)
    manifests = provenance.read_manifests(study.arms, results)
    executed = _executed(output, names)
    leads = {name: _lead(executed.get(name)) for name in names}
    figures = story.figures(executed)
    sections = search.sections(executed, languages())
    chapters_of = _chapters_of(names, notebooks)
    first_file = analysis / FIRST_REGISTER
    work = Work.begin(
        "index",
        of={"claims": read_register(claims).shown_sha256},
        config=study.section_json("name", "arms", "mix", "report"),
        inputs={
            **titles_read(names, notebooks),
            **tables_read(TABLES, {"analysis": analysis}),
            **claims_read(analysis),
            "leads": sha256_of_json(_leads_said(leads)),
            "claims of chapters": sha256_of_json(chapters_of),
            "provenance": sha256_of_json(provenance.shown(manifests)),
            "figures of chapters": sha256_of_json(
                {"#".join(key): dict(block.editions) for key, block in figures.items()}
            ),
            **{
                f"questions {name}": sha256_of(path) if path.is_file() else "none"
                for name in (front.FILE, front.STORY)
                for path in [output / FOLDER / name]
            },
            "sections": sha256_of_json(sections),
            "first register": sha256_of(first_file) if first_file.is_file() else "none",
        },
        output=output,
        manifest=manifest or results / "report" / "index.json",
    )
    page = output / page_of("index", LANGUAGE)
    if work.kept:
        return page
    tables = Tables(TABLES, {"analysis": analysis}, reader="the index")
    ladder = [size_named(name) for name in study.arms.ladder]
    counts = {size.name: float(size.counts(0).non_embedding) for size in ladder}
    seeds = Counter(run.size for run in study.arms.runs(LADDER))
    scale = palette.SizeScale(counts, runs=min(seeds.values()))
    views = verdicts.read_views(claims, analysis, counts)
    title = site.report_title(study.report)
    shared = {
        "study": study, "seeds": imprint.seeds_a_size(seeds),
        "cite": lambda: messages.sentence(imprint.cite(study, commit)),
    }  # fmt: skip

    def answer(language: str) -> str:
        chapters = site.titles(names, language)
        by_claim = {
            claim: [one for one in chapters if one[0] in found]
            for claim, found in chapters_of.items()
        }
        return _render(
            "index.html.j2", **shared, title=title, views=views,
            byline=imprint.byline(study, ladder, seeds, tables), made=imprint.made(commit),
            answers=three_answers(views), question=front.front_question(output), limits=_limits(),
            confidence=verdicts.read_findings(analysis)[1].get("confidence"),
            smoke=min(seeds.values()) == 1, grouped=grouped(views), chapters_of=by_claim,
            meanings=verdicts.meanings(), figure=abilities_figure(tables, output, scale),
            chapters=[(name, title, leads[name]) for name, title in chapters],
        )  # fmt: skip

    flat = story.not_bought(tables)
    each = front.one_of_each(output) or story.one_item_a_family(tables)

    def told(language: str) -> str:
        return _render(
            "story.html.j2", steps=story.steps(figures, leads, each, _limits(), flat),
            titles=dict(site.titles(names, language)), answers=three_answers(views),
        )  # fmt: skip

    def about(_: str) -> str:
        return _render(
            "about.html.j2", **shared, sizes=_sizes(ladder, tables, scale), mix=_mix(study),
            glossary=glossary.WORDS, **provenance.shown(manifests), **_history(claims, analysis),
        )  # fmt: skip

    def found(language: str) -> str:
        return search.body(search.entries(
            views, site.titles(names, language), leads, sections[language], glossary.WORDS
        ))  # fmt: skip

    of_site = {"site": title, "study": study.name, "chapters": names}
    pages, size = site.write_editions(
        output, "index", answer, title=title, **of_site,
        description=lambda: findings.headline(views, study.arms.ladder),
    )  # fmt: skip
    for name, body, label, description in (
        ("about", about, say("about-title"), say("about-description")),
        ("story", told, say("story-title"), say("story-description")),
        ("search", found, say("search-title"), say("search-description")),
    ):
        pages += site.write_editions(
            output, name, body, title=label, description=description, **of_site
        )[0]
    csv = sorted((output / "tables").glob("index-*.csv"))
    work.end([*pages, *csv], {"bytes": size})
    heavy = f", over {site.INDEX_BYTES:,}: too heavy" if size > site.INDEX_BYTES else ""
    print(f"report: {page}: {size:,} bytes{heavy}", file=sys.stderr)
    return page


def _limits() -> list[Message]:
    """What no number of the report can say."""
    return [say("limit-sizes"), say("limit-planted"), say("limit-one-recipe")]


def _render(template: str, **values: Any) -> str:
    return templates.environment().get_template(template).render(**values)


def _executed(output: Path, chapters: Sequence[str]) -> dict[str, Any]:
    """The executed notebooks of the chapters that are built."""
    paths = {name: output / "notebooks" / f"{name}.ipynb" for name in chapters}
    return {name: read_json(path) for name, path in paths.items() if path.is_file()}


def _lead(notebook: Any | None) -> Message | None:
    """The finding of a chapter, from its executed notebook; None where it is not built."""
    return None if notebook is None else lead_of(notebook) or say("nothing")


def _leads_said(leads: Mapping[str, Message | None]) -> dict[str, dict[str, str | None]]:
    """The findings of chapters as the pages show them: their words may change, too."""
    return {
        language: {n: lead and messages.sentence(lead, language) for n, lead in leads.items()}
        for language in languages()
    }


def _chapters_of(names: Sequence[str], notebooks: Path) -> dict[str, list[str]]:
    """The chapters that show each claim, by its id."""
    found: dict[str, list[str]] = {}
    for name in names:
        for claim in declared_claims(notebooks / f"{name}.py"):
            found.setdefault(claim, []).append(name)
    return found


def _history(claims: Path, analysis: Path) -> dict[str, Any]:
    """What the page says of the register: its hashes, and whether it changed after results."""
    analysed = read_register(claims).of_arms(ANALYSED)
    first, changed = provenance.first_register(analysis, analysed)
    now = verdicts.read_findings(analysis)[1].get("register_sha256")
    lines = []
    if now and now != analysed.sha256:
        lines.append(say("register-stale"))
    elif now:
        lines.append(say("register-current"))
    if first.get("sha256") and first["sha256"] != analysed.sha256:
        lines.append(say("register-changed"))
        if changed:
            lines.append(say("register-differs", claims=changed))
    return {
        "register_sha256": read_register(claims).sha256, "analysed_sha256": now,
        "first_sha256": first.get("sha256"), "register_lines": lines,
    }  # fmt: skip


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


def _mix(study: Sections) -> list[tuple[str, float, int]]:
    """(domain or family, share, tokens), largest share first."""
    shares = sorted(study.mix.shares.items(), key=lambda item: -item[1])
    return [(name, share, round(share * study.mix.tokens)) for name, share in shares]
