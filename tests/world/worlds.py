"""Small worlds of one family, written to a folder and read back as their readers see them."""

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import yaml
from sizewise.study.mix import Mix
from sizewise.study.sections import Sections, read_sections
from sizewise.world.build import build_world
from sizewise.world.config import World

ROOT = Path(__file__).resolve().parents[2]
KNOBS = yaml.safe_load(Path(__file__).with_name("knobs.yaml").read_text(encoding="utf-8"))
FAMILIES = sorted(KNOBS)


def study(budget: int, seed: int = 1, **families: dict[str, Any]) -> Sections:
    """A study of `budget` bytes for each of `families`: changes to the knobs of config.yaml."""
    share = 1 / len(families)
    sections = {
        "world": {"seed": seed, "families": {n: KNOBS[n] | k for n, k in families.items()}},
        "mix": {
            "tokens": budget * len(families),
            "shares": dict.fromkeys(families, share),
            "planted_bytes_per_token": dict.fromkeys(families, 1.0),
        },
    }
    return read_sections(json.dumps(sections), world=World, mix=Mix)


@dataclass(frozen=True)
class Written:
    """The files of a world."""

    folder: Path

    @cached_property
    def documents(self) -> list[dict[str, Any]]:
        return pq.read_table(self.folder / "documents.parquet").to_pylist()

    @cached_property
    def exposures(self) -> list[dict[str, Any]]:
        return pq.read_table(self.folder / "exposures.parquet").to_pylist()

    @cached_property
    def texts(self) -> list[str]:
        return [row["text"] for row in self.documents]

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        return [
            json.loads(line)
            for path in sorted((self.folder / "items").glob("*.jsonl"))
            for line in path.read_text(encoding="utf-8").splitlines()
        ]

    def of_kind(self, *kinds: str) -> list[dict[str, Any]]:
        return [item for item in self.items if item["kind"] in kinds]

    @cached_property
    def facts(self) -> dict[str, Any]:
        return json.loads((self.folder / "manifest.json").read_text())["facts"]["families"]

    @cached_property
    def stated(self) -> dict[str, Counter]:
        """How often each value is stated of each fact, by the exposures table."""
        counts: dict[str, Counter] = defaultdict(Counter)
        for row in self.exposures:
            counts[row["fact_id"]][row["value"]] += 1
        return counts

    @cached_property
    def documents_naming(self) -> dict[str, list[str]]:
        """Texts by every run of capitalised words in them, whole and one word less."""
        index: dict[str, list[str]] = defaultdict(list)
        for text in self.texts:
            for name in set(re.findall(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?", text)):
                index[name].append(text)
        return index


def build(folder: Path, made: Sections, workers: int = 1) -> Written:
    """Build and read back."""
    build_world(made, folder, workers)
    return Written(folder)
