"""The headline figure: score against size, one panel a kind of question."""

from pathlib import Path

from sizewise.report import figures, findings, palette, signals, templates
from sizewise.report.alt import alt_text
from sizewise.report.tables import MissingData, Tables
from sizewise.study.artifacts import whole_file
from sizewise.study.messages import say


def abilities_figure(tables: Tables, output: Path, sizes: palette.SizeScale) -> str:
    """The figure as HTML in the language spoken, or a line that says what is missing.

    Its table is that of the signal chapter, so that the two pages count alike.
    """
    try:
        signal = signals.by_kind(tables.rows("signal", size=sizes.names))
    except MissingData as missing:
        return templates.block("missing", text=missing.said)
    signal = signal.assign(non_embedding=signal["size"].map(sizes.parameters))
    signal = signal.sort_values(["family", "kind", "non_embedding"])
    panels = list(signal.groupby(["family", "kind"]))
    ends = [rows[["difference_low", "difference_high"]].iloc[0] for _, rows in panels]
    signs = [int(low > 0) - int(high < 0) for low, high in ends]
    title = findings.tally(signs, "abilities", sizes)

    def draw(canvas: figures.Canvas) -> None:
        titles = [signals.title(family, kind) for (family, kind), _ in panels]
        axes = canvas.panels(len(panels), height=150, titles=titles)
        for panel, (_, rows) in zip(axes, panels, strict=True):
            figures.size_axis(panel, sizes)
            figures.share_axis(panel)
            figures.size_curve(panel, rows, sizes)
            # Whoever guesses at a written answer is never right: no line at zero.
            if rows["chance"].iloc[0] > 0:
                figures.reference(
                    panel, rows["chance"].iloc[0], say("chance"), right=True, above=False
                )

    name, alt = "abilities", alt_text(title, None)
    csv = f"tables/index-{name}.csv"
    with whole_file(output / csv) as part:
        signal.to_csv(part, index=False, float_format="%.6g", lineterminator="\n")
    return templates.block(
        "figure", name=name, title=title, csv=csv, notebook=None, alt=alt,
        drawings=figures.render(draw, name=f"index-{name}", alt=alt),
        caption=say("abilities-caption"), source=say("this-ladder"), key=[], key_title=None,
    )  # fmt: skip
