import subprocess
import sys
from collections import Counter

import numpy as np
import pyarrow.parquet as pq
import pytest
from sizewise.stream.build import build
from sizewise.stream.tokenizer import SPECIAL_ID, load_tokenizer
from sizewise.study.artifacts import sha256_of, verify_files
from sizewise.study.errors import StudyError
from sizewise.study.formats.names import LEDGER, ORDER
from sizewise.study.formats.shards import TokenStream

from .small import CANARY, config, corpus_rows, document, words, world_tables, write_folder


def tokens_of(folder) -> np.ndarray:
    stream = TokenStream(folder)
    return np.concatenate([stream.batch(step).reshape(-1) for step in range(len(stream))])


@pytest.fixture(scope="module")
def tokens(built):
    return tokens_of(built.output)


@pytest.fixture(scope="module")
def order(built):
    return pq.read_table(built.output / ORDER).to_pylist()


@pytest.fixture(scope="module")
def tokenizer(built):
    return load_tokenizer(built.output)


def test_the_stream_has_exactly_the_tokens_asked_for(built, tokens):
    assert len(tokens) == built.study.mix.tokens
    assert tokens.max() < built.study.stream.vocabulary_size
    assert len(list((built.output / "shards").iterdir())) == 4
    verify_files(built.output)


def test_order_covers_each_position_once_inside_its_sequence(built, order):
    end, stream = 0, built.study.stream
    for row in order:
        assert row["token_start"] == end < row["token_end"]
        end = row["token_end"]
        assert row["sequence"] == row["token_start"] // stream.sequence_length
        assert row["sequence"] == (end - 1) // stream.sequence_length
        assert row["step"] == row["token_start"] // stream.batch_tokens
    assert end == built.study.mix.tokens


def test_documents_read_back_from_their_segments(built, order, tokens, tokenizer):
    """Tokens of every document, put together over its segments, decode to its text."""
    texts = {
        row["document_id"]: row["text"]
        for folder in (built.corpus, built.world)
        for row in pq.read_table(folder / "documents.parquet").to_pylist()
    }
    read: dict[tuple, list[int]] = {}
    for row in sorted(order, key=lambda row: row["document_token"]):
        ids = read.setdefault((row["document_id"], row["epoch"]), [])
        assert row["document_token"] == len(ids)
        ids += tokens[row["token_start"] : row["token_end"]].tolist()
    cut = []
    for (name, _), ids in read.items():
        assert ids[0] == SPECIAL_ID
        assert SPECIAL_ID not in ids[1:]
        text = tokenizer.decode(ids[1:], skip_special_tokens=False)
        if text != texts[name]:
            assert texts[name].startswith(text.rstrip("\ufffd"))
            cut.append(name)
    # Only the last document of each natural domain may be cut, to make the total exact.
    assert len(cut) <= 2
    assert len({name.split("/")[0] for name in cut} - {"plays", "recipes"}) == 0


def test_planted_documents_are_there_whole_and_as_often_as_the_world_says(built, order):
    asked = pq.read_table(built.world / "documents.parquet").column("document_id").to_pylist()
    found = Counter(r["document_id"] for r in order if r["domain"] in ("biographies", "sources"))
    assert found == Counter(asked)


def test_documents_are_mixed(order):
    """Planted documents lie all over the stream: their mean position is near its middle."""
    for family in ("biographies", "sources"):
        positions = [row["token_start"] for row in order if row["domain"] == family]
        # Standard error of the mean of a uniform position, four times.
        assert abs(np.mean(positions) / 32_768 - 0.5) < 4 * np.sqrt(1 / 12 / len(positions))


def test_a_long_document_does_not_run_through_neighbouring_sequences(order):
    """Places drawn at random lie a third of the stream apart; neighbours would lie one apart."""
    pieces: dict[tuple, list[int]] = {}
    for row in order:
        pieces.setdefault((row["document_id"], row["epoch"]), []).append(row["sequence"])
    gaps = [gap for found in pieces.values() for gap in np.abs(np.diff(found))]
    count = order[-1]["sequence"] + 1
    assert len(gaps) > 20
    assert np.mean(gaps) > count / 6


