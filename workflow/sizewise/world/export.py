"""A planted world as a data set in the layout of the Hugging Face hub.

A folder with a card (README.md) and parquet files, one configuration a family and one for the
documents, which `datasets.load_dataset(folder, family)` opens and `hf upload` publishes.
"""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from sizewise.study.artifacts import verify_files, whole_file
from sizewise.study.errors import StudyError
from sizewise.study.formats.items import Item, read_items
from sizewise.study.formats.names import DOCUMENTS, ITEMS_FOLDER
from sizewise.world.families import FAMILIES

_DOCUMENTS = "documents"
# What differs from kind to kind is text of JSON: a column has one type for all families.
_COLUMNS = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in ("item_id", "family", "kind", "entity_id")),
        pa.field("fact_id", pa.string()),
        pa.field("prompt", pa.string()),
        pa.field("choices", pa.list_(pa.string())),
        pa.field("answer", pa.int64()),
        pa.field("target", pa.string()),
        pa.field("probabilities", pa.list_(pa.float64())),
        *(pa.field(name, pa.string()) for name in ("knobs", "checks")),
    ]
)


def export_world(world: Path, output: Path) -> list[Path]:
    """Write the data set of the folder `world` into `output` and return its files.

    Raises StudyError where the world is not whole or `output` holds something else.
    """
    manifest = verify_files(world)
    if output.exists() and any(output.iterdir()) and not (output / "README.md").is_file():
        raise StudyError(f"--output {output}: holds something else; name another folder")
    families = sorted(Path(n).stem for n in manifest["files"] if n.startswith(f"{ITEMS_FOLDER}/"))
    files = []
    for family in families:
        path = output / "data" / family / "test-00000-of-00001.parquet"
        rows = [_row(item) for item in read_items(world, family)]
        with whole_file(path) as part:
            pq.write_table(pa.Table.from_pylist(rows, schema=_COLUMNS), part)
        files.append(path)
    path = output / "data" / _DOCUMENTS / "train-00000-of-00001.parquet"
    with whole_file(path) as part:
        shutil.copyfile(world / DOCUMENTS, part)
    files.append(path)
    card = output / "README.md"
    with whole_file(card) as part:
        part.write_text(_card(families, manifest["identity"]), encoding="utf-8")
    return [*files, card]


def _row(item: Item) -> dict[str, Any]:
    row = item.model_dump(mode="json")
    for name in ("knobs", "checks"):
        row[name] = row[name] and json.dumps(row[name], ensure_ascii=False)
    return {name: row[name] for name in _COLUMNS.names}


def _card(families: Iterable[str], identity: str) -> str:
    configurations = [
        {"config_name": name, "data_files": [{"split": split, "path": f"data/{name}/{split}-*"}]}
        for name, split in (*((family, "test") for family in families), (_DOCUMENTS, "train"))
    ]
    head = yaml.safe_dump(
        {
            "pretty_name": "Planted worlds of sizewise",
            "language": ["en"],
            "tags": ["synthetic"],
            "configs": configurations,
        },
        sort_keys=False,
    )
    lines = [
        "Texts and questions of a world that does not exist, made by a program from a seed: how",
        "often a training read each fact is known, and no question was ever published.",
        "",
        f"`load_dataset(folder, name, split=\"test\")` opens a family's questions, `{_DOCUMENTS}`",
        "(split `train`) the texts to train on. `knobs` and `checks` are JSON. A question with",
        "`choices` has its right one at `answer`; the others are answered in writing (`target`).",
        "",
        *(f"- **{family}**: {FAMILIES[family].summary}" for family in families),
        "",
        f"Made from the world of identity `{identity}`.",
    ]  # fmt: skip
    return f"---\n{head}---\n\n# Planted worlds\n\n" + "\n".join(lines) + "\n"
