"""How often and how far each domain is read, and where on the tape each shard begins."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sizewise.stream import plan
from sizewise.stream.shards.keys import shift
from sizewise.stream.shards.tables import INDEX, Encoded
from sizewise.study.artifacts import read_json, verify_files, write_json
from sizewise.study.errors import StudyError
from sizewise.study.formats.shards import ShardLayout
from sizewise.study.sections import Sections
from sizewise.study.work import Work, contents

NAME = "mixture.json"
_RANK_BITS = 16
_COLUMNS = ("domain", "rank", "tokens", "bytes")


@dataclass(kw_only=True)
class Reading:
    """How a natural domain is read: whole epochs, and documents of low rank once more."""

    target: int
    """Tokens of the stream."""
    full: int
    """Whole epochs."""
    last_rank: int | None = None
    """Rank of the last document of the epoch that is not whole; None if there is none."""
    last_id: str | None = None
    """Its id: two documents could have one rank."""
    last_tokens: int = 0
    """Tokens that are read of it, at least one."""

    @property
    def epochs(self) -> int:
        """Epochs, the one that is not whole included."""
        return self.full + (self.last_rank is not None)

    def tokens(self, rows: pa.Table, epoch: int) -> np.ndarray:
        """Tokens that an epoch reads of each document of INDEX's `rows`: int64, 0 for none."""
        lengths = rows.column("tokens").to_numpy().copy()
        if epoch <= self.full:
            return lengths
        if epoch > self.epochs:
            return np.zeros_like(lengths)
        ranks = rows.column("rank").to_numpy()
        lengths[ranks > np.uint64(self.last_rank)] = 0
        for row in np.flatnonzero(ranks == np.uint64(self.last_rank)).tolist():
            name = rows.column("document_id")[row].as_py()
            if name >= self.last_id:
                lengths[row] = self.last_tokens if name == self.last_id else 0
        return lengths


@dataclass(kw_only=True)
class Mixture:
    """What every shard is made of."""

    readings: dict[str, Reading]
    """By natural domain."""
    tape: list[int] = field(default_factory=list)
    """Natural tokens before each bucket, and all of them."""
    before: list[int] = field(default_factory=list)
    """Natural tokens before each shard, and all of them."""

    @classmethod
    def load(cls, folder: Path) -> "Mixture":
        """The mixture in `folder`, checked. Raises StudyError."""
        verify_files(folder, [NAME])
        told = read_json(folder / NAME)
        readings = {name: Reading(**one) for name, one in told.pop("readings").items()}
        return cls(readings=readings, **told)

    def to_json(self) -> dict[str, Any]:
        """What mixture.json holds."""
        readings = {name: vars(one) for name, one in self.readings.items()}
        return {"readings": readings, "tape": self.tape, "before": self.before}


@dataclass
class _Domain:
    """Sums over all parts."""

    documents: int = 0
    tokens: int = 0
    bytes: int = 0
    by_rank: np.ndarray = field(default_factory=lambda: np.zeros(1 << _RANK_BITS, dtype=np.int64))


def _by_bucket(part: Encoded, columns: tuple[str, ...]) -> Iterator[tuple[int, pa.Table]]:
    """Rows of a part, a bucket at a time; empty buckets are left out."""
    file = INDEX.open(part.folder / INDEX.name)
    for group, number in enumerate(np.flatnonzero(np.diff(part.starts)).tolist()):
        yield number, file.read_row_group(group, columns=list(columns))


def _high(ranks: np.ndarray) -> np.ndarray:
    return (ranks >> np.uint64(64 - _RANK_BITS)).astype(np.int64)


def _sums(parts: list[Encoded]) -> dict[str, _Domain]:
    found: dict[str, _Domain] = {}
    for part in parts:
        for _, rows in _by_bucket(part, _COLUMNS):
            for name in pc.unique(rows.column("domain")).to_pylist():
                own = rows.filter(pc.equal(rows.column("domain"), name))
                sums, tokens = found.setdefault(name, _Domain()), own.column("tokens").to_numpy()
                sums.documents += len(own)
                sums.tokens += int(tokens.sum())
                sums.bytes += int(own.column("bytes").to_numpy().sum())
                np.add.at(sums.by_rank, _high(own.column("rank").to_numpy()), tokens)
    return found


def _bound(parts: list[Encoded], name: str, reading: Reading, sums: _Domain, rest: int) -> None:
    """Find the last document of the epoch that is not whole, `rest` tokens long."""
    ends = np.cumsum(sums.by_rank)
    crossing = int(np.searchsorted(ends, rest))
    left = rest - int(ends[crossing] - sums.by_rank[crossing])
    near: list[tuple[int, str, int]] = []
    for part in parts:
        for _, rows in _by_bucket(part, (*_COLUMNS, "document_id")):
            here = _high(rows.column("rank").to_numpy()) == crossing
            own = pc.and_(pc.equal(rows.column("domain"), name), pa.array(here))
            picked = rows.filter(own)
            columns = (picked.column(c).to_pylist() for c in ("rank", "document_id", "tokens"))
            near += zip(*columns, strict=True)
    for rank, document, tokens in sorted(near):
        if left <= tokens:
            reading.last_rank, reading.last_id, reading.last_tokens = rank, document, left
            return
        left -= tokens


