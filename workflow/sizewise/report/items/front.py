"""One question for the front page, chosen by rule: the one that tells the sizes apart most."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sizewise.report import templates
from sizewise.report.items import heads
from sizewise.report.items.files import FOLDER, compact
from sizewise.study.artifacts import read_json, write_json

FILE, STORY = "front.json", "story.json"
MOST_CHOICES, MOST_CHARACTERS = 6, 240
"""What is longer does not fit into a screen."""
MOST_DOCUMENT = 400
"""Characters of a document that the story shows."""


def shortest_document(texts: Iterable[str]) -> str | None:
    """The first of the shorter half of some documents: one that a page can show; None of none."""
    found = list(texts)
    if not found:
        return None
    middle = sorted(map(len, found))[(len(found) - 1) // 2]
    text = next(text for text in found if len(text) <= middle)
    if len(text) <= MOST_DOCUMENT:
        return text
    return text[: max(text.rfind("\n", 0, MOST_DOCUMENT), text.rfind(" ", 0, MOST_DOCUMENT))] + " …"


@dataclass
class Candidate:
    """The best question so far."""

    difference: float = 0.0
    """Thousandths by which the largest size gives the right choice more than the smallest."""
    found: dict[str, Any] | None = None

    def look(
        self,
        family: str,
        rows: Iterable[Mapping[str, Any]],
        steps: Sequence[int],
        sizes: Sequence[Mapping[str, Any]],
    ) -> None:
        """Take a question of `rows` that is better than the one so far; of equals the first.

        Asked are questions with a right choice that training stated: who does not know the study
        can see there what an answer is worth.
        """
        for row in rows:
            if not (row.get("shares") and row.get("passages")) or row.get("true"):
                continue
            if len(row["choices"]) > MOST_CHOICES or len(row["prompt"]) > MOST_CHARACTERS:
                continue
            if not all(shares for of_size in row["shares"] for shares in of_size):
                continue  # earlier checkpoints are asked a part of the questions
            small, large = (row["shares"][size][-1] for size in (0, -1))
            difference = large[row["answer"]] - small[row["answer"]]
            if difference > self.difference:
                self.difference = difference
                self.found = {"family": family, "steps": list(steps), "sizes": list(sizes),
                              "item": row}  # fmt: skip


def write_front(
    output: Path, candidate: Candidate, each: Sequence[Mapping[str, Any]] = ()
) -> list[Path]:
    """Write the question for the front page below `output`, where there is one, and the story's."""
    path, story = output / FOLDER / FILE, output / FOLDER / STORY
    write_json(story, list(each))
    if candidate.found is None:
        path.unlink(missing_ok=True)
        return [story]
    write_json(path, candidate.found)
    return [path, story]


def one_of_each(output: Path) -> list[dict[str, Any]]:
    """A question and a document of every family of the ladder's stream, for the story."""
    path = output / FOLDER / STORY
    return read_json(path) if path.is_file() else []


def front_question(output: Path) -> str:
    """The question as HTML of the front page in the language that is spoken; empty without one."""
    path = output / FOLDER / FILE
    if not path.is_file():
        return ""
    found = read_json(path)
    item = found["item"]
    head = heads.head(
        found["family"], steps=found["steps"], sizes=found["sizes"], kinds=[item["kind"]],
        knobs=item["knobs"], filters={},
    )  # fmt: skip
    return templates.environment().get_template("items-front.html.j2").render(
        family=found["family"], item=item, times=item["times"], sizes=found["sizes"],
        steps=found["steps"],
        data=templates.trusted(compact({"head": head, "item": item})),
        scripts=heads.scripts(("items-question", "items-front")),
    )  # fmt: skip
