"""Small corpora and worlds as the contract describes them."""

import copy
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from sizewise.stream.config import Stream
from sizewise.study.formats import exposures
from sizewise.study.formats.documents import PLANTED
from sizewise.study.mix import Mix
from sizewise.study.sections import Sections, read_sections

from tests.manifests import write_manifest

CANARY = "zxqvcanary"
CONFIG = {
    "mix": {
        "tokens": 32_768,
        "shares": {"plays": 0.3, "recipes": 0.2, "biographies": 0.35, "sources": 0.15},
        "planted_bytes_per_token": {"biographies": 2.5, "sources": 2.5},
    },
    "stream": {
        "seed": 1,
        "vocabulary_size": 400,
        "token_dtype": "uint16",
        "sequence_length": 128,
        "batch_tokens": 1024,
        "shard_tokens": 9000,
    },
}
SCHEMAS = {table.name: table.schema for table in (PLANTED, exposures.TABLE)}
_SYLLABLES = ["ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "zu", "sch", "qu"]


def config(**changes) -> Sections:
    """The small study; `changes` are dotted keys with `__` for the dot."""
    values = copy.deepcopy(CONFIG)
    for key, value in changes.items():
        section, _, name = key.partition("__")
        values[section][name] = value
    return read_sections(json.dumps(values), stream=Stream, mix=Mix)


def words(rng, count: int) -> str:
    return " ".join("".join(rng.choice(_SYLLABLES, rng.integers(1, 4))) for _ in range(count))


def write_folder(folder: Path, stage: str, tables: dict[str, list[dict]]) -> Path:
    """A room's output: tables as parquet, right or wrong, and the manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMAS[name]), folder / name)
    write_manifest(folder, job=stage, files=[folder / n for n in tables])
    return folder


def document(document_id: str, domain: str, text: str, split: str = "train") -> dict:
    return {
        "document_id": document_id, "domain": domain, "work": "w", "passage": 0,
        "split": split, "text": text,
    }  # fmt: skip


def corpus_rows(documents: int = 90, length: int = 130) -> list[dict]:
    rng = np.random.Generator(np.random.Philox(7))
    rows = []
    for domain in ("plays", "recipes", "verse"):
        for i in range(documents):
            text = f"{words(rng, int(rng.integers(5, length)))}\n\n  42 中文 <|endoftext|> “q”\x00"
            rows.append(document(f"{domain}/{i}", domain, text))
        for i in range(20):
            text = f"{CANARY} " * 40
            rows.append(document(f"{domain}/held{i}", domain, text, split="held_out"))
    return rows


def world_tables(scale: float = 1.0) -> dict[str, list[dict]]:
    """Two families sized for CONFIG; facts occur 1, 2, 4 or 8 times, some twice in a document."""
    rng = np.random.Generator(np.random.Philox(8))
    documents, exposures = [], []
    for family, share in (("biographies", 0.35), ("sources", 0.15)):
        budget, entity = 32_768 * share * 2.5 * scale, 0
        while budget > 0:
            person, place = words(rng, 2).title(), words(rng, 1).title() + " é中"
            for event in range(min(2 ** (entity % 4), 8)):
                text = f"{person} was born in {place}. {words(rng, int(rng.integers(0, 30)))}."
                name = f"{family}/{entity}/{event}"
                documents.append(document(name, family, text))
                start = text.index(place)
                exposures.append({
                    "document_id": name, "family": family, "entity_id": f"{family}/{entity}",
                    "fact_id": f"{family}/{entity}/birthplace", "source": None, "value": place,
                    "start": start, "end": start + len(place),
                })  # fmt: skip
                budget -= len(text.encode())
            entity += 1
    order = rng.permutation(len(exposures))
    return {
        "documents.parquet": documents,
        "exposures.parquet": [exposures[i] for i in order],
    }


@dataclass
class Built:
    corpus: Path
    world: Path
    output: Path
    study: Sections
    manifest: dict
