"""What items ask stands in the tokens of training as often as they say, and not otherwise.

Read from the shards alone, decoded: neither the families' word nor the ledger's is taken for it.
"""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from sizewise.study.artifacts import read_manifest
from sizewise.study.formats.shards import ShardLayout, TokenStream
from tokenizers import Tokenizer

pytestmark = pytest.mark.slow
# Tasks so small that training states all of them, as docs/families.md says: knob and its value.
TABLES = {"instructions": ("constraints", 1), "running_state": ("operations", 1)}


@pytest.fixture(scope="module")
def results(tiny_study) -> Path:
    return tiny_study / "results" / "tiny"


@pytest.fixture(scope="module")
def tokenizer(results) -> Tokenizer:
    return Tokenizer.from_file(str(results / "stream/main/tokenizer/tokenizer.json"))


@pytest.fixture(scope="module")
def tokens(results) -> np.ndarray:
    """(token,) ids of the whole stream."""
    layout = ShardLayout.from_manifest(
        read_manifest(results / "stream/main"), results / "stream/main"
    )
    stream = TokenStream(results / "stream/main")
    steps = range(layout.tokens // layout.batch_tokens)
    return np.concatenate([stream.batch(step).ravel() for step in steps])


@pytest.fixture(scope="module")
def texts(tokens, tokenizer, results) -> list[str]:
    """Decoded documents; of natural ones, whose ends fill up sequences, the pieces."""
    opening = tokenizer.token_to_id("<|endoftext|>")
    length = read_manifest(results / "stream/main")["config"]["stream"]["sequence_length"]
    starts = np.union1d(np.flatnonzero(tokens == opening), np.arange(0, len(tokens), length))
    return tokenizer.decode_batch([part.tolist() for part in np.split(tokens, starts[1:])])


@pytest.fixture(scope="module")
def items(results) -> list[dict]:
    files = sorted((results / "world/main/items").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def of(items: list[dict], family: str, *kinds: str) -> list[dict]:
    found = [item for item in items if item["family"] == family and item["kind"] in kinds]
    assert {item["kind"] for item in found} == set(kinds)
    return found


@pytest.fixture(scope="module")
def sentences(texts) -> dict[str, list[str]]:
    """Sentences by the capitalised words in them: names, and what opens a sentence."""
    found = defaultdict(list)
    for text in texts:
        for sentence in re.split(r"[.?!\n]", text):
            for word in set(re.findall(r"\b[A-Z]\w+", sentence)):
                found[word].append(sentence)
    return found


def says(sentence: str, value: str) -> bool:
    return re.search(rf"\b{re.escape(value.strip())}\b", sentence) is not None


def full_name(prompt: str) -> str:
    """The person of a question: two capitalised words."""
    (name,) = re.findall(r"(?<!Question: )\b[A-Z]\w+ [A-Z]\w+", prompt)
    return name


def entity(item: dict) -> str:
    """The name in a question of the family sources: its last capitalised word."""
    return re.findall(r"\b[A-Z]\w+", item["prompt"].split("?")[0])[-1]


def test_people_are_told_of_as_often_as_their_items_say(items, texts):
    for item in of(items, "biographies", "recall", "not_recorded", "never_seen"):
        told = [text for text in texts if full_name(item["prompt"]) in text]
        assert len(told) == item["knobs"]["exposures"], item["item_id"]
        assert all(item["target"] in text for text in told), item["item_id"]


def test_common_facts_are_stated_and_contradicted_as_often_as_their_items_say(items, sentences):
    for item in of(items, "sources", "noisy"):
        knobs, stated = item["knobs"], sentences[entity(item)]
        rival = item["choices"][knobs["rival"]]
        assert len(stated) == knobs["exposures"], item["item_id"]
        true = [says(sentence, item["target"]) for sentence in stated]
        assert sum(true) == round(knobs["exposures"] * (1 - knobs["noise_rate"])), item["item_id"]
        assert [says(sentence, rival) for sentence in stated] == [not t for t in true]


def test_a_source_states_its_fact_as_often_as_its_items_say(items, sentences):
    for item in of(items, "sources", "tagged"):
        stated = [s for s in sentences[entity(item)] if says(s, item["knobs"]["source"])]
        assert len(stated) == item["knobs"]["exposures"], item["item_id"]
        assert all(says(sentence, item["target"]) for sentence in stated), item["item_id"]


def test_verses_stand_as_often_as_their_items_say(items, texts):
    for item in of(items, "verses", "continue", "exposure"):
        line = f"{item['prompt'].splitlines()[-1]} {item['target']}"
        assert sum(line in text for text in texts) == item["knobs"]["duplicates"], item["item_id"]


def test_no_other_item_is_in_training(items, texts):
    whole = "\n".join(texts)
    stated = {"biographies", "sources", "verses"}
    asked = [item for item in items if item["family"] not in stated]
    assert len({item["family"] for item in asked}) == 7
    found = Counter()
    for item in asked:
        knob, value = TABLES.get(item["family"], (None, None))
        if item["prompt"] in whole and (knob is None or item["knobs"][knob] != value):
            found[item["item_id"]] += 1
    assert not found


def test_the_ledger_points_at_the_values(results, tokens, tokenizer, items):
    ledger = pq.read_table(results / "stream/main/ledger.parquet").to_pandas()
    spans = zip(ledger["token_start"], ledger["token_end"], strict=True)
    decoded = tokenizer.decode_batch([tokens[start:end].tolist() for start, end in spans])
    assert all(value in text for value, text in zip(ledger["value"], decoded, strict=True))
    # A fact that contradictions outnumber would still be one: the ledger counts all of its rows.
    counts = ledger["fact_id"].value_counts()
    for item in of(items, "biographies", "recall") + of(items, "sources", "noisy", "tagged"):
        assert counts[item["fact_id"]] == item["knobs"]["exposures"], item["item_id"]
