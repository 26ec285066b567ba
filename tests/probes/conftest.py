"""A run, a stream and a world that are small enough to be probed in a second."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sizewise.study.formats.items import Item

from tests.evaluation.tiny_study import tiny_model, tiny_tokenizer, write_training, write_world
from tests.manifests import write_manifest

TAGS = {"almanac": "According to the almanac, what", "tales": "According to the old tales, what"}
QUESTIONS = {"crop": ("does {} grow?", "is {} sown with?"), "food": ("does {} eat?", "hunts {}?")}
NAMES = ("Relusi", "Topini", "Taharo", "Ninegi", "Zozitu", "Bareta", "Hamude", "Kolive")


def source_items(names=NAMES) -> list[Item]:
    """Tagged, untagged and swapped items of the family sources, a pair of facts an entity."""
    items = []
    for number, name in enumerate(names):
        relation = ("crop", "food")[number % 2]
        question = QUESTIONS[relation][number // 2 % 2].format(name)
        for source, other in (("almanac", "tales"), ("tales", "almanac")):
            for kind, tag in (("tagged", source), ("swapped", other), ("untagged", None)):
                asked = f"{TAGS[tag] if tag else 'What'} {question}"
                items.append({
                    "item_id": f"sources/{kind}/{source}/{number}", "family": "sources",
                    "entity_id": f"entity{number}", "fact_id": f"entity{number}/{source}",
                    "kind": kind, "prompt": f"Question: {asked} Answer:",
                    "choices": [" rye", " oats"], "answer": 0, "target": "rye",
                    "knobs": {"source": source, "relation": relation},
                })  # fmt: skip
    return [Item(**item) for item in items]


def lookup_items() -> list[Item]:
    """Look-ups of the new language whose answers are words of the tiny tokenizer, and a rule."""
    rows = [("lookup", [" Norwick", " Ulmar"]), ("lookup", [" Soleta", " Ulmar"]),
            ("lookup", [" Zzyzxq"]), ("rule", [" Brinmouth"])]  # fmt: skip
    return [
        Item(item_id=f"new_language/{kind}/{i}", family="new_language", kind=kind,
             entity_id=f"word{i}", fact_id=None, prompt="Pairs:", choices=choices,
             answer=0, target=choices[0], knobs={})
        for i, (kind, choices) in enumerate(rows)
    ]  # fmt: skip


@pytest.fixture
def make_run(tmp_path) -> Callable[..., dict[str, Path]]:
    """Folders of a run with two checkpoints and of what its probes read."""

    def make(items=None, seeds=(0, 10)) -> dict[str, Path]:
        tokenizer = tiny_tokenizer()
        stream = tmp_path / "stream"
        tokenizer.save_pretrained(stream / "tokenizer")
        files = [stream / "tokenizer" / n for n in ("tokenizer.json", "tokenizer_config.json")]
        write_manifest(stream, job="stream", files=files)
        found = (
            {"sources": source_items(), "new_language": lookup_items()} if items is None else items
        )
        models = {step: tiny_model(step) for step in seeds}
        return {
            "training": write_training(tmp_path / "training", tokenizer, models),
            "stream": stream,
            "world": write_world(
                tmp_path / "world", {f: [i.model_dump() for i in own] for f, own in found.items()}
            ),
        }

    return make


def section(**over) -> str:
    """The section `probes` as a job gets it."""
    settings = {"seed": 1, "sequences": 6, "repeat_tokens": 20, "repeat_words": 3,
                "entities": 32, "batch_sequences": 4}  # fmt: skip
    return json.dumps({"probes": settings | over})
