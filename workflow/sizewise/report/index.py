"""The index: the page that answers first."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sizewise.report import figures, findings, palette, site, templates, verdicts
from sizewise.study.artifacts import MANIFEST, read_json, sha256_of_json, whole_file
from sizewise.study.claims import Register, read_register
from sizewise.study.config import Study

_STAGES = ("corpus", "world", "stream", "training", "evaluation", "probes", "observation",
           "analysis")  # fmt: skip


def build_index(
    study: Study, *, results: Path, claims: Path, output: Path, notebooks: Path
) -> Path:
    """Write `output`/index.html from the tables, claims.json and manifests under `results`.

    What is not there yet is said on the page. Returns the page's path.
    """
    analysis = results / "analysis"
    register = read_register(claims)
    sizes = {size.name: float(size.counts(0).non_embedding) for size in study.sizes}
    views = verdicts.read_views(claims, analysis, sizes)
    _, facts = verdicts.read_findings(analysis)
    chapters = site.chapter_list(study.report.chapters, notebooks)
    manifests = read_manifests(results)
    first, changed = _first_register(analysis, register)
    headline = findings.headline(views, study.ladder)
    body = templates.environment().get_template("index.html.j2").render(
        title=study.report.title, headline=headline, views=views,
        figure=_abilities(
            analysis, output, palette.SizeScale(sizes, runs=len(study.seeds))
        ),
        chapters=[(name, title, _lead(output, name)) for name, title in chapters],
        meanings=verdicts.meanings(),
        study=study, sizes=_sizes(study, analysis), mix=_mix(study),
        register_sha256=register.sha256, analysed_sha256=_register_of(facts),
        first_sha256=first.get("sha256"), changed=changed,
        sources=_sources(manifests), provenance=_provenance(manifests),
        packages=_packages(manifests),
    )  # fmt: skip
    page = output / "index.html"
    size = site.write_page(
        page, body, page="index", title=study.report.title, site=study.report.title,
        study=study.name, chapters=chapters, description=headline,
    )  # fmt: skip
    heavy = f", over {site.INDEX_BYTES:,}: too heavy" if size > site.INDEX_BYTES else ""
    print(f"report: {page}: {size:,} bytes{heavy}", file=sys.stderr)
    return page


def _first_register(analysis: Path, register: Register) -> tuple[dict[str, Any], list[str]]:
    """What the first analysis read of the register, and the claims that read otherwise today."""
    path = analysis / "register_first.json"
    first = read_json(path) if path.is_file() else {}
    then = first.get("claims") or {}
    now = {claim.id: sha256_of_json(claim.model_dump(mode="json")) for claim in register.claims}
    changed = [name for name in {**now, **then} if then.get(name) != now.get(name)] if then else []
    return first, changed


def read_manifests(results: Path) -> dict[str, dict[str, Any]]:
    """Every manifest under `results`, by folder relative to it, in the order of the stages."""
    found = {
        str(path.parent.relative_to(results)): read_json(path)
        for path in sorted(results.glob(f"**/{MANIFEST}"))
    }
    order = {stage: index for index, stage in enumerate(_STAGES)}
    return dict(sorted(found.items(), key=lambda item: order.get(item[0].split("/")[0], 99)))


def abilities_title(sizes: Sequence[str], signs: Sequence[int]) -> str:
    """The headline figure's finding from one sign a measure (1 rises, -1 falls, 0 not seen)."""
    small, large = sizes[0], sizes[-1]
    up, down, total = signs.count(1), signs.count(-1), len(signs)
    if not up and not down:
        return findings.no_difference(f"any of {total} abilities", f"{small} and {large}")
    rest = total - up - down
    parts = [f"{up} of {total} abilities are higher at {large} than at {small}"] if up else []
    if down:
        parts.append(
            f"{down} lower" if up else f"{down} of {total} lower at {large} than at {small}"
        )
    if rest:
        parts.append(f"no difference seen in {rest}")
    return ", ".join(parts)


