"""Names of files and checkpoints that more than one room spells.

Only names: importing this module loads no library.
"""

import re

DOCUMENTS = "documents.parquet"
EXPOSURES = "exposures.parquet"
PASSAGES = "held_out.jsonl"
ORDER = "order.parquet"
LEDGER = "ledger.parquet"
LOG = "log.parquet"
UPDATES = "updates.parquet"
JUDGED = "judged.parquet"
ANSWERS = "items.parquet"
HELD_OUT = "held_out.parquet"
HEADS = "heads.parquet"
REPEATS = "repeats.parquet"
OVERLAP = "overlap.parquet"

NULL_WORLDS = "data/null_worlds.json"
"""Where the gate keeps what it found, beside the register."""
ITEMS_FOLDER = "items"
PRACTICE_FOLDER = "practice"
CHECKPOINTS_FOLDER = "checkpoints"
TOKENIZER_FOLDER = "tokenizer"
SHARDS_FOLDER = "shards"

_CHECKPOINT_FILE = re.compile(rf"{CHECKPOINTS_FOLDER}/step(\d{{7}})/[^/]+")


ARCHIVES_PART, PLANTED_PART = "archives", "planted"


def part_names(count: int, archives: bool) -> list[str]:
    """Folder names of the parts of a corpus: numbers, then natural domains from archives."""
    return [*map(str, range(count)), *([ARCHIVES_PART] if archives else [])]


def items_file(family: str) -> str:
    """Path of a family's items inside the world's folder."""
    return f"{ITEMS_FOLDER}/{family}.jsonl"


def practice_file(family: str) -> str:
    """Path of a family's practice questions inside the world's folder."""
    return f"{PRACTICE_FOLDER}/{family}.jsonl"


def checkpoint_name(step: int) -> str:
    """Folder name of the checkpoint of `step` (updates done)."""
    return f"step{step:07d}"


def checkpoint_folder(step: int) -> str:
    """Path of the checkpoint of `step` inside its run's folder."""
    return f"{CHECKPOINTS_FOLDER}/{checkpoint_name(step)}"


def step_of(file: str) -> int | None:
    """Step of the checkpoint that holds `file`, a path inside a run; None outside checkpoints."""
    match = _CHECKPOINT_FILE.fullmatch(file)
    return int(match[1]) if match else None
