"""The story: one page for a reader with ten minutes, a step a thought, a figure a step.

The figures are those of the chapters, taken from their executed notebooks, so that a number can
stand on two pages and is made once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sizewise.report import messages, signals
from sizewise.report.editions import LANGUAGE
from sizewise.report.records import RECORD
from sizewise.report.tables import MissingData, Tables
from sizewise.study.messages import Message, say, selector

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Step:
    """One thought: an entry of the catalogue's `story-head` and `story-text`."""

    name: str
    figures: tuple[tuple[str, str], ...] = ()
    """(chapter, name of its figure): the first that is built is shown."""
    leads: tuple[str, ...] = ()
    """Chapters whose findings stand below the text."""


STEPS = (
    Step("bet"),
    Step("world"),
    Step("bought", (("ladder", "loss-by-size"),), ("ladder", "knowledge")),
    Step("not-bought", (("knowledge", "outcomes"), ("signal", "signal"))),
    Step("quality", (("quality", "matched"), ("pythia", "matched")), ("quality", "pythia")),
    Step("feeling", (("feelings", "divergence"), ("feelings", "share")), ("feelings",)),
    Step("public", (("public", "specifications"),), ("public",)),
    Step("arms", (("capacity", "held"),), ("capacity", "sparse", "reward")),
    Step("missing"),
)
"""The steps in order."""


@dataclass(frozen=True)
class Block:
    """A figure of a chapter, in every language."""

    chapter: str
    editions: Mapping[str, str]

    @property
    def html(self) -> str:
        """The figure in the language that is spoken."""
        return self.editions[messages.spoken()]


def figures(executed: Mapping[str, Any]) -> dict[tuple[str, str], Block]:
    """The figures that the steps ask for, by (chapter, figure), from executed notebooks by name."""
    wanted = {one for step in STEPS for one in step.figures}
    found = {}
    for chapter, notebook in executed.items():
        for data in _shown(notebook):
            record = data.get(RECORD, {})
            key = (chapter, record.get("figure"))
            # A chart that moves brings a library of its own: it stays in its chapter.
            if key in wanted and "vega" not in record:
                editions = {LANGUAGE: _text(data["text/html"]), **record.get("editions", {})}
                found[key] = Block(chapter, editions)
    return found


def steps(
    blocks: Mapping[tuple[str, str], Block],
    leads: Mapping[str, Message | None],
    items: "Sequence[dict[str, Any]]",
    limits: Sequence[Message],
    flat: Sequence[Message],
) -> list[dict[str, Any]]:
    """What the template shows of each step."""
    return [
        {
            "name": step.name,
            "figure": next((blocks[one] for one in step.figures if one in blocks), None),
            "leads": [(name, leads[name]) for name in step.leads if leads.get(name)],
            "questions": items if step.name == "world" else [],
            "flat": flat if step.name == "not-bought" else [],
            "limits": limits if step.name == "missing" else [],
        }
        for step in STEPS
    ]


def not_bought(tables: Tables) -> list[Message]:
    """What does not rise with size: what some size can do, then what nobody or everybody can.

    Of the table of signals, by kind of question; empty without it.
    """
    try:
        found = signals.known(tables.read("signal"))
    except MissingData:
        return []
    sizes = list(found["size"].unique())
    kinds = signals.by_kind(found).drop_duplicates(["family", "kind"])
    said = []
    for call in (signals.FLAT, signals.AT_CHANCE, signals.AT_CEILING):
        names = kinds[kinds["signal"] == call][["family", "kind"]].itertuples(index=False)
        titles = [signals.title(*one) for one in names]
        ends = {"small": sizes[0], "large": sizes[-1]}
        if titles:
            said.append(say("story-flat", call=selector(call), kinds=titles, **ends))
        elif call == signals.FLAT:
            said.append(say("story-flat-none", **ends))
    return said


def one_item_a_family(tables: Tables) -> list[dict[str, Any]]:
    """The first written question of each planted family: family, prompt, target, no document.

    None without examples.
    """
    try:
        examples: pd.DataFrame = tables.read("examples")
    except MissingData:
        return []
    first = examples.drop_duplicates("family")[["family", "prompt", "target"]]
    return [row | {"document": None} for row in first.to_dict("records")]


def _shown(notebook: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [out["data"] for cell in notebook["cells"] for out in cell.get("outputs", [])
            if "data" in out]  # fmt: skip


def _text(value: str | Sequence[str]) -> str:
    """A notebook's file may hold a text as a list of lines."""
    return value if isinstance(value, str) else "".join(value)
