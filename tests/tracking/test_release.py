"""A release holds what cannot be made again, comes back whole, and reaches nowhere else."""

import base64
import io
import os
import shutil
import tarfile
from pathlib import Path

import pytest
from sizewise.study.artifacts import read_json, sha256_of, write_json
from sizewise.study.errors import StudyError
from sizewise.tracking.models import publish_weights
from sizewise.tracking.provenance import record
from sizewise.tracking.pulled import check_pulled
from sizewise.tracking.release import pack, published_times, release_folder, remade, unpack

RUN = "training/ladder/25k/seed0"
FACTS = {
    "tokens": 2048, "steps": 2, "loss": 3.5, "chain": "c" * 64, "training_flops": 1e9,
    "vocabulary_size": 512, "sequence_length": 64,
    "parameters": {"total": 100, "non_embedding": 25},
    "weights_sha256": {"step0000000": "", "step0000002": ""},
}  # fmt: skip


def job(name: str, files: dict[str, bytes], identity: str = "1" * 64, **more) -> Path:
    folder = Path("results/tiny", name)
    for file, content in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(content)
    hashes = {file: sha256_of(folder / file) for file in files}
    write_json(
        folder / "manifest.json", {"job": name, "identity": identity, "files": hashes} | more
    )
    return folder


@pytest.fixture
def study(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("SIZEWISE_STORE", "")
    job("corpus", {"documents.parquet": b"text of others"})
    job("world/main", {"documents.parquet": b"planted text", "items/chains.jsonl": b"{}"})
    weights = {
        f"checkpoints/{step}/{file}": f"{step} {file}".encode()
        for step in ("step0000000", "step0000002")
        for file in ("model.safetensors", "config.json", ".snakemake_timestamp")
    }
    # A state to go on from: weights and optimizer, several times as heavy, and a pickle.
    weights["forks/step0000001/state.pt"] = b"a state"
    job(RUN, {"log.parquet": b"a log"} | weights, facts=FACTS, inputs={"stream": "5" * 64},
        of={"size": {"name": "25k"}, "seed": 0})  # fmt: skip
    job("evaluation/ladder/25k/seed0", {"items.parquet": b"answers" * 1000})
    page = Path("reports/tiny/ladder.html")
    page.parent.mkdir(parents=True)
    page.write_text("<p>a page</p>")
    chapter = {"job": "chapter", "identity": "2" * 64, "files": {page.name: sha256_of(page)}}
    write_json(Path("results/tiny/report/ladder.json"), chapter)
    return tmp_path


def elsewhere(study: Path, monkeypatch) -> Path:
    """Another folder that has the release and nothing else."""
    there = study / "there"
    there.mkdir()
    (study / "here/releases").rename(there / "releases")
    monkeypatch.chdir(there)
    return there


def test_what_is_published_comes_back_and_the_rest_is_left(study, monkeypatch):
    assert pack("tiny")["archives"] == 6
    there = elsewhere(study, monkeypatch)
    assert unpack("tiny") == 6
    assert check_pulled("tiny") == 5
    came = {str(p.relative_to(there)) for top in ("results", "reports")
            for p in (there / top).rglob("*") if p.is_file()}  # fmt: skip
    assert came == {
        "results/tiny/world/main/manifest.json", "results/tiny/world/main/items/chains.jsonl",
        "results/tiny/corpus/manifest.json", f"results/tiny/{RUN}/manifest.json",
        f"results/tiny/{RUN}/log.parquet", "results/tiny/provenance.json",
        "results/tiny/evaluation/ladder/25k/seed0/manifest.json",
        "results/tiny/evaluation/ladder/25k/seed0/items.parquet",
        "results/tiny/report/ladder.json", "reports/tiny/ladder.html",
    }  # fmt: skip


def test_a_second_release_adds_what_is_new_and_changes_nothing_else(study):
    pack("tiny")
    archives = release_folder("tiny") / "archives"
    before = {path: path.read_bytes() for path in archives.rglob("*.xz")}
    for path in Path("results/tiny").rglob("*"):
        os.utime(path, (1, 1))
    assert pack("tiny")["new"] == 0
    assert {path: path.read_bytes() for path in archives.rglob("*.xz")} == before
    job("evaluation/ladder/25k/seed0", {"items.parquet": b"other answers"}, identity="3" * 64)
    assert pack("tiny")["new"] == 1
    after = {path: path.read_bytes() for path in archives.rglob("*.xz")}
    (old,), (new,) = before.keys() - after.keys(), after.keys() - before.keys()
    assert old.name.startswith("seed0-1") and new.name.startswith("seed0-3")
    assert all(after[path] == content for path, content in before.items() if path != old)


def test_the_same_files_give_the_same_archive(study):
    pack("tiny")
    (archive,) = release_folder("tiny").rglob("corpus-*.xz")
    first = archive.read_bytes()
    archive.unlink()
    os.utime("results/tiny/corpus/manifest.json", (5, 5))
    Path("results/tiny/corpus/manifest.json").chmod(0o600)
    pack("tiny")
    assert archive.read_bytes() == first


def test_nothing_finished_is_one_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StudyError, match="no finished job; run the study first"):
        pack("tiny")
    with pytest.raises(StudyError, match=r"no archives; `dvc pull releases/tiny.dvc` first"):
        unpack("tiny")