def test_the_ledger_says_where_values_are(built, tokens, tokenizer):
    ledger = pq.read_table(built.output / LEDGER).to_pylist()
    exposures = pq.read_table(built.world / "exposures.parquet").to_pylist()
    columns = list(exposures[0])
    key = lambda row: tuple(str(row[c]) for c in columns)  # noqa: E731
    assert Counter(map(key, ledger)) == Counter(map(key, exposures))
    assert [r["token_start"] for r in ledger] == sorted(r["token_start"] for r in ledger)
    seen = Counter()
    for row in ledger:
        ids = tokens[row["token_start"] : row["token_end"]]
        text = tokenizer.decode(ids)
        assert row["value"] in text
        # Tight: without its first or its last token the value is not there any more.
        assert row["value"] not in tokenizer.decode(ids[1:])
        assert row["value"] not in tokenizer.decode(ids[:-1])
        seen[row["fact_id"]] += 1
        assert row["exposure"] == seen[row["fact_id"]]
        assert row["sequence"] == row["token_start"] // 128 == (row["token_end"] - 1) // 128
        assert row["step"] == row["token_start"] // 1024


def test_ledger_spans_are_those_of_the_library(built, tokenizer):
    """The library's own character offsets as oracle."""
    texts = {
        r["document_id"]: r["text"]
        for r in pq.read_table(built.world / "documents.parquet").to_pylist()
    }
    order = pq.read_table(built.output / ORDER).to_pylist()
    starts = {r["document_id"]: r["token_start"] for r in order}
    for row in pq.read_table(built.output / LEDGER).to_pylist():
        offsets = tokenizer.encode(texts[row["document_id"]]).offsets
        inside = [i for i, (a, b) in enumerate(offsets) if a < row["end"] and b > row["start"]]
        start = starts[row["document_id"]]
        assert (row["token_start"], row["token_end"]) == (start + inside[0], start + inside[-1] + 1)


def test_held_out_text_is_nowhere(built, tokens, order, tokenizer):
    assert not any("/held" in row["document_id"] for row in order)
    assert CANARY not in tokenizer.decode(tokens, skip_special_tokens=False)
    # Forty times in each of sixty held-out documents: any training on it would make it a token.
    assert not any(CANARY[:4] in token for token in tokenizer.get_vocab())


def test_a_domain_without_share_is_nowhere(order):
    assert {row["domain"] for row in order} == {"plays", "recipes", "biographies", "sources"}


def test_shares_are_reported_as_they_are(built, order):
    for name, domain in built.manifest["facts"]["domains"].items():
        rows = [row for row in order if row["domain"] == name]
        assert domain["tokens"] == sum(row["token_end"] - row["token_start"] for row in rows)
        assert domain["share"] == domain["tokens"] / built.study.mix.tokens
        assert domain["documents"] == len({row["document_id"] for row in rows})
        assert domain["asked_share"] == built.study.mix.shares[name]
    domains = built.manifest["facts"]["domains"]
    # Natural domains take what the families left, in proportion.
    assert domains["plays"]["share"] / domains["recipes"]["share"] == pytest.approx(1.5, rel=1e-3)


def test_nothing_depends_on_workers(built, tmp_path):
    """Another process, one thread: the same bytes in every file, the manifest included."""
    command = [sys.executable, "-m", "sizewise", "stream", "build", "--workers", "1"]
    command += ["--config", built.study.section_json("stream", "mix"), "--output", str(tmp_path)]
    command += ["--corpus", str(built.corpus), "--world", str(built.world)]
    subprocess.run(command, check=True, capture_output=True)
    names = [*built.manifest["files"], "manifest.json"]
    for name in names:
        assert sha256_of(tmp_path / name) == sha256_of(built.output / name), name
    left = {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()}
    assert left == set(names)


