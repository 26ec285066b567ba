"""What world, stream and evaluation would leave of a few questions, with hostile text in them."""

import json
import math
from pathlib import Path

import pytest
from sizewise.report.config import Report
from sizewise.report.items.build import build_items
from sizewise.study.arms import Arms
from sizewise.study.formats import answers, documents, items, ledger
from sizewise.study.formats.names import ANSWERS, DOCUMENTS, LEDGER, items_file
from sizewise.study.sections import read_sections

from tests.manifests import write_manifest

HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
STEPS = (10, 20)
SEEDS = {"25k": [0, 1], "83k": [0]}
NOTEBOOKS = Path(__file__).resolve().parents[3] / "workflow" / "notebooks"
CONFIG = {
    "name": "tiny",
    "arms": {"ladder": {"seeds": SEEDS, "stream": "main", "parent": None, "training": {}}},
    "report": {"title": f"Title {HOSTILE}", "chapters": ["ladder", "knowledge"]},
}
STUDY = read_sections(json.dumps(CONFIG), name=str, arms=Arms, report=Report)


def question(number, kind, **more):
    """An item of the family biographies."""
    return items.Item(**{
        "item_id": f"biographies/{kind}/{number:05d}", "family": "biographies",
        "entity_id": f"person{number}", "fact_id": None, "kind": kind,
        "prompt": f"Register: {HOSTILE}\nQuestion {number}: who? Answer:",
        "choices": [" plums", f" {HOSTILE}", " figs"], "answer": 0, "target": "plums",
        "knobs": {"exposures": number, "attribute": "dish", "floor": 1 / 3, "abstention": 2},
    } | more)  # fmt: skip


QUESTIONS = [
    question(3, "recall", fact_id="person3/dish"),
    question(9, "recall", fact_id="person9/dish"),
    question(1, "recall", fact_id="person1/dish"),
    question(0, "never_seen"),
    question(2, "written", choices=[], answer=None, target="plums", fact_id=None),
    question(4, "label", probabilities=[0.5, 0.3, 0.2]),
]


def answered(item, size, seed, step):
    """The row of an answer: the larger size is right at the end, the smaller one never."""
    right = size == "83k" and step == STEPS[-1]
    shares = [0.8, 0.1, 0.1] if right else [0.2, 0.2 + 0.2 * seed, 0.6 - 0.2 * seed]
    row = {
        "arm": "ladder", "size": size, "seed": seed, "step": step, "family": item.family,
        "task_version": "1", "kind": item.kind, "item_id": item.item_id,
        "entity_id": item.entity_id, "fact_id": item.fact_id, "prompt_sha256": "0" * 64,
        "target": item.target, "correct": right, "knobs": json.dumps(item.knobs),
    }  # fmt: skip
    if not item.choices:
        return row | {"generated": f"{HOSTILE} {size} {step}"}
    logs = [math.log(share) - 3.5 for share in shares]
    return row | {"log_probabilities": logs, "choice_bytes": [1, 1, 1], "answer": item.answer,
                  "predicted": max(range(3), key=shares.__getitem__)}  # fmt: skip


def stated(fact, number, step, text="A tale. {} loves plums, and so on."):
    """A document that states a fact, and its row of the ledger."""
    whole = text.format(fact) + HOSTILE
    start = whole.index("plums")
    document = {"document_id": f"{fact}/{number}", "domain": "biographies", "work": HOSTILE,
                "passage": number, "split": "train", "text": whole}  # fmt: skip
    row = {"document_id": document["document_id"], "family": "biographies",
           "entity_id": fact.split("/")[0], "fact_id": fact, "source": "almanac",
           "value": "plums", "start": start, "end": start + 5, "exposure": number,
           "token_start": step * 100, "token_end": step * 100 + 1, "sequence": step,
           "step": step}  # fmt: skip
    return document, row


EXPOSURES = [
    *(stated("person3/dish", number, step) for number, step in [(1, 2), (2, 9), (3, 10)]),
    *(stated("person9/dish", n, 2 * n, "x" * 500 + " {} loves plums " + "y" * 500)
      for n in range(1, 10)),
]  # fmt: skip


def write_results(results: Path) -> None:
    """Everything that the job `items` reads."""
    world, stream = results / "world/main", results / "stream/main"
    items.FILE.write(world / items_file("biographies"), QUESTIONS)
    documents.PLANTED.write(world / DOCUMENTS, [document for document, _ in EXPOSURES])
    ledger.TABLE.write(stream / LEDGER, [row for _, row in EXPOSURES])
    write_manifest(world, job="world", files=[world / items_file("biographies"), world / DOCUMENTS])
    write_manifest(stream, job="stream", files=[stream / LEDGER])
    for run in STUDY.arms.runs("ladder"):
        folder = results / "evaluation" / run.folder
        answers.TABLE.write(folder / ANSWERS, [
            answered(item, run.size, run.seed, step) for item in QUESTIONS for step in STEPS
        ])  # fmt: skip
        write_manifest(folder, job="evaluate", files=[folder / ANSWERS])


@pytest.fixture
def results(tmp_path):
    write_results(tmp_path / "results")
    return tmp_path / "results"


@pytest.fixture
def built(results, tmp_path):
    """The folder of a report with the pages of all questions."""
    output = tmp_path / "reports"
    build_items(STUDY, results=results, output=output, notebooks=NOTEBOOKS)
    return output