@pytest.mark.parametrize("name", [
    "../../outside", "/etc/outside", "results/other/file", "results/tiny/../../outside",
    "Snakefile",
])  # fmt: skip
def test_a_member_that_reaches_elsewhere_is_refused_and_nothing_written(study, name):
    archive = release_folder("tiny") / "archives/evil.tar.xz"
    archive.parent.mkdir(parents=True)
    with tarfile.open(archive, "w:xz") as tar:
        for member in ("results/tiny/good", name):
            entry = tarfile.TarInfo(member)
            entry.size = 4
            tar.addfile(entry, io.BytesIO(b"evil"))
    with pytest.raises(StudyError, match="do not trust this copy"):
        unpack("tiny")
    assert not Path("results/tiny/good").exists() and not list(study.rglob("outside"))


def test_a_link_is_refused(study):
    archive = release_folder("tiny") / "archives/evil.tar.xz"
    archive.parent.mkdir(parents=True)
    with tarfile.open(archive, "w:xz") as tar:
        entry = tarfile.TarInfo("results/tiny/link")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(entry)
    with pytest.raises(StudyError, match=r"results/tiny/link.* do not trust"):
        unpack("tiny")


@pytest.mark.parametrize("content", [b"", b"no archive", None])
def test_a_damaged_archive_is_named(study, content):
    pack("tiny")
    (archive,) = release_folder("tiny").rglob("evaluation/**/*.xz")
    archive.write_bytes(archive.read_bytes()[:-40] if content is None else content)
    with pytest.raises(StudyError, match=r"seed0-1+\.tar\.xz: not readable .* pull again"):
        unpack("tiny")


def test_what_was_made_again_is_held_against_what_was_published(study):
    pack("tiny")
    corpus = "results/tiny/corpus/manifest.json"
    world = "results/tiny/world/main/manifest.json"
    assert remade("tiny") == {corpus: True, world: True}
    job("corpus", {"documents.parquet": b"other text"})
    assert remade("tiny") == {corpus: False, world: True}
    Path(corpus).unlink()
    assert remade("tiny") == {world: True}


def test_the_last_weights_of_a_seed_stand_beside_a_card(study):
    (folder,) = publish_weights("tiny", release_folder("tiny") / "models")
    assert folder == release_folder("tiny") / "models/25k"
    assert {path.name for path in folder.iterdir()} == {
        "README.md", "model.safetensors", "config.json",
    }  # fmt: skip
    assert (folder / "model.safetensors").read_bytes() == b"step0000002 model.safetensors"
    card = (folder / "README.md").read_text()
    assert card.startswith("---\n") and "license: apache-2.0" in card.split("---")[1]
    assert "2,048 tokens" in card and "3.500 nats" in card and "5" * 64 in card


def test_altered_weights_are_not_published(study):
    Path(f"results/tiny/{RUN}/checkpoints/step0000002/model.safetensors").write_bytes(b"altered")
    with pytest.raises(StudyError, match=r"model\.safetensors: altered"):
        publish_weights("tiny", release_folder("tiny") / "models")


def noted(output: str) -> None:
    """Snakemake's note of a finished output."""
    name = base64.urlsafe_b64encode(output.encode()).decode()
    write_json(Path(".snakemake/metadata", name), {"input": []})


def test_a_page_that_no_manifest_names_comes_along_and_is_checked(study, monkeypatch):
    report = Path("reports/tiny/workflow.html")
    report.write_text("<p>Snakemake's own</p>")
    for output in (report, Path("reports/tiny/ladder.html")):
        noted(str(output))
    assert pack("tiny")["archives"] == 6, "it lies in the archive of what Snakemake knows"
    there = elsewhere(study, monkeypatch)
    unpack("tiny")
    assert (there / report).read_text() == "<p>Snakemake's own</p>"
    assert read_json(Path("results/tiny/provenance.json"))["loose"].keys() == {str(report)}
    check_pulled("tiny")
    report.write_text("<script>altered</script>")
    with pytest.raises(StudyError, match=r"workflow\.html: altered or truncated"):
        check_pulled("tiny")


def test_a_loose_page_elsewhere_is_not_believed(study):
    write_json(Path("results/tiny/provenance.json"), {"loose": {"reports/tiny/../../x": "0"}})
    with pytest.raises(StudyError, match="which lies outside of reports/tiny/"):
        check_pulled("tiny")


def test_when_outputs_were_made_is_the_releases_word(study):
    """A remake that failed leaves other times here, which would have all trainings run again."""
    text = "results/tiny/corpus/documents.parquet"
    noted(text)
    pack("tiny")
    made = Path(text).stat().st_mtime_ns
    os.utime(text, ns=(made + 10**9, made + 10**9))
    record("tiny")
    assert published_times("tiny") == {text: made}
    shutil.rmtree(release_folder("tiny") / "archives")
    with pytest.raises(StudyError, match="missing; `dvc pull"):
        published_times("tiny")
