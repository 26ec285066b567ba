"""What a chapter's notebook talks to.

A chapter is `workflow/notebooks/<name>.py`, a jupytext percent script, and its words: a file
`<language>/<name>.ftl` beside it for each language, whose keys begin with the chapter's name
(`<name>-title` is its title). The script's first cell is markdown whose first line is its title for
whoever opens the notebook (`# # Knowledge`); its second is tagged `parameters`; the third says what
the page reads (see `declarations`):

    # %% tags=["parameters"]
    analysis, observation = "results/quick/analysis", "results/quick/observation"
    published, claims = "results/quick/published", "claims.yaml"
    output, name = "reports/quick", "knowledge"

    # %%
    from sizewise.report import chapter, figures, findings
    from sizewise.study.messages import say

    TABLES = ["analysis/sizes", "analysis/scores"]
    CLAIMS = ["A2", "A3"]
    page = chapter.Page(
        analysis=analysis, observation=observation, published=published, claims=claims,
        output=output, name=name, tables=TABLES, claim_ids=CLAIMS,
    )

    # %%
    page.lead(say("knowledge-lead", ratio=3.1))  # the answer, first; also shown on the index
    page.verdict(*CLAIMS)                        # a box a claim: verdict, effect, curve, sentence

    # %%
    with page.part(say("knowledge-recall")):     # a heading; what is missing is said under it
        scores = page.rows("scores", family="biographies", knob="exposures")
        def draw(canvas): ...                    # canvas: figures.Canvas; returns nothing
        page.figure(draw, name="recall", title=..., alt=..., table=scores, key="sizes")

Everything is said as a message (`say`), because a page is shown in every language at once: it runs
once, so that all editions show the same numbers, and draws its figures once a language. Texts
without words (names of sizes and models) may stay texts. All text is escaped; nothing passed here
is ever read as HTML, and text knows `**strong**` and `` `code` ``. What a part of a page lacks is
one line of the page, and the rest is built.
The notebook also runs alone in Jupyter: the blocks then show without the stylesheet.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sizewise
from sizewise.report import palette, verdicts
from sizewise.report.alt import alt_text
from sizewise.report.cards import Cards
from sizewise.report.cells import Columns, Estimates, grid
from sizewise.report.editions import LANGUAGE, languages
from sizewise.report.messages import said, speaking, with_words_of
from sizewise.report.records import RECORD
from sizewise.report.tables import MissingData, Tables
from sizewise.report.templates import block, script_json
from sizewise.study.artifacts import whole_file
from sizewise.study.errors import StudyError
from sizewise.study.messages import Message, say

if TYPE_CHECKING:
    import pandas as pd

    from sizewise.report.figures import Canvas

NOTEBOOKS = "SIZEWISE_NOTEBOOKS"
"""Variable of the environment: the folder of the chapters."""
DEFAULT_NOTEBOOKS = Path(sizewise.__file__).parents[1] / "notebooks"

_NAME = re.compile(r"^[a-z0-9][a-z0-9-]*$")


class Page:
    """One chapter under construction. A method shows its block at once: the order is the page's."""

    def __init__(
        self,
        *,
        analysis: str | Path,
        claims: str | Path,
        output: str | Path,
        name: str,
        tables: Sequence[str],
        claim_ids: Sequence[str],
        observation: str | Path | None = None,
        published: str | Path | None = None,
        show: Callable[[dict[str, Any]], None] | None = None,
    ) -> None:
        """Open the chapter `name`, which reads `tables` (folder/table) and the claims `claim_ids`.

        analysis, observation and published are the folders of tables, `claims` is the register
        and `output` the report's folder. `show` takes a MIME bundle; the default is IPython's
        display. The chapter's words are looked for in the folder that the variable
        SIZEWISE_NOTEBOOKS names. Raises StudyError for a claim that is not in the register.
        """
        self.output, self.name = Path(output), name
        with_words_of(Path(os.environ.get(NOTEBOOKS, DEFAULT_NOTEBOOKS)), [name])
        self._show = show or _display
        folders = {"analysis": analysis, "observation": observation, "published": published}
        self.tables = Tables(
            tables,
            {name: Path(folder) if folder else None for name, folder in folders.items()},
            reader=f"chapter {name}",
        )
        self._figures: set[str] = set()
        self._sizes: palette.SizeScale | None = None
        self.cards = Cards(
            claim_ids, Path(claims), Path(analysis), self._parameters(), reader=f"chapter {name}"
        )

    # Data -------------------------------------------------------------------------------------

    def read(self, table: str) -> "pd.DataFrame":
        """A declared table. Raises MissingData where it is not there (`Tables.read`)."""
        return self.tables.read(table)

    def of_all_arms(self, table: str) -> "pd.DataFrame":
        """A declared table by arm whole, with the column `arm` (`Tables.of_all_arms`)."""
        return self.tables.of_all_arms(table)

    def rows(self, table: str, **values: Any) -> "pd.DataFrame":
        """Rows of a declared table by equality of columns (`Tables.rows`)."""
        return self.tables.rows(table, **values)

    @property
    def sizes(self) -> palette.SizeScale:
        """The study's sizes and their colours. Raises MissingData without sizes.parquet."""
        if self._sizes is None:
            frame = self.read("sizes")
            counts = dict(zip(frame["size"], frame["non_embedding"], strict=True))
            runs = int(frame["seeds"].min()) if "seeds" in frame else None
            self._sizes = palette.SizeScale(counts, runs=runs)
        return self._sizes

    def finding(self, claim: str) -> verdicts.Finding | None:
        """What the analysis says of a declared claim, or None where it says nothing."""
        return self.cards.view(claim).finding

    def claim_curve(self, claim: str) -> "pd.DataFrame | None":
        """A declared claim's measure by size (size, non_embedding, value, low, high), or None."""
        return self.cards.curve(claim)

    def _parameters(self) -> dict[str, float]:
        """Non-embedding parameters by size, where the page declares sizes and they are there."""
        if not self.tables.declares("sizes"):
            return {}
        try:
            return {name: self.sizes.parameters(name) for name in self.sizes.names}
        except MissingData:
            return {}

    # Text -------------------------------------------------------------------------------------

    @contextmanager
    def part(self, heading: Message) -> Iterator[None]:
        """A section. MissingData raised inside ends it with a line that says what is missing.

        Its anchor is the message's key, which is the same in all editions.
        """
        self._emit("heading", text=heading, anchor=f"part-{heading.key}")
        try:
            yield
        except MissingData as missing:
            self._emit("missing", {"missing": str(missing)}, text=missing.said)

    @contextmanager
    def lead_or_missing(self) -> Iterator[None]:
        """Round a computed `lead`: where its data are missing, the lead says so."""
        try:
            yield
        except MissingData as missing:
            self.lead(say("lead-missing", what=missing.said))

    def lead(self, text: Message) -> None:
        """The sentence that answers the chapter, once; the index repeats it."""
        self._emit("lead", {"lead": text.to_json()}, text=text)

    def text(self, *paragraphs: Message) -> None:
        """Paragraphs."""
        for text in paragraphs:
            self._emit("text", text=text)

    def note(self, text: Message) -> None:
        """A quieter paragraph."""
        self._emit("note", text=text)

    def verdict(self, *ids: str) -> None:
        """The verdicts of declared claims, as boxes."""
        self._emit("verdicts", {"claims": list(ids)}, views=[self.cards.view(one) for one in ids])

    # Figures and tables -----------------------------------------------------------------------

    def figure(
        self,
        draw: "Callable[[Canvas], None]",
        *,
        name: str,
        title: Message,
        alt: Message | None,
        table: "pd.DataFrame",
        caption: Message | None = None,
        key: str | Sequence[tuple[Message | str, ...]] | None = None,
        source: Message | None = None,
    ) -> None:
        """A figure with its title, alt text and table.

        `draw` draws on a canvas, once for a wide and once for a narrow page (the browser shows
        one), in each language. `name` is the anchor and the name of the CSV in tables/. `title` is
        the finding, made by a rule (`findings`), without a full stop. `alt` says what is drawn to
        who cannot see it; the title comes before it. `table` is the frame that is drawn. `key` is
        "sizes" (those of the table, where it tells sizes) or a list of (label, colour) or (label,
        colour, sign). Colours are those of `palette`, so that light and dark both work. Raises
        StudyError for a name that is taken or not made of a-z, 0-9 and -.
        """
        from sizewise.report import figures

        alt = alt_text(title, alt)
        entries = self.sizes.key(table.get("size")) if key == "sizes" else list(key or [])
        self._figure(
            name, title, table, alt=alt, caption=caption, source=source,
            drawings=lambda: figures.render(draw, name=f"{self.name}-{name}", alt=alt),
            key=[(label, palette.css(colour), *glyph) for label, colour, *glyph in entries],
            key_title=say("axis-parameters") if key == "sizes" else None,
        )  # fmt: skip

    def altair(
        self,
        chart: Callable[[], Any],
        *,
        name: str,
        title: Message,
        alt: Message | None,
        table: "pd.DataFrame",
        caption: Message | None = None,
        source: Message | None = None,
    ) -> None:
        """An interactive chart; the page embeds Vega once and asks nothing of the network.

        `chart` makes it, once a language (`messages.said` gives its words). Colours of `palette`
        work here too; background, axes and text follow the page's theme by themselves. The rest is
        as for `figure`.
        """

        def specification() -> str:
            import altair

            # The limit guards notebooks against large data; ours is bounded by the page's weight.
            with altair.data_transformers.enable("default", max_rows=None):
                return script_json(chart().to_dict())

        self._figure(
            name, title, table, alt=alt_text(title, alt), drawings=lambda: [], caption=caption,
            source=source, key=[], key_title=None, vega=True, specification=specification,
        )  # fmt: skip

    def frame(
        self,
        frame: "pd.DataFrame",
        *,
        caption: Message,
        columns: Columns,
        estimates: Estimates | None = None,
    ) -> None:
        """A table on the page, numbers through the one formatter (`cells.grid`)."""
        heads, rows = grid(frame, columns, estimates)
        self._emit("frame", caption=caption, heads=heads, rows=rows)

    def examples(self, frame: "pd.DataFrame", title: Message) -> None:
        """Answers that models wrote, grouped by prompt.

        `frame` has the columns size, prompt, generated, target, correct.
        """
        groups = [
            {"prompt": prompt, "target": rows["target"].iloc[0], "answers": rows.to_dict("records")}
            for prompt, rows in frame.groupby("prompt", sort=False)
        ]
        self._emit("examples", title=title, groups=groups)

    # Inside -----------------------------------------------------------------------------------

    def _figure(self, name: str, title: Message, table: "pd.DataFrame", **values: Any) -> None:
        if not _NAME.match(name) or name in self._figures:
            raise StudyError(
                f"chapter {self.name}, figure {name!r}: the name is taken or not made of a-z, 0-9 "
                "and -; choose another"
            )
        self._figures.add(name)
        csv = f"tables/{self.name}-{name}.csv"
        with whole_file(self.output / csv) as part:
            table.to_csv(part, index=False, float_format="%.6g", lineterminator="\n")
        record = {
            "figure": name, "title": said(title), "alt": said(values["alt"]), "table": csv,
        } | ({"vega": True} if values.get("vega") else {})  # fmt: skip
        self._emit(
            "figure", record, name=name, title=title, csv=csv,
            notebook=f"notebooks/{self.name}.ipynb", script=f"notebooks/{self.name}.py", **values,
        )  # fmt: skip

    def _emit(self, kind: str, record: dict[str, Any] | None = None, /, **values: Any) -> None:
        """Show a block in every language; a value that can be called is made in each of them."""
        editions = {}
        for language in languages():
            with speaking(language):
                made = {name: one() if callable(one) else one for name, one in values.items()}
                editions[language] = block(kind, **made)
        self._show({
            "text/html": editions.pop(LANGUAGE),
            RECORD: (record or {}) | ({"editions": editions} if editions else {}),
        })  # fmt: skip


def _display(bundle: dict[str, Any]) -> None:
    from IPython.display import display

    display(bundle, raw=True)
