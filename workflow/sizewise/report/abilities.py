"""The headline figure: score against size, one panel a kind of question."""

from collections.abc import Sequence
from pathlib import Path

from sizewise.report import figures, findings, palette, signals, templates
from sizewise.report.alt import alt_text
from sizewise.report.tables import MissingData, Tables
from sizewise.study.artifacts import whole_file


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


def abilities_figure(tables: Tables, output: Path, sizes: palette.SizeScale) -> str:
    """The figure as HTML, or a line that says what is missing.

    Its table is that of the signal chapter, so that the two pages count alike.
    """
    try:
        signal = signals.by_kind(tables.rows("signal", size=sizes.names))
    except MissingData as missing:
        return templates.block("missing", text=str(missing))
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

    name, alt = "abilities", alt_text(title, "")
    csv = f"tables/index-{name}.csv"
    with whole_file(output / csv) as part:
        signal.to_csv(part, index=False, float_format="%.6g", lineterminator="\n")
    return templates.block(
        "figure", name=name, title=title, csv=csv, notebook=None, alt=alt,
        drawings=figures.render(draw, name=f"index-{name}", alt=alt),
        caption="Share of right answers, or of the reachable gain where labels are draws, against "
        "size after the same tokens, one panel a kind of question; bars are intervals. A "
        "difference counts where the interval of largest minus smallest leaves zero out.",
        source="This study’s ladder", key=[], key_title=None,
    )  # fmt: skip
