"""A stream that is made in parts: exact, whole, and the same whoever makes it in whatever order."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from sizewise.stream.shards.close import close
from sizewise.stream.shards.encode import encode_part
from sizewise.stream.shards.keys import buckets, keys, shift
from sizewise.stream.shards.mixture import mix_parts
from sizewise.stream.shards.pack import pack_shard
from sizewise.stream.shards.sources import Source
from sizewise.stream.shards.tables import SPANS, Encoded
from sizewise.stream.shards.vocabulary import build_vocabulary
from sizewise.stream.tokenizer import byte_lengths, encode, load_tokenizer, tokenizer_json
from sizewise.stream.verify import verify
from sizewise.study.artifacts import read_manifest, sha256_of
from sizewise.study.errors import StudyError
from sizewise.study.formats import documents, ledger, order
from sizewise.study.formats.shards import TokenStream

from tests.manifests import write_manifest

from .small import config, corpus_rows, world_tables, write_folder

PARTS = 3
DOMAINS = ("plays", "recipes")


def part_of_corpus(folder: Path, rows: list[dict]) -> Path:
    """What `corpus screen` leaves of a part."""
    ranked = sorted(
        ({"rank": documents.rank(row["document_id"]), **row} for row in rows),
        key=lambda row: row["rank"],
    )
    folder.mkdir(parents=True)
    kept = [{name: row[name] for name in documents.PART.columns} for row in ranked]
    documents.PART.write(folder / documents.PART.name, kept)
    facts: dict = {}
    for row in rows:
        fact = facts.setdefault(row["domain"], {"documents": 0, "bytes": 0})
        fact["documents"] += 1
        fact["bytes"] += len(row["text"].encode())
    write_manifest(
        folder, job="screen", files=[folder / documents.PART.name], facts={"domains": facts}
    )
    return folder


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """Folders of three parts of a corpus and of a world."""
    root = tmp_path_factory.mktemp("inputs")
    rows = [row for row in corpus_rows() if row["split"] == "train"]
    parts = [part_of_corpus(root / f"parts/{n}", rows[n::PARTS]) for n in range(PARTS)]
    tables = world_tables()
    world = write_folder(root / "world", "world", tables)
    facts: dict = {}
    for row in tables["documents.parquet"]:
        fact = facts.setdefault(row["domain"], {"bytes": 0})
        fact["bytes"] += len(row["text"].encode())
    write_manifest(
        world, job="world", files=[world / name for name in tables], facts={"families": facts}
    )
    return parts, world


def make(study, inputs, folder: Path, turned: bool = False) -> Path:
    """All jobs; those of one stage in the reverse order where `turned`."""
    parts, world = inputs
    build_vocabulary(study, parts, world, folder / "vocabulary")
    found = [(f"{n}", Source(part, planted=False)) for n, part in enumerate(parts)]
    found.append(("planted", Source(world, planted=True)))
    for name, source in reversed(found) if turned else found:
        encode_part(study, name, source, folder / "vocabulary", folder / f"encoded/{name}")
    natural = [folder / f"encoded/{n}" for n in range(len(parts))]
    planted = folder / "encoded/planted"
    mix_parts(study, natural, planted, folder / "mixture")
    shards = list(range(study.stream.layout(study.mix.tokens).n_shards))
    for shard in reversed(shards) if turned else shards:
        pack_shard(study, shard, natural, planted, folder / "mixture", folder / f"packed/{shard}")
    packed = [folder / f"packed/{shard}" for shard in shards]
    close(study, packed, folder / "mixture", folder / "vocabulary", folder / "stream")
    return folder / "stream"


@pytest.fixture(scope="module")
def made(inputs, tmp_path_factory):
    study = config()
    return study, make(study, inputs, tmp_path_factory.mktemp("made"))


def texts(inputs) -> dict[str, str]:
    parts, world = inputs
    found = {}
    for table, folder in [(documents.PART, p) for p in parts] + [(documents.PLANTED, world)]:
        rows = table.read(folder / table.name, ["document_id", "text"]).to_pylist()
        found |= {row["document_id"]: row["text"] for row in rows}
    return found


def test_no_byte_depends_on_the_order_of_jobs(inputs, made, tmp_path) -> None:
    study, folder = made
    other = make(study, inputs, tmp_path, turned=True)
    files = read_manifest(folder)["files"]
    assert files == read_manifest(other)["files"]
    assert {name: sha256_of(folder / name) for name in files} == files
    assert len([name for name in files if name.startswith("shards/")]) > 2


def test_shards_are_as_long_as_the_layout_says(made) -> None:
    study, folder = made
    stream = TokenStream(folder)
    assert len(stream) * study.stream.batch_tokens == study.mix.tokens
    assert len(verify(folder)) == 2


def test_every_token_is_that_of_its_document(inputs, made) -> None:
    study, folder = made
    stream, tokenizer = TokenStream(folder), load_tokenizer(folder)
    ids = np.concatenate([stream.batch(step).reshape(-1) for step in range(len(stream))])
    known = texts(inputs)
    encoded = {}
    names = list(known)
    lengths = []
    flat = []
    for part, counts in encode(tokenizer, known.values(), np.uint16):
        flat.append(part)
        lengths.append(counts)
    ends = np.cumsum(np.concatenate(lengths))
    flat = np.concatenate(flat)
    for name, end, length in zip(names, ends, np.concatenate(lengths), strict=True):
        encoded[name] = flat[end - length : end]
    read: Counter = Counter()
    for row in order.TABLE.read(folder / "order.parquet").to_pylist():
        count = row["token_end"] - row["token_start"]
        at = row["document_token"]
        expected = encoded[row["document_id"]][at : at + count]
        assert np.array_equal(ids[row["token_start"] : row["token_end"]], expected)
        for token in range(at, at + count):
            read[row["document_id"], row["epoch"], token] += 1
    # No token of a reading stands twice.
    assert set(read.values()) == {1}
    facts = read_manifest(folder)["facts"]["domains"]
    for domain in DOMAINS:
        of = sum(1 for name, _, _ in read if name.startswith(domain))
        assert facts[domain]["tokens"] == of
    assert sum(fact["tokens"] for fact in facts.values()) == study.mix.tokens


def test_planted_documents_stand_whole_and_once(inputs, made) -> None:
    study, folder = made
    rows = order.TABLE.read(folder / "order.parquet").to_pylist()
    _, world = inputs
    planted = documents.PLANTED.read(world / "documents.parquet", ["document_id"])
    names = planted.column("document_id").to_pylist()
    counts = Counter(row["document_id"] for row in rows)
    assert {counts[name] for name in names} == {1}
    assert {row["document_token"] for row in rows if row["document_id"] in set(names)} == {0}
    length = study.stream.sequence_length
    for row in rows:
        assert row["token_start"] // length == (row["token_end"] - 1) // length


def test_a_shard_reads_its_own_exposures_and_not_all(made) -> None:
    """A row group a bucket: what a job holds does not grow with the planted text."""
    _, folder = made
    planted = Encoded(folder.parent / "encoded/planted")
    file = SPANS.open(planted.folder / SPANS.name)
    found = [file.read_row_group(n, ["row"])["row"].to_numpy() for n in range(file.num_row_groups)]
    within = [np.searchsorted(planted.starts, rows, side="right") for rows in found]
    assert len(found) > 1 and all(len({*one.tolist()}) == 1 for one in within)


def test_the_ledger_is_exact(inputs, made) -> None:
    _, folder = made
    stream, tokenizer = TokenStream(folder), load_tokenizer(folder)
    ids = np.concatenate([stream.batch(step).reshape(-1) for step in range(len(stream))])
    sizes, seen = byte_lengths(tokenizer), Counter()
    rows = ledger.TABLE.read(folder / "ledger.parquet").to_pylist()
    exposures = world_tables()["exposures.parquet"]
    assert Counter((r["document_id"], r["value"]) for r in rows) == Counter(
        (r["document_id"], r["value"]) for r in exposures
    )
    assert [r["token_start"] for r in rows] == sorted(r["token_start"] for r in rows)
    for row in rows:
        tokens = ids[row["token_start"] : row["token_end"]]
        assert row["value"] in tokenizer.decode(tokens.tolist(), skip_special_tokens=False)
        assert sizes[tokens].sum() <= len(row["value"].encode()) + 8
        seen[row["fact_id"]] += 1
        assert row["exposure"] == seen[row["fact_id"]]
        assert row["sequence"] == row["token_start"] // 128
        assert row["step"] == row["token_start"] // 1024


def test_documents_that_are_read_again_are_those_of_low_rank(inputs, made, tmp_path) -> None:
    rows = [row for row in corpus_rows() if row["split"] == "train"]
    few = [row for row in rows if row["domain"] == "plays"][:40] + [
        row for row in rows if row["domain"] == "recipes"
    ]
    parts = [part_of_corpus(tmp_path / f"parts/{n}", few[n::2]) for n in range(2)]
    folder = make(config(), (parts, inputs[1]), tmp_path / "made")
    table = order.TABLE.read(folder / "order.parquet").to_pylist()
    by_epoch: dict[int, Counter] = {}
    for row in table:
        if row["domain"] == "plays":
            count = row["token_end"] - row["token_start"]
            by_epoch.setdefault(row["epoch"], Counter())[row["document_id"]] += count
    assert len(by_epoch) > 1
    last = max(by_epoch)
    whole = by_epoch[1]
    assert len(whole) == 40
    assert all(by_epoch[epoch] == whole for epoch in range(1, last))
    again = sorted(whole, key=documents.rank)[: len(by_epoch[last])]
    assert set(by_epoch[last]) == set(again)
    cut = [name for name in again if by_epoch[last][name] < whole[name]]
    assert cut in ([], [again[-1]])
    facts = read_manifest(folder)["facts"]["domains"]["plays"]
    assert facts["epochs"] == pytest.approx(
        sum(by_epoch[epoch].total() for epoch in by_epoch) / whole.total()
    )


def test_the_vocabulary_is_that_of_one_process(inputs, made, tmp_path) -> None:
    from sizewise.stream.build import build

    _, folder = made
    rows = corpus_rows()
    corpus = write_folder(tmp_path / "corpus", "corpus", {"documents.parquet": rows})
    build(config(), corpus, inputs[1], tmp_path / "one")
    assert tokenizer_json(load_tokenizer(folder)) == tokenizer_json(
        load_tokenizer(tmp_path / "one")
    )
    one = read_manifest(tmp_path / "one")["facts"]["domains"]
    for name, fact in read_manifest(folder)["facts"]["domains"].items():
        for key in ("asked_share", "documents_available", "bytes_available", "share", "tokens"):
            assert fact[key] == pytest.approx(one[name][key], abs=1e-4), (name, key)


def test_too_many_planted_documents_for_a_shard_are_named(inputs, tmp_path) -> None:
    # One part of three: each is written once a shard, and there are many.
    (part, *_), world = inputs
    study = config(stream__batch_tokens=512, stream__shard_tokens=512)
    with pytest.raises(StudyError, match=r"shard \d+: planted documents c"):
        make(study, ([part], world), tmp_path)


def test_a_family_without_a_share_is_refused(inputs, tmp_path) -> None:
    shares = {"plays": 0.5, "recipes": 0.2, "biographies": 0.3}
    with pytest.raises(StudyError, match="holds documents of sources, to which"):
        make(config(mix__shares=shares), inputs, tmp_path)


def test_a_share_without_documents_is_refused(inputs, tmp_path) -> None:
    shares = {"plays": 0.3, "poems": 0.2, "biographies": 0.35, "sources": 0.15}
    with pytest.raises(StudyError, match=r"mix\.shares\.poems: neither the corpus nor the world"):
        make(config(mix__shares=shares), inputs, tmp_path)


def test_keys_spread_evenly_and_epochs_are_apart() -> None:
    found = keys((str(n) for n in range(20_000)), seed=1, epoch=1)
    counts = np.bincount(buckets(found, 8), minlength=8)
    assert counts.sum() == 20_000 and abs(counts / 2500 - 1).max() < 0.1
    assert (np.diff(buckets(np.sort(found), 8)) >= 0).all()
    assert shift(1, 1, 8) == 0
    assert {shift(1, epoch, 1) for epoch in (1, 2, 3)} == {0}
