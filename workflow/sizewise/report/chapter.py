"""What a chapter's notebook talks to.

A chapter is `workflow/notebooks/<name>.py`, a jupytext percent script. Its first cell is markdown
whose first line is the title (`# # Knowledge`); its second is tagged `parameters`:

    # %% tags=["parameters"]
    analysis, observation = "results/quick/analysis", "results/quick/observation"
    claims, output, name = "claims.yaml", "reports/quick", "knowledge"

    # %%
    from sizewise.report import chapter, figures, findings
    page = chapter.Page(
        analysis=analysis, observation=observation, claims=claims, output=output, name=name
    )

    # %%
    page.lead("Rare facts need 3.1× fewer exposures at 33× the size.")  # the answer, first; also
                                                                        # shown on the index
    page.verdict("A2", "A3")                     # a box a claim: verdict, effect, curve, sentence

    # %%
    with page.part("Recall against exposures"):  # a heading; what is missing is said under it
        scores = page.rows("scores", family="biographies", knob="exposures")
        def draw(canvas): ...                    # canvas: figures.Canvas; returns nothing
        page.figure(draw, name="recall", title=..., alt=..., table=scores, key="sizes")

All text is escaped; nothing passed here is ever read as HTML. In full:

`page.read(table)`            the whole table (parquet) as a pandas frame, from the folder of the
                              analysis or of the public models' tables (observation).
`page.rows(table, **values)`  the rows in which each column equals (or, for a list, is in) the
                              value; None matches null. Both raise `MissingData`, which
                              `page.part` turns into one line of the page; the rest is built.
`page.claim_curve(id)`        a claim's measure by size as a frame, or None.
`page.sizes`                  palette.SizeScale: names in order, `.parameters(name)`,
                              `.colour(name)`.
`page.lead(text)`             the sentence that answers the chapter. Once. Compute it inside
                              `with page.lead_or_missing():`, so that missing data are said.
`page.text(text)`             a paragraph. `**strong**` and `` `code` `` are understood.
`page.note(text)`             a quieter paragraph: a caveat, what is missing.
`page.verdict(*ids)`          boxes for claims; one without a measurement says so.
`page.figure(draw, name=, title=, alt=, table=, caption=, key=, source=)`
    `draw` is a function of a `figures.Canvas`, called for a wide and for a narrow page (the
    browser shows one), or a finished matplotlib Figure, shown as it is. `name` is the name of
    the CSV in tables/ and the anchor. `title` is the finding, made by a rule (`findings`).
    `alt` says the finding to who cannot see it. `table` is the frame that is drawn. `key` is
    "sizes" or a list of (label, colour) or (label, colour, glyph). Colours are those of
    `palette`: names of the stylesheet's colours, so that light and dark both work.
`page.altair(chart, name=, title=, alt=, table=, caption=, source=)`
    an Altair chart (interactive; Vega is embedded in the page once, with no network). Set its
    width to "container" or leave it; colours of `palette` work here too, background,
    axes and text follow the page's theme by themselves. `alt.Axis(labelExpr=PLAIN_AXIS)` marks
    an axis of counts in plain numbers (25k, 1.5B).
`page.frame(frame, caption=, columns=, estimates=)`
    a table on the page. `columns` maps names to labels, in order (default: all); `estimates`
    maps the label of a merged column to its (value, low, high) columns.
`page.examples(frame, title)`
    answers that models wrote: columns size, prompt, generated, target, correct.
`page.written(family, title, note)`
    the same for the first questions of a family's table of examples, with a note above.

The notebook also runs alone in Jupyter: the blocks then show without the stylesheet.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sizewise.report import findings, palette, verdicts
from sizewise.report.numbers import estimate, plain
from sizewise.report.templates import block
from sizewise.study.artifacts import whole_file
from sizewise.study.errors import StudyError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

RECORD = "application/vnd.sizewise.report+json"
"""MIME type of what a block tells the index: beside its HTML in the executed notebook."""

PLAIN_AXIS = "replace(format(datum.value, '~s'), 'G', 'B')"
"""Vega expression for labels of an axis of counts: B for a thousand millions, not G."""

# Questions whose written answers a page shows.
_EXAMPLES = 4
_NAME = re.compile(r"^[a-z0-9][a-z0-9-]*$")


class MissingData(StudyError):
    """A table or rows that a part of a chapter needs are not there."""


class Page:
    """One chapter under construction. A method shows its block at once: the order is the page's."""

    def __init__(
        self,
        *,
        analysis: str | Path,
        claims: str | Path,
        output: str | Path,
        name: str,
        observation: str | Path | None = None,
        show: Callable[[dict[str, Any]], None] | None = None,
    ) -> None:
        """Open the chapter `name` over tables, the register of claims and the report's folder.

        `show` takes a MIME bundle; the default is IPython's display.
        """
        self.analysis, self.output, self.name = Path(analysis), Path(output), name
        self._folders = [self.analysis, *([Path(observation)] if observation else [])]
        self._show = show or _display
        self._frames: dict[str, pd.DataFrame] = {}
        self._figures: set[str] = set()
        self._sizes: palette.SizeScale | None = None
        try:
            sizes = {name: self.sizes.parameters(name) for name in self.sizes.names}
        except MissingData:
            sizes = {}
        self.views = verdicts.read_views(Path(claims), self.analysis, sizes)

    # Data -------------------------------------------------------------------------------------

    def read(self, table: str) -> "pd.DataFrame":
        """The table `<table>.parquet`. Raises MissingData where it is not there."""
        import pandas as pd

        if table not in self._frames:
            paths = [folder / f"{table}.parquet" for folder in self._folders]
            found = next((path for path in paths if path.is_file()), None)
            if found is None:
                raise MissingData(f"the analysis left no table {table}.parquet")
            self._frames[table] = pd.read_parquet(found)
        return self._frames[table].copy()

    def rows(self, table: str, **values: Any) -> "pd.DataFrame":
        """Rows of `table` by equality of columns; None matches null, a list any of its values.

        Raises MissingData that names the first column or value that is not there.
        """
        frame = self.read(table)
        for column, value in values.items():
            if column not in frame:
                raise MissingData(f"{table}.parquet has no column {column}")
            if value is None:
                frame = frame[frame[column].isna()]
            elif isinstance(value, list | tuple | set):
                frame = frame[frame[column].isin(list(value))]
            else:
                frame = frame[frame[column] == value]
            if frame.empty:
                raise MissingData(f"{table}.parquet has no rows with {column} = {value}")
        return frame.reset_index(drop=True)

    @property
    def sizes(self) -> palette.SizeScale:
        """The study's sizes and their colours. Raises MissingData without sizes.parquet."""
        if self._sizes is None:
            frame = self.read("sizes")
            counts = dict(zip(frame["size"], frame["non_embedding"], strict=True))
            runs = int(frame["seeds"].min()) if "seeds" in frame else None
            self._sizes = palette.SizeScale(counts, runs=runs)
        return self._sizes

    def claim_curve(self, claim: str) -> "pd.DataFrame | None":
        """A claim's measure by size (size, non_embedding, value, low, high), or None."""
        import pandas as pd

        finding = next((view.finding for view in self.views if view.id == claim), None)
        points = [p.model_dump() for p in finding.curve if p.value is not None] if finding else []
        if not points:
            return None
        frame = pd.DataFrame(points).sort_values("non_embedding", ignore_index=True)
        return frame.astype({"value": float, "low": float, "high": float})

    # Text -------------------------------------------------------------------------------------

    @contextmanager
    def part(self, heading: str) -> Iterator[None]:
        """A section. MissingData raised inside ends it with a line that says what is missing."""
        self._emit(block("heading", text=heading, anchor=_anchor(heading)))
        try:
            yield
        except MissingData as missing:
            self._emit(block("missing", text=str(missing)), {"missing": str(missing)})

    @contextmanager
    def lead_or_missing(self) -> Iterator[None]:
        """Round a computed `lead`: where its data are missing, the lead says so."""
        try:
            yield
        except MissingData as missing:
            self.lead(f"Not measured in this study: {missing}.")

    def lead(self, text: str) -> None:
        """The sentence that answers the chapter; the index repeats it."""
        self._emit(block("lead", text=text), {"lead": text})

    def text(self, text: str) -> None:
        """A paragraph."""
        self._emit(block("text", text=text))

    def note(self, text: str) -> None:
        """A quieter paragraph."""
        self._emit(block("note", text=text))

    def verdict(self, *ids: str) -> None:
        """The verdicts of claims, as boxes. Raises StudyError for an id not in the register."""
        known = {view.id: view for view in self.views}
        unknown = [i for i in ids if i not in known]
        if unknown:
            raise StudyError(
                f"chapter {self.name}: claim {unknown[0]} is not in the register; "
                "add it to claims.yaml or correct the id"
            )
        self._emit(block("verdicts", views=[known[i] for i in ids]), {"claims": list(ids)})

    # Figures and tables -----------------------------------------------------------------------

    def figure(
        self,
        draw: "Callable[[Any], None] | Figure",
        *,
        name: str,
        title: str,
        alt: str,
        table: "pd.DataFrame",
        caption: str | None = None,
        key: str | Sequence[tuple[str, ...]] | None = None,
        source: str | None = None,
    ) -> None:
        """A figure with its title, alt text and table."""
        from sizewise.report import figures

        drawings = figures.render(draw, name=f"{self.name}-{name}", alt=alt)
        entries = self.sizes.key() if key == "sizes" else list(key or [])
        self._figure(
            name, title, table, alt=alt, drawings=drawings, caption=caption, source=source,
            key=[(label, palette.css(colour), *glyph) for label, colour, *glyph in entries],
            key_title="Non-embedding parameters" if key == "sizes" else None,
        )  # fmt: skip

    def altair(
        self,
        chart: Any,
        *,
        name: str,
        title: str,
        alt: str,
        table: "pd.DataFrame",
        caption: str | None = None,
        source: str | None = None,
    ) -> None:
        """An interactive chart; the page embeds Vega once and asks nothing of the network."""
        import altair

        # The limit guards notebooks against large data; ours is bounded by the page's weight.
        with altair.data_transformers.enable("default", max_rows=None):
            specification = chart.to_dict()
        self._figure(
            name, title, table, alt=alt, drawings=None, caption=caption, source=source,
            key=[], key_title=None, vega=True, specification=script_json(specification),
        )  # fmt: skip

    def frame(
        self,
        frame: "pd.DataFrame",
        *,
        caption: str,
        columns: dict[str, str] | None = None,
        estimates: dict[str, tuple[str, str, str]] | None = None,
    ) -> None:
        """A table on the page, numbers through the one formatter."""
        labels = dict.fromkeys(frame.columns) if columns is None else columns
        heads = [label or str(column).replace("_", " ") for column, label in labels.items()]
        rows = [[_cell(row[column]) for column in labels] for _, row in frame.iterrows()]
        for label, (value, low, high) in (estimates or {}).items():
            heads.append(label)
            for cells, (_, row) in zip(rows, frame.iterrows(), strict=True):
                cells.append((estimate(row[value], row[low], row[high]), True))
        numeric = [all(cell[1] for cell in column) for column in zip(*rows, strict=True)]
        heads = list(zip(heads, numeric or [False] * len(heads), strict=True))
        self._emit(block("frame", caption=caption, heads=heads, rows=rows))

    def examples(self, frame: "pd.DataFrame", title: str) -> None:
        """Answers that models wrote, escaped, grouped by prompt."""
        groups = [
            {"prompt": prompt, "target": rows["target"].iloc[0], "answers": rows.to_dict("records")}
            for prompt, rows in frame.groupby("prompt", sort=False)
        ]
        self._emit(block("examples", title=title, groups=groups))

    def written(self, family: str, title: str, note: str) -> None:
        """The first answers that every size wrote in a family's questions, and a note on them."""
        found = self.rows("examples", family=family)
        found = findings.last_step(found[found["generated"].notna()])
        if found.empty:
            raise MissingData("examples.parquet has no generated answers")
        first = found[found["prompt"].isin(found["prompt"].unique()[:_EXAMPLES])]
        rank = {size: index for index, size in enumerate(self.sizes.names)}
        self.note(note)
        in_order = first.sort_values("size", key=lambda sizes: sizes.map(rank), kind="stable")
        self.examples(in_order, title)

    # Inside -----------------------------------------------------------------------------------

    def _figure(self, name: str, title: str, table: "pd.DataFrame", **values: Any) -> None:
        if not _NAME.match(name) or name in self._figures:
            raise StudyError(
                f"chapter {self.name}, figure {name!r}: the name is taken or not made of a-z, 0-9 "
                "and -; choose another"
            )
        self._figures.add(name)
        csv = f"tables/{self.name}-{name}.csv"
        with whole_file(self.output / csv) as part:
            table.to_csv(part, index=False, float_format="%.6g", lineterminator="\n")
        html = block(
            "figure", name=name, title=title, csv=csv,
            notebook=f"notebooks/{self.name}.ipynb", **values,
        )  # fmt: skip
        record = {"figure": name, "title": title, "alt": values["alt"], "table": csv}
        self._emit(html, record | ({"vega": True} if values.get("vega") else {}))

    def _emit(self, html: str, record: dict[str, Any] | None = None) -> None:
        self._show({"text/html": html} | ({RECORD: record} if record else {}))


def script_json(value: Any) -> str:
    """JSON that may stand in a script element, whatever text it holds."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _display(bundle: dict[str, Any]) -> None:
    from IPython.display import display

    display(bundle, raw=True)


def _anchor(heading: str) -> str:
    return "part-" + re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def _cell(value: Any) -> tuple[str, bool]:
    """Text of a cell, and whether it is a number (set right-aligned)."""
    import numpy as np

    if value is None or (isinstance(value, float) and np.isnan(value)):
        return "–", True
    if isinstance(value, bool | np.bool_):
        return ("yes" if value else "no"), False
    if isinstance(value, int | float | np.integer | np.floating):
        return plain(float(value)), True
    return str(value), False
