"""Hub text in parts: what is read, what is dropped, and that nothing depends on who does it."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from sizewise.corpus.duplicates import Shingler, jaccard, normal_form
from sizewise.corpus.shards import files, gather, held_out, read, screen
from sizewise.study.artifacts import read_json, read_manifest, sha256_of
from sizewise.study.errors import StudyError
from sizewise.study.formats import passages
from sizewise.study.formats.documents import PART, rank

from tests.corpus import hub


@pytest.fixture(scope="module")
def web(tmp_path_factory) -> Path:
    return hub.data_set(tmp_path_factory.mktemp("hub") / "web")


def run(corpus, folder: Path, archives: Path | None = None, order=None) -> Path:
    """All jobs of a corpus, the parts in `order`; the folder of the corpus."""
    order = list(order or range(corpus.parts))
    files.list_files(corpus, folder / "files")
    for part in order:
        read.read_part(corpus, part, folder / "files", folder / f"read/{part}")
    parts = [folder / f"read/{part}" for part in range(corpus.parts)]
    held_out.index_held_out(corpus, parts, archives, folder / "held_out")
    screened = []
    sources = [(part, folder / f"read/{part}") for part in order]
    for part, source in sources + ([(None, archives)] if archives else []):
        name = "archives" if part is None else str(part)
        screen.screen_part(corpus, part, source, folder / "held_out", folder / "parts" / name)
    screened = [folder / f"parts/{part}" for part in range(corpus.parts)]
    screened += [folder / "parts/archives"] if archives else []
    gather.gather(corpus, screened, folder / "held_out", archives, folder)
    return folder


@pytest.fixture(scope="module")
def made(web, tmp_path_factory):
    corpus = hub.settings({"web": hub.source(web)})
    return corpus, run(corpus, tmp_path_factory.mktemp("corpus"))


def rows(folder: Path, parts: int, kind: str) -> list[dict]:
    found = []
    for part in range(parts):
        file = folder / kind / str(part) / "documents.parquet"
        table = read.READ if kind == "read" else PART
        found += table.read(file).to_pylist()
    return found


def test_parts_read_everything_once(made, web) -> None:
    corpus, folder = made
    found = rows(folder, corpus.parts, "read")
    by_document: dict[str, str] = {}
    for row in found:
        key = row["document_id"].rpartition("/")[0]
        by_document[key] = by_document.get(key, "") + row["text"]
    assert sorted("".join(t.split()) for t in by_document.values()) == sorted(
        "".join(t.split()) for t in hub.pages()
    )
    counts = [len(rows(folder, 1, "read"))]
    assert 0 < counts[0] < len(found)


def test_no_byte_depends_on_the_order_of_jobs(made, tmp_path) -> None:
    corpus, folder = made
    other = run(corpus, tmp_path, order=[2, 0, 1])
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json"):
        assert sha256_of(path) == sha256_of(other / path.relative_to(folder)), path


def test_copies_are_dropped_but_for_the_first(made) -> None:
    corpus, folder = made
    found = rows(folder, corpus.parts, "read")
    first: dict[bytes, str] = {}
    for row in found:
        first.setdefault(normal_form(row["text"]), row["document_id"])
    dropped = {row["document_id"] for row in found} - set(first.values())
    kept = {row["document_id"] for row in rows(folder, corpus.parts, "parts")}
    assert len(dropped) > 10 and not dropped & kept


def test_exactly_what_resembles_held_out_text_is_dropped(made) -> None:
    corpus, folder = made
    shingle, seen, trained, aside = Shingler(), set(), {}, []
    for row in rows(folder, corpus.parts, "read"):
        if (digest := normal_form(row["text"])) in seen:
            continue
        seen.add(digest)
        if row["split"] == "held_out":
            aside.append(shingle(row["text"]))
        else:
            trained[row["document_id"]] = shingle(row["text"])
    near = {
        name
        for name, own in trained.items()
        if any(jaccard(own, other) >= corpus.near_duplicate_similarity for other in aside)
    }
    kept = {row["document_id"] for row in rows(folder, corpus.parts, "parts")}
    assert near and kept == set(trained) - near
    facts = read_manifest(folder)["facts"]["domains"]["web"]
    assert facts["duplicates"]["across_split"] == len(near)
    assert facts["documents"] == {"train": len(kept), "held_out": len(aside)}


def test_rows_of_a_part_stand_in_order_of_rank(made) -> None:
    _, folder = made
    table = PART.read(folder / "parts/0/documents.parquet")
    ranks = table.column("rank").to_numpy()
    assert (np.diff(ranks.astype(object)) > 0).all()
    assert ranks.tolist() == [rank(i) for i in table.column("document_id").to_pylist()]


def test_items_that_training_text_has_are_passed_over(made) -> None:
    corpus, folder = made
    shingle = Shingler()
    trained = [shingle(row["text"]) for row in rows(folder, corpus.parts, "parts")]
    seen = np.unique(np.concatenate(trained))
    items = list(passages.FILE.read(folder / "held_out.jsonl"))
    assert items
    for item in items:
        assert np.isin(shingle(item.text), seen).mean() < corpus.near_duplicate_similarity
    assert sum(len(item.text.encode()) for item in items) <= corpus.held_out_bytes


def test_files_are_drawn_and_not_the_first_ones(tmp_path) -> None:
    texts = [hub.prose(f"page {n}", 240) for n in range(120)]
    folder = hub.data_set(tmp_path / "web", files=12, texts=texts)
    size = sum(len(text) for text in texts)
    source = hub.source(folder, max_bytes=size // 4)
    numbers = set()
    for seed in (1, 2):
        corpus = hub.settings({"web": source}, seed=seed)
        out = tmp_path / str(seed)
        files.list_files(corpus, out)
        drawn = []
        for part in range(3):
            read.read_part(corpus, part, out, out / f"read/{part}")
            found = read.READ.read(out / f"read/{part}/documents.parquet")
            drawn += [i.split("/")[1] for i in found.column("document_id").to_pylist()]
        assert len(drawn) <= 30 and set(drawn) != {"00000", "00001", "00002"}
        numbers.add(tuple(sorted(set(drawn))))
    assert len(numbers) == 2


def test_quotas_add_up() -> None:
    assert sum(read.quota(1003, part, 7) for part in range(7)) == 1003


def test_natural_domains_are_a_part_of_the_screening(web, tmp_path) -> None:
    from sizewise.study.formats.documents import NATURAL

    from tests.manifests import write_manifest

    # A held-out page of the web stands in a natural domain's training text, and the reverse.
    corpus = hub.settings({"web": hub.source(web)}, parts=2)
    first = run(corpus, tmp_path / "first")
    aside = [row for row in rows(first, 2, "read") if row["split"] == "held_out"]
    trained = rows(first, 2, "parts")
    archives = tmp_path / "archives"
    archives.mkdir()
    natural = [
        ("plays-0", "train", aside[0]["text"] + " Exit."),
        ("plays-1", "train", hub.prose("a play", 300)),
        ("plays-2", "held_out", trained[0]["text"] + " Exit."),
    ]
    NATURAL.write(
        archives / NATURAL.name,
        [
            {"document_id": i, "domain": "plays", "work": i, "passage": 0, "split": s, "text": t}
            for i, s, t in natural
        ],
    )
    item = passages.Passage(item_id="plays-3", domain="plays", work="w", text="No shingle of it.")
    seen = passages.Passage(item_id="plays-4", domain="plays", work="w", text=trained[1]["text"])
    passages.FILE.write(archives / "held_out.jsonl", [item, seen])
    fact = {"duplicates": {"exact": 0, "across_split": 3}, "licence": "CC0-1.0"}
    written = [archives / NATURAL.name, archives / "held_out.jsonl"]
    write_manifest(archives, job="corpus", files=written, facts={"domains": {"plays": fact}})
    whole = run(corpus, tmp_path / "whole", archives=archives)
    kept = PART.read(whole / "parts/archives/documents.parquet").column("document_id").to_pylist()
    assert kept == ["plays-1"]
    assert trained[0]["document_id"] not in {r["document_id"] for r in rows(whole, 2, "parts")}
    chosen = [i.item_id for i in passages.FILE.read(whole / "held_out.jsonl")]
    assert "plays-3" in chosen and "plays-4" not in chosen
    facts = read_manifest(whole)["facts"]["domains"]["plays"]
    assert facts["duplicates"]["across_split"] == 4
    assert facts["held_out_items"]["passed_over_as_seen"] == 1


def test_json_lines_are_read_by_row(tmp_path) -> None:
    folder = tmp_path / "lines"
    folder.mkdir()
    texts = [hub.prose(f"line {n}", 60) for n in range(9)]
    (folder / "train.jsonl").write_text("\n".join(json.dumps({"text": t}) for t in texts))
    corpus = hub.settings({"web": hub.source(folder)}, parts=3)
    files.list_files(corpus, tmp_path)
    found = [
        row["text"]
        for part in range(3)
        for row in read.passages(
            [files.Rows(**one) for one in read_json(tmp_path / "files.json")[part]], part, corpus
        )
    ]
    assert sorted(found) == sorted(texts)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text_column": "body"}, r"text_column: .* no column 'body'; its columns are text, url"),
        ({"split": "test"}, r"corpus\.hub\.web: cannot read .*splits are train"),
        ({"name": "nope"}, r"corpus\.hub\.web: cannot read"),
        ({"path": "./no/such/folder"}, r"corpus\.hub\.web: cannot read \./no/such/folder"),
    ],
)
def test_what_is_missing_is_named_in_one_line(web, tmp_path, changes, message) -> None:
    corpus = hub.settings({"web": hub.source(web, **changes)}, parts=1)
    with pytest.raises(StudyError, match=message) as error:
        files.list_files(corpus, tmp_path)
        read.read_part(corpus, 0, tmp_path, tmp_path / "read")
    assert "\n" not in str(error.value)


GOOD = b'{"text": "a good row"}\n{"text": "another"}\n'


def read_lines(tmp_path: Path, **contents: bytes) -> list[str]:
    """The passages of a data set of files with these contents."""
    folder = tmp_path / "lines"
    folder.mkdir()
    for name, content in contents.items():
        (folder / name.replace("__", ".")).write_bytes(content)
    corpus = hub.settings({"web": hub.source(folder)}, parts=1)
    files.list_files(corpus, tmp_path)
    hand = [files.Rows(**one) for one in read_json(tmp_path / "files.json")[0]]
    return [row["text"] for row in read.passages(hand, 0, corpus)]


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        (
            {"train__jsonl__gz": gzip.compress(GOOD * 99)[:-20]},
            r"train\.jsonl\.gz: Compressed file",
        ),
        ({"train__jsonl": b""}, r"train\.jsonl: it is empty; mend or remove this file"),
        (
            {"train__jsonl": GOOD + b'{"text": "x\\ud800y"}\n'},
            r"train\.jsonl: line 3 holds half",
        ),
        ({"train__jsonl": GOOD + b'{"text": "x'}, r"train\.jsonl: line 3 is no JSON"),
        ({"train__jsonl": GOOD + b'{"text": "\xff"}\n'}, r"train\.jsonl: line 3 is no JSON"),
        ({"train__parquet": b"PAR1 and no more"}, r"train\.parquet: "),
    ],
)
def test_a_damaged_file_is_named(tmp_path, contents, said) -> None:
    with pytest.raises(StudyError, match=said) as error:
        read_lines(tmp_path, **contents)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("value", "kind"), [("[1]", "list"), ('{"a": 1}', "dict"), ("5", "int"), ("true", "bool")]
)
def test_a_column_that_is_no_text_is_refused(tmp_path, value, kind) -> None:
    said = rf"corpus\.hub\.web\.text_column: row 0 holds {kind} and not text; name a column of text"
    with pytest.raises(StudyError, match=said):
        read_lines(tmp_path, train__jsonl=f'{{"text": {value}}}\n'.encode())


def test_a_row_with_half_a_character_is_named_and_left_out(capsys) -> None:
    assert read._is_whole("two", "corpus.hub.web", 0)
    assert not read._is_whole("x\ud800", "corpus.hub.web", 1)
    assert "row 1 is left out: character 1 is half of one" in capsys.readouterr().err


def test_a_domain_of_short_rows_is_held_out_too(tmp_path) -> None:
    texts = [f"row {n} says {hub.prose(str(n), 12)}" for n in range(60)]
    corpus = hub.settings({"web": hub.source(hub.data_set(tmp_path / "web", texts=texts))})
    folder = run(corpus, tmp_path / "corpus")
    found = {item.text for item in passages.FILE.read(folder / "held_out.jsonl")}
    assert found and found <= set(texts)


def test_code_of_a_data_set_never_runs(tmp_path) -> None:
    folder = tmp_path / "scripted"
    folder.mkdir()
    (folder / "scripted.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    with pytest.raises(StudyError, match="scripts are no longer supported"):
        files.list_files(hub.settings({"web": hub.source(folder)}), tmp_path / "out")
    assert not (tmp_path / "ran").exists()