def test_another_seed_is_another_order_of_the_same(built, order, tmp_path):
    build(config(stream__seed=2), built.corpus, built.world, tmp_path)
    other = pq.read_table(tmp_path / ORDER).to_pylist()

    def multiset(rows):
        counts = Counter()
        for row in rows:
            counts[row["document_id"], row["epoch"]] += row["token_end"] - row["token_start"]
        return counts

    assert multiset(other) == multiset(order)
    assert [r["document_id"] for r in other] != [r["document_id"] for r in order]
    assert sha256_of(tmp_path / "tokenizer/tokenizer.json") == sha256_of(
        built.output / "tokenizer/tokenizer.json"
    )


def test_epochs_repeat_documents_and_say_so(inputs, tmp_path):
    corpus = write_folder(
        tmp_path / "corpus", "corpus", {"documents.parquet": corpus_rows(documents=30)}
    )
    facts = build(config(), corpus, inputs[1], tmp_path / "stream")["facts"]
    order = pq.read_table(tmp_path / "stream" / ORDER).to_pandas()
    plays = order[(order["domain"] == "plays") & (order["document_token"] == 0)]
    readings = plays.groupby("document_id")["epoch"].apply(sorted)
    last = int(np.ceil(facts["domains"]["plays"]["epochs"]))
    assert 2 < facts["domains"]["plays"]["epochs"] < 4
    assert all(r == list(range(1, len(r) + 1)) and len(r) in (last - 1, last) for r in readings)
    assert len(tokens_of(tmp_path / "stream")) == 32_768


def test_too_little_text_is_refused(inputs, tmp_path):
    corpus = write_folder(
        tmp_path / "corpus", "corpus", {"documents.parquet": corpus_rows(documents=12)}
    )
    with pytest.raises(StudyError, match=r"mix\.shares\.plays: [\d,]+ tokens would take .* epochs"):
        build(config(), corpus, inputs[1], tmp_path / "stream")
    assert not (tmp_path / "stream" / "manifest.json").exists()
    assert list((tmp_path / "stream").iterdir()) == []


def test_a_long_planted_document_is_named(inputs, tmp_path):
    tables = world_tables()
    text = words(np.random.Generator(np.random.Philox(3)), 200)
    tables["documents.parquet"].append(document("sources/long", "sources", text))
    world = write_folder(tmp_path / "world", "world", tables)
    with pytest.raises(StudyError, match=r"sources: document 'sources/long' has \d+ tokens"):
        build(config(), inputs[0], world, tmp_path / "stream")


def test_families_far_from_their_share_are_refused(inputs, tmp_path):
    world = write_folder(tmp_path / "world", "world", world_tables(scale=1.6))
    with pytest.raises(StudyError, match=r"set mix\.planted_bytes_per_token\.\w+ to"):
        build(config(), inputs[0], world, tmp_path / "stream")


def test_too_large_a_vocabulary_is_refused(inputs, tmp_path):
    with pytest.raises(StudyError, match=r"stream\.vocabulary_size 30,000"):
        build(config(stream__vocabulary_size=30_000), *inputs, tmp_path / "stream")


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        ({"plays": 0.5, "biographies": 0.5}, "documents of sources, to which mix.shares gives"),
        (
            {"plays": 0.3, "opera": 0.2, "biographies": 0.35, "sources": 0.15},
            "mix.shares.opera: neither",
        ),
    ],
)
def test_shares_and_documents_must_fit(inputs, tmp_path, shares, message):
    with pytest.raises(StudyError, match=message):
        build(config(mix__shares=shares), *inputs, tmp_path / "stream")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t["exposures.parquet"][5].update(start=1, end=3), "row 5: .* is not at char"),
        (lambda t: t["exposures.parquet"][5].update(document_id="no"), "row 5: document 'no'"),
        (lambda t: t["documents.parquet"][5].update(document_id="plays/1"), "'plays/1' occurs twi"),
        (lambda t: t["documents.parquet"][5].update(text=None), "empty cell"),
    ],
)
def test_a_world_that_contradicts_itself_is_refused(inputs, tmp_path, change, message):
    tables = world_tables()
    change(tables)
    world = write_folder(tmp_path / "world", "world", tables)
    with pytest.raises(StudyError, match=message):
        build(config(), inputs[0], world, tmp_path / "stream")


