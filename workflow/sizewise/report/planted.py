"""What the chapters on planted families have in common: leads, curves of shares, formation.

Each takes the chapter's `Page` and a family; the words that differ are the chapter's.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sizewise.report import figures, findings
from sizewise.report.tables import MissingData
from sizewise.study.messages import Message, say

if TYPE_CHECKING:
    import pandas as pd

    from sizewise.report.chapter import Page

EXAMPLES = 4
"""Questions whose written answers a page shows."""


def scores(page: "Page", family: str, *, metric: str = "accuracy", **values: Any) -> "pd.DataFrame":
    """A family's scores of the trained models: rows of the last step. Raises MissingData."""
    return findings.last_step(page.rows("scores", family=family, metric=metric, **values))


def kinds_of(frame: "pd.DataFrame") -> dict[str, Message]:
    """The kinds of questions in `frame`, in order, by the names that panels have."""
    return {kind: say("kind", name=kind) for kind in sorted(frame["kind"].unique())}


def answers(page: "Page", family: str, kinds: Mapping[str, Message] | None = None) -> Message:
    """One sentence a kind of question: how its right answers change over the sizes.

    `kinds` are the kinds that count and what each is called; without it all count.
    """
    chosen = {"kind": list(kinds)} if kinds else {}
    whole = scores(page, family, knob="all", **chosen)
    return sentences(
        findings.over_floor(
            kinds[kind] if kinds else say("right-answers-of", kind=str(kind)), rows, page.sizes
        )
        for kind, rows in whole.groupby("kind")
    )


def sentences(findings: Iterable[Message]) -> Message:
    """Findings, each as a sentence of its own."""
    return say("sentences", parts=[say("sentence", text=one) for one in findings])


def share_figure(
    page: "Page",
    frame: "pd.DataFrame",
    titles: Mapping[str, Message],
    *,
    name: str,
    title: Message,
    alt: Message | None,
    caption: Message,
    by: str = "kind",
    **panels: Any,
) -> None:
    """A figure of shares, one panel a value of `by`; `panels` as for `figures.share_panels`."""

    def draw(canvas: figures.Canvas) -> None:
        figures.share_panels(canvas, frame, by, titles, sizes=page.sizes, **panels)

    page.figure(draw, name=name, title=title, alt=alt, caption=caption, table=frame, key="sizes")


def formation(
    page: "Page", family: str, *, alt: Message | None, caption: Message, height: int = 260
) -> None:
    """Right answers against training steps, one panel a kind, over all levels of difficulty."""
    growth = page.rows("scores", family=family, metric="accuracy", knob="all")
    share_figure(
        page, growth, kinds_of(growth),
        x="step",
        name="formation", title=findings.formation(growth, page.sizes), alt=alt, caption=caption,
        shares=say("axis-right"), height=height,
    )  # fmt: skip


def written(page: "Page", family: str, *, title: Message, note: Message) -> None:
    """What every size wrote in the first questions of a family, with `note` before it.

    Raises MissingData where no answer was written.
    """
    found = findings.last_step(page.rows("examples", family=family).dropna(subset="generated"))
    if found.empty:
        raise MissingData(say("missing-examples"))
    first = found[found["prompt"].isin(found["prompt"].unique()[:EXAMPLES])]
    rank = {size: index for index, size in enumerate(page.sizes.names)}
    page.note(note)
    page.examples(
        first.sort_values("size", key=lambda sizes: sizes.map(rank), kind="stable"), title
    )