def _tape(
    parts: list[Encoded], readings: dict[str, Reading], seed: int, count: int
) -> tuple[np.ndarray, dict[str, dict[str, int]]]:
    """Natural tokens of each bucket, and by domain what the stream's documents come to."""
    tokens = np.zeros(count, dtype=np.int64)
    used = {name: {"documents": 0, "whole": 0} for name in readings}
    for part in parts:
        for number, rows in _by_bucket(part, (*_COLUMNS, "document_id")):
            for name, reading in readings.items():
                own = rows.filter(pc.equal(rows.column("domain"), name))
                for epoch in range(1, reading.epochs + 1):
                    read = reading.tokens(own, epoch)
                    tokens[(number + shift(seed, epoch, count)) % count] += read.sum()
                    if epoch == 1:
                        used[name]["documents"] += int(np.count_nonzero(read))
                        whole = own.column("tokens").to_numpy()
                        used[name]["whole"] += int(whole[read > 0].sum())
    return tokens, used


def _before(planted: np.ndarray, layout: ShardLayout) -> np.ndarray:
    """Natural tokens before each shard: what planted documents leave room for."""
    sizes = np.array(
        [len(layout.shard_steps(i)) * layout.batch_tokens for i in range(layout.n_shards)]
    )
    room = sizes - planted
    if (room < 0).any():
        worst = int(np.argmin(room))
        raise StudyError(
            f"shard {worst}: planted documents come to {planted[worst]:,} of its {sizes[worst]:,} "
            "tokens; use larger stream.shard_tokens or give planted families a smaller share"
        )
    return np.concatenate([[0], np.cumsum(room)])


def mix_parts(study: Sections, parts: list[Path], planted: Path, output: Path) -> dict[str, Any]:
    """Write mixture.json into `output`; return the manifest. Raises StudyError.

    `parts` are the folders of encoded natural parts, `planted` that of planted text.
    """
    folders = [*parts, planted]
    work = Work.begin(
        "mixture",
        config=study.section_json("stream", "mix"),
        inputs={f.name: contents(verify_files(f, [INDEX.name]), INDEX.name) for f in folders},
        output=output,
    )
    if work.kept:
        return work.kept
    mix, layout, natural = (
        study.mix,
        study.stream.layout(study.mix.tokens),
        [Encoded(folder) for folder in parts],
    )
    world = Encoded(planted)
    families, domains = _sums([world]), _sums(natural)
    if both := sorted(families.keys() & domains.keys()):
        raise StudyError(f"{', '.join(both)}: both a planted family and a natural domain; rename")
    own = {name: sums.tokens for name, sums in families.items()}
    plan.check_planted_shares(mix.tokens, mix.shares, own, mix.planted_bytes_per_token)
    shares = {name: mix.shares[name] for name in sorted(domains)}
    targets = plan.natural_targets(mix.tokens, sum(own.values()), shares)
    readings = {}
    for name, target in targets.items():
        plan.check_epochs(name, target, domains[name].tokens, mix.tokens)
        full, rest = divmod(target, domains[name].tokens)
        readings[name] = Reading(target=target, full=full)
        if rest:
            _bound(natural, name, readings[name], domains[name], rest)
    by_bucket, used = _tape(natural, readings, study.stream.seed, layout.n_shards)
    in_shard = np.zeros(layout.n_shards, dtype=np.int64)
    for number, rows in _by_bucket(world, _COLUMNS):
        in_shard[number] = rows.column("tokens").to_numpy().sum()
    mixture = Mixture(
        readings=readings,
        tape=[0, *np.cumsum(by_bucket).tolist()],
        before=_before(in_shard, layout).tolist(),
    )
    write_json(output / NAME, mixture.to_json())
    facts = {
        name: {
            "planted": name in families,
            "asked_share": mix.shares[name],
            "share": (tokens := own.get(name) or readings[name].target) / layout.tokens,
            "tokens": tokens,
            "documents": used[name]["documents"] if name in used else sums.documents,
            "documents_available": sums.documents,
            "bytes_available": sums.bytes,
            "epochs": tokens / used[name]["whole"] if name in used and used[name]["whole"] else 1.0,
            "bytes_per_token": sums.bytes / sums.tokens,
        }
        for name, sums in (families | domains).items()
    }
    return work.end([output / NAME], {"domains": facts, "layout": layout.to_json()})