def _abilities(analysis: Path, output: Path, sizes: palette.SizeScale) -> str:
    """The headline figure: score against N, one panel a kind of question.

    Its table is that of the signal chapter, so that the two pages count alike.
    """
    import pandas as pd

    path = analysis / "signal.parquet"
    if not path.is_file():
        return templates.block("missing", text="the analysis left no table signal.parquet")
    signal = pd.read_parquet(path)
    # A second metric is a second look at a kind that is already there.
    first = signal.groupby(["family", "kind"])["metric"].transform("first")
    signal = signal[signal["metric"] == first]
    signal = signal[signal["size"].isin(sizes.names)]
    if signal.empty:
        return templates.block("missing", text="signal.parquet has no kind of question")
    signal = signal.assign(non_embedding=signal["size"].map(sizes.parameters))
    signal = signal.sort_values(["family", "kind", "non_embedding"])
    panels = list(signal.groupby(["family", "kind"]))
    ends = [rows[["difference_low", "difference_high"]].iloc[0] for _, rows in panels]
    signs = [int(low > 0) - int(high < 0) for low, high in ends]
    title = abilities_title(sizes.names, signs) + (sizes.caveat if any(signs) else "")

    def draw(canvas: figures.Canvas) -> None:
        titles = [f"{family}: {kind}".replace("_", " ") for (family, kind), _ in panels]
        axes = canvas.panels(len(panels), height=150, titles=titles)
        for panel, (_, rows) in zip(axes, panels, strict=True):
            figures.size_axis(panel, sizes)
            figures.share_axis(panel)
            figures.size_curve(panel, rows, sizes)
            # Whoever guesses at a written answer is never right: no line at zero.
            if rows["chance"].iloc[0] > 0:
                figures.reference(panel, rows["chance"].iloc[0], "chance", right=True, above=False)

    name = "abilities"
    csv = f"tables/index-{name}.csv"
    with whole_file(output / csv) as part:
        signal.to_csv(part, index=False, float_format="%.6g", lineterminator="\n")
    return templates.block(
        "figure", name=name, title=title, csv=csv, notebook=None, alt=f"{title}.",
        drawings=figures.render(draw, name=f"index-{name}", alt=f"{title}."),
        caption="Share of right answers, or of the reachable gain where labels are draws, against "
        "size after the same tokens, one panel a kind of question; bars are intervals. A "
        "difference counts where the interval of largest minus smallest leaves zero out.",
        source="This study’s ladder", key=[], key_title=None,
    )  # fmt: skip


def _lead(output: Path, chapter: str) -> str | None:
    """The finding of a chapter, from its executed notebook; None where it is not built."""
    notebook = output / "notebooks" / f"{chapter}.ipynb"
    if not notebook.is_file():
        return None
    leads = [r["lead"] for r in site.records(read_json(notebook)) if "lead" in r]
    return leads[0] if leads else ""


def _sizes(study: Study, analysis: Path) -> list[dict[str, Any]]:
    """One row a rung for the page, with what training measured where it is known."""
    measured: dict[str, dict[str, Any]] = {}
    if (analysis / "sizes.parquet").is_file():
        import pandas as pd

        table = pd.read_parquet(analysis / "sizes.parquet")
        measured = {row["size"]: row for row in table.to_dict("records")}
    scale = palette.SizeScale({s.name: s.counts(0).non_embedding for s in study.sizes})
    return [
        {
            "size": size, "colour": palette.css(scale.colour(size.name)),
            "non_embedding": size.counts(0).non_embedding,
            "measured": measured.get(size.name, {}),
        }
        for size in study.sizes
    ]  # fmt: skip


def _mix(study: Study) -> list[tuple[str, float, int]]:
    """(domain or family, share, tokens), largest share first."""
    shares = sorted(study.mix.shares.items(), key=lambda item: -item[1])
    return [(name, share, round(share * study.mix.tokens)) for name, share in shares]


def _register_of(facts: dict[str, Any]) -> str | None:
    """The register's sha256 at the time of the analysis, as claims.json states it."""
    for key in ("register_sha256", "sha256"):
        if isinstance(facts.get(key), str):
            return facts[key]
    register = facts.get("register")
    return register.get("sha256") if isinstance(register, dict) else register


def _sources(manifests: dict[str, dict[str, Any]]) -> list[dict[str, str]]:
    """Domain, package, licence and attribution of natural text, from the corpus' manifest."""
    facts = manifests.get("corpus", {}).get("facts", {})
    return [
        {
            "domain": domain, "from": ", ".join(fact.get("archives", [])),
            "licence": fact.get("licence", "–"), "attribution": fact.get("attribution", "–"),
        }
        for domain, fact in facts.get("domains", facts).items()
        if isinstance(fact, dict) and "attribution" in fact
    ]  # fmt: skip


def _provenance(manifests: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """A row a manifest: folder, sha256 of its code, outputs and facts in short."""
    from sizewise.study.artifacts import sha256_of_json

    return [
        {
            "folder": folder, "stage": manifest.get("stage", ""),
            "code": sha256_of_json(manifest.get("code", {}))[:12],
            "outputs": sha256_of_json(manifest["files"])[:12], "files": len(manifest["files"]),
        }
        for folder, manifest in manifests.items()
    ]  # fmt: skip


def _packages(manifests: dict[str, dict[str, Any]]) -> list[str]:
    """Every `name version` that any stage ran under; two versions of one show as two."""
    found = {f"Python {m['python']}" for m in manifests.values() if m.get("python")}
    for manifest in manifests.values():
        found |= {f"{name} {version}" for name, version in manifest.get("packages", {}).items()}
    return sorted(found, key=str.lower)