def test_an_altered_input_is_refused(inputs, tmp_path):
    world = write_folder(tmp_path / "world", "world", world_tables())
    path = world / "exposures.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(StudyError, match=r"exposures\.parquet: altered or truncated"):
        build(config(), inputs[0], world, tmp_path / "stream")


def test_a_full_disk_is_one_line_and_leaves_no_stream(built, tmp_path):
    """A limit on the size of files stands in for the disk: the same failure of the same call."""
    arguments = [sys.executable, "-m", "sizewise", "stream", "build", "--output", str(tmp_path)]
    arguments += ["--config", built.study.section_json("stream", "mix")]
    arguments += ["--corpus", str(built.corpus), "--world", str(built.world)]
    for kilobytes in (4, 60):
        shell = ["bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "bash", *arguments]
        ended = subprocess.run(shell, capture_output=True, text=True)
        assert ended.returncode == 2
        last = ended.stderr.splitlines()[-1]
        assert last.startswith(f"sizewise: {tmp_path}: cannot write the stream (")
        assert "Traceback" not in ended.stderr
        assert not (tmp_path / "manifest.json").exists()
        assert not list(tmp_path.rglob("*.part")) and not list(tmp_path.rglob("*.bin"))


def test_a_smaller_stream_leaves_no_shard_of_an_older_one(inputs, tmp_path):
    build(config(), *inputs, tmp_path)
    (tmp_path / ".tokens.killed").mkdir()
    build(config(stream__shard_tokens=1_000_000), *inputs, tmp_path)
    assert not list(tmp_path.glob(".tokens.*"))
    assert [p.name for p in (tmp_path / "shards").iterdir()] == ["shard_00000.bin"]
    assert len(tokens_of(tmp_path)) == 32_768


RECORDS = {"records": 1.0}


def records(count: int) -> dict[str, list[dict]]:
    """Planted documents of several lengths, the last one blank."""
    rng = np.random.Generator(np.random.Philox(3))
    texts = [words(rng, 9) for _ in range(count)]
    rows = [document(f"records/{i}", "records", text) for i, text in enumerate([*texts, ""])]
    return {"documents.parquet": rows, "exposures.parquet": []}


def test_a_stream_of_planted_text_alone_is_filled_up_by_blanks(inputs, tmp_path):
    world = write_folder(tmp_path / "world", "world", records(2150))
    study = config(mix__shares=RECORDS, mix__planted_bytes_per_token={"records": 1.0})
    manifest = build(study, inputs[0], world, tmp_path / "stream")
    ids = tokens_of(tmp_path / "stream")
    assert len(ids) == study.mix.tokens
    order = pq.read_table(tmp_path / "stream" / ORDER).to_pylist()
    pieces = Counter(row["document_id"] for row in order)
    blanks = pieces.pop("records/2150")
    # All others stand once and whole, and a blank is nothing but its opening token.
    assert set(pieces.values()) == {1} and len(pieces) == 2150
    assert blanks == study.mix.tokens - sum(
        row["token_end"] - row["token_start"] for row in order
        if row["document_id"] != "records/2150"
    )  # fmt: skip
    assert blanks > 1
    assert manifest["facts"]["ids_used"] == len(np.unique(ids))


def test_a_stream_of_planted_text_alone_without_a_blank_is_refused(inputs, tmp_path):
    tables = records(2150)
    tables["documents.parquet"].pop()
    world = write_folder(tmp_path / "world", "world", tables)
    study = config(mix__shares=RECORDS, mix__planted_bytes_per_token={"records": 1.0})
    with pytest.raises(StudyError, match=r"no natural domain in mix\.shares can make up"):
        build(study, inputs[0], world, tmp_path / "stream")
