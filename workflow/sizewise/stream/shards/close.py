"""One stream of all shards: order, ledger, manifest, in the layout that every later job reads."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sizewise.stream.ledger import counted
from sizewise.stream.shards.pack import SHARD
from sizewise.stream.shards.tables import PART_OF_LEDGER
from sizewise.stream.tokenizer import FILES
from sizewise.study.artifacts import link_file, read_manifest, verify_files
from sizewise.study.formats import ledger, order
from sizewise.study.formats.shards import ShardLayout
from sizewise.study.sections import Sections
from sizewise.study.work import Work, contents


def close(
    study: Sections, shards: list[Path], mixture: Path, vocabulary: Path, output: Path
) -> dict[str, Any]:
    """Put the packed `shards`, in their order, together in `output`; return the manifest.

    Raises StudyError. Shards are linked and not copied where the disk allows; the order is written
    a shard at a time, and of the ledger the facts' names are held.
    """
    inputs = {f"packed/{n}": contents(read_manifest(folder)) for n, folder in enumerate(shards)}
    facts = read_manifest(mixture)["facts"]
    inputs["tokenizer"] = contents(verify_files(vocabulary, FILES), *FILES)
    work = Work.begin(
        "close", config=study.section_json("stream", "mix"), inputs=inputs,
        output=output,
    )  # fmt: skip
    if work.kept:
        return work.kept
    files = [link_file(vocabulary / name, output / name) for name in FILES]
    counts = {"pieces": 0, "segments": 0}
    with order.TABLE.writer(output / order.TABLE.name) as rows:
        for number, folder in enumerate(shards):
            name = ShardLayout.shard_name(number)
            files.append(link_file(folder / SHARD, output / name))
            verify_files(folder, [order.TABLE.name])
            # One row group a shard, whatever its size.
            rows.write(order.TABLE.read(folder / order.TABLE.name))
            for count in counts:
                counts[count] += read_manifest(folder)["facts"][count]
    for stale in {*(output / "shards").iterdir()} - {*files}:
        stale.unlink()
    _write_ledger(shards, output / ledger.TABLE.name)
    files += [output / order.TABLE.name, output / ledger.TABLE.name]
    told = {
        "layout": facts["layout"],
        "steps": ShardLayout(**facts["layout"]).n_steps,
        "instances": counts["pieces"],
        "segments": counts["segments"],
        "domains": facts["domains"],
        "tokenizer_sample_bytes": read_manifest(vocabulary)["facts"]["sample_bytes"],
    }
    return work.end(files, told)


def _write_ledger(shards: list[Path], path: Path) -> None:
    names = ["family", "fact_id"]
    parts = [folder / PART_OF_LEDGER.name for folder in shards]
    facts = pa.concat_tables([PART_OF_LEDGER.read(part, names) for part in parts])
    exposure = counted(facts, np.arange(len(facts)))
    missing = pc.is_null(facts.column("fact_id")).to_numpy()
    place = list(ledger.TABLE.columns).index("exposure")
    done = 0
    with ledger.TABLE.writer(path) as file:
        for part in parts:
            table = PART_OF_LEDGER.read(part)
            here = slice(done, done + len(table))
            column = pa.array(exposure[here], pa.int64(), mask=missing[here])
            file.write(table.add_column(place, "exposure", column))
            done += len(table)
