"""One shard of the stream: its ids, its order, its part of the ledger."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sizewise.stream import plan
from sizewise.stream.packing import PackingError, Segments, pack
from sizewise.stream.shards.keys import keys, shift
from sizewise.stream.shards.mixture import NAME, Mixture
from sizewise.stream.shards.tables import PART_OF_LEDGER, SPANS, Encoded
from sizewise.study.artifacts import read_manifest, verify_files, whole_file
from sizewise.study.errors import StudyError
from sizewise.study.formats import order
from sizewise.study.formats.shards import ShardLayout
from sizewise.study.sections import Sections
from sizewise.study.work import Work, contents

SHARD = "shard.bin"


@dataclass(frozen=True)
class Pieces:
    """Documents, or pieces of them, that lie in a shard, before they are ordered.

    Arrays of one length: `part` and `row` (int64, of the index of that part), `place` (int64, in
    the part's ids), `offset` (int64, tokens of the document before the piece), `tokens` (int64),
    `epoch` (int64), and the Arrow strings `ids` and `domains`.
    """

    part: np.ndarray
    row: np.ndarray
    place: np.ndarray
    offset: np.ndarray
    tokens: np.ndarray
    epoch: np.ndarray
    ids: pa.Array
    domains: pa.Array

    def __len__(self) -> int:
        return len(self.part)

    def take(self, rows: np.ndarray) -> "Pieces":
        """The rows in another order."""
        numbers = (self.part, self.row, self.place, self.offset, self.tokens, self.epoch)
        strings = (self.ids.take(pa.array(rows)), self.domains.take(pa.array(rows)))
        return Pieces(*(column[rows] for column in numbers), *strings)


def _pieces(part: int, first: int, rows: pa.Table, tokens: np.ndarray, epoch: int) -> Pieces:
    """Rows of INDEX, of which some tokens are read."""
    numbers = np.arange(first, first + len(rows), dtype=np.int64)
    read = np.flatnonzero(tokens)
    n = len(rows)
    whole = Pieces(
        np.full(n, part, dtype=np.int64), numbers, rows.column("start").to_numpy(),
        np.zeros(n, dtype=np.int64), tokens, np.full(n, epoch, dtype=np.int64),
        rows.column("document_id").combine_chunks(), rows.column("domain").combine_chunks(),
    )  # fmt: skip
    return whole.take(read)


def _concatenate(parts: list[Pieces]) -> Pieces:
    names = ("part", "row", "place", "offset", "tokens", "epoch")
    none, text = np.empty(0, dtype=np.int64), pa.array([], pa.string())
    return Pieces(
        *(np.concatenate([none, *(getattr(one, name) for one in parts)]) for name in names),
        *(
            pa.concat_arrays([text, *(getattr(one, n) for one in parts)])
            for n in ("ids", "domains")
        ),
    )


def _of_bucket(
    parts: list[Encoded], mixture: Mixture, bucket: int, seed: int, count: int
) -> Pieces:
    """All readings whose keys fall into a bucket, in the order of the tape."""
    found: list[Pieces] = []
    by_key: list[np.ndarray] = []
    for number, part in enumerate(parts):
        for epoch in range(1, max(r.epochs for r in mixture.readings.values()) + 1):
            first, rows = part.bucket((bucket - shift(seed, epoch, count)) % count)
            tokens = np.zeros(len(rows), dtype=np.int64)
            for name, reading in mixture.readings.items():
                own = pc.equal(rows.column("domain"), name).to_numpy()
                tokens[own] = reading.tokens(rows, epoch)[own]
            pieces = _pieces(number, first, rows, tokens, epoch)
            own_keys = rows.column("key").to_numpy()[np.flatnonzero(tokens)]
            if epoch > 1:
                own_keys = keys(pieces.ids.to_pylist(), seed, epoch)
            found.append(pieces)
            by_key.append(own_keys)
    pieces = _concatenate(found)
    names = np.array(pieces.ids.to_pylist(), dtype=object)
    order = np.lexsort((pieces.epoch, names, np.concatenate(by_key)))
    return pieces.take(order)


def on_tape(parts: list[Encoded], mixture: Mixture, low: int, high: int, seed: int) -> Pieces:
    """The tape's tokens from `low` to `high`; its first and last documents may be cut."""
    count = len(mixture.tape) - 1
    tape = np.array(mixture.tape)
    found: list[Pieces] = []
    for bucket in np.flatnonzero((tape[1:] > low) & (tape[:-1] < high)).tolist():
        pieces = _of_bucket(parts, mixture, bucket, seed, count)
        ends = tape[bucket] + np.cumsum(pieces.tokens)
        starts = ends - pieces.tokens
        inside = np.flatnonzero((ends > low) & (starts < high))
        cut_before = np.maximum(low - starts[inside], 0)
        tokens = np.minimum(ends[inside], high) - np.maximum(starts[inside], low)
        kept = pieces.take(inside)
        found.append(
            Pieces(
                kept.part, kept.row, kept.place, kept.offset + cut_before, tokens, kept.epoch,
                kept.ids, kept.domains,
            )
        )  # fmt: skip
    return _concatenate(found)


def pack_shard(
    study: Sections, number: int, parts: list[Path], planted: Path, mixture: Path, output: Path
) -> dict[str, Any]:
    """Write shard `number` with its order and its part of the ledger into `output`.

    `parts` and `planted` are the folders of encoded parts, `mixture` that of the plan. Returns the
    manifest. Raises StudyError.
    """
    read = [*parts, planted]
    work = Work.begin(
        "pack",
        of={"shard": number},
        config=study.section_json("stream", "mix"),
        inputs={
            "mixture": contents(verify_files(mixture, [NAME]), NAME),
            # Hashing every part for every shard would read all of the stream once a shard.
            **{folder.name: contents(read_manifest(folder)) for folder in read},
        },
        output=output,
    )
    if work.kept:
        return work.kept
    layout, seed = study.stream.layout(study.mix.tokens), study.stream.seed
    natural, world, whole_plan = (
        [Encoded(p) for p in parts],
        Encoded(planted),
        Mixture.load(mixture),
    )
    low, high = whole_plan.before[number : number + 2]
    first, rows = world.bucket(number)
    own = _pieces(len(natural), first, rows, rows.column("tokens").to_numpy(), epoch=1)
    pieces = _concatenate([own, on_tape(natural, whole_plan, low, high, seed)])
    is_whole = np.arange(len(pieces)) < len(own)
    shuffled = plan.global_order(len(pieces), seed, f"order/{number}")
    pieces, is_whole = pieces.take(shuffled), is_whole[shuffled]
    try:
        segments = pack(pieces.tokens, is_whole, layout.sequence_length)
    except PackingError as error:
        raise StudyError(
            f"shard {number}: planted documents cannot be packed ({error}); give natural domains a "
            "larger share, or use a longer stream.sequence_length or larger stream.shard_tokens"
        ) from None
    begins = layout.shard_steps(number).start * layout.batch_tokens
    sequences = len(layout.shard_steps(number)) * layout.batch_sequences
    turned = plan.global_order(sequences, seed, f"sequences/{number}")
    segments = segments.in_sequence_order(turned, layout.sequence_length)
    _write_ids(segments, pieces, [*natural, world], layout, output / SHARD)
    order.TABLE.write(output / order.TABLE.name, _order(segments, pieces, layout, begins))
    start = np.zeros(len(rows), dtype=np.int64)
    placed = is_whole[segments.item]
    start[pieces.row[segments.item[placed]] - first] = begins + segments.start[placed]
    table = _ledger(planted, first, start, layout)
    PART_OF_LEDGER.write(output / PART_OF_LEDGER.name, table)
    files = [output / name for name in (SHARD, order.TABLE.name, PART_OF_LEDGER.name)]
    return work.end(files, {"pieces": len(pieces), "segments": len(segments.item)})


def _write_ids(
    segments: Segments, pieces: Pieces, parts: list[Encoded], layout: ShardLayout, path: Path
) -> None:
    place = pieces.place + pieces.offset
    starts = (place[segments.item] + segments.offset).tolist()
    counts, owners = segments.tokens.tolist(), pieces.part[segments.item].tolist()
    with whole_file(path) as half, half.open("wb") as file:
        for start, count, owner in zip(starts, counts, owners, strict=True):
            file.write(parts[owner].ids[start : start + count].tobytes())


def _order(segments: Segments, pieces: Pieces, layout: ShardLayout, begins: int) -> pa.Table:
    start = begins + segments.start
    sequence = start // layout.sequence_length
    items = pa.array(segments.item)
    columns = [
        start,
        start + segments.tokens,
        sequence // layout.batch_sequences,
        sequence,
        pieces.domains.take(items),
        pieces.ids.take(items),
        pieces.offset[segments.item] + segments.offset,
        pieces.epoch[segments.item],
    ]
    return pa.table([pa.array(column) for column in columns], schema=order.TABLE.schema)


def _ledger(planted: Path, first: int, start: np.ndarray, layout: ShardLayout) -> pa.Table:
    """PART_OF_LEDGER of the documents of one bucket, whose first tokens stand at `start`."""
    wanted = [("row", ">=", first), ("row", "<", first + len(start))]
    spans = SPANS.read(planted / SPANS.name, filters=wanted)
    begin = start[spans.column("row").to_numpy() - first]
    places = [begin + spans.column(name).to_numpy() for name in ("token_start", "token_end")]
    by_place = np.lexsort((places[1], places[0]))
    sequence = places[0][by_place] // layout.sequence_length
    table = spans.drop_columns(["row", "token_start", "token_end"]).take(pa.array(by_place))
    for name, values in (
        ("token_start", places[0][by_place]), ("token_end", places[1][by_place]),
        ("sequence", sequence), ("step", sequence // layout.batch_sequences),
    ):  # fmt: skip
        table = table.append_column(name, pa.array(values, pa.int64()))
    return table
