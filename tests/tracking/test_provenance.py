"""A clone that pulls artifacts reruns nothing if nothing changed, and else exactly what did.

Real Snakemake on a workflow of two rules: the trap (a changed parameter that reruns nothing in a
clone) is shown first, so that the test would notice if the cure were no longer needed.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sizewise.study.artifacts import sha256_of, write_json
from sizewise.study.errors import StudyError
from sizewise.study.store import Store
from sizewise.tracking import provenance
from sizewise.tracking.provenance import adopt, provenance_file, prune, record, restore

SNAKEFILE = """
rule all:
    input: "results/tiny/b.txt"

rule a:
    input: "source.txt"
    output: directory("results/tiny/a")
    params: seed={seed}
    shell: "mkdir -p {{output}} && echo {{params.seed}} $(cat {{input}}) > {{output}}/x"

rule b:
    input: code="code.py", a="results/tiny/a"
    output: "results/tiny/b.txt"
    shell: "cat {{input.a}}/x > {{output}}"
"""


def snakemake(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "snakemake", "--cores", "1", *arguments],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout + done.stderr


def planned(folder: Path) -> list[str]:
    """Rules that a run would execute now."""
    text = snakemake(folder, "--dry-run", "--quiet", "progress")
    return sorted({rule for rule in "ab" if f"rule {rule}:" in text})


def write_sources(folder: Path, seed: int = 1) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "Snakefile").write_text(SNAKEFILE.format(seed=seed))
    (folder / "source.txt").write_text("text")
    (folder / "code.py").write_text("pass")


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("finished")
    write_sources(folder)
    snakemake(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        record("tiny")
    return folder


@pytest.fixture
def clone(finished, tmp_path, monkeypatch):
    """Sources as git leaves them, artifacts as DVC does: new times, no metadata."""
    folder = tmp_path / "clone"
    shutil.copytree(finished / "results", folder / "results", copy_function=shutil.copyfile)
    write_sources(folder)
    monkeypatch.chdir(folder)
    return folder


def test_the_trap_is_real(clone):
    snakemake(clone, "--touch")
    write_sources(clone, seed=2)
    (clone / "source.txt").touch(exist_ok=True)
    snakemake(clone, "--touch")
    assert planned(clone) == [], "without the cure a changed seed reruns nothing"


def test_an_unchanged_clone_has_nothing_to_do(clone):
    assert restore("tiny") == {"missing": [], "changed": []}
    assert planned(clone) == []


def test_the_jobs_of_a_study_are_known_by_rule_output_and_time(clone):
    first, second = sorted(provenance.finished("tiny"), key=lambda job: job.start)
    assert (first.rule, first.output) == ("a", "results/tiny/a")
    assert (second.rule, second.output) == ("b", "results/tiny/b.txt")
    assert 0 < first.start <= first.end <= second.start <= second.end


def test_a_changed_parameter_reruns_what_depends_on_it(clone):
    restore("tiny")
    (clone / "Snakefile").write_text(SNAKEFILE.format(seed=2))
    assert planned(clone) == ["a", "b"]


def test_a_change_made_before_the_restore_is_seen_too(clone):
    (clone / "code.py").write_text("pass  # changed")
    assert restore("tiny")["changed"] == ["code.py"]
    assert planned(clone) == ["b"]


def test_a_file_that_was_not_pulled_is_named_and_made_again(clone):
    (clone / "results/tiny/b.txt").unlink()
    assert restore("tiny")["missing"] == ["results/tiny/b.txt"]
    assert planned(clone) == ["b"]


def test_what_was_left_out_is_not_forgotten_when_a_clone_publishes_again(clone):
    shutil.rmtree(clone / "results/tiny/a")
    restore("tiny")
    before = json.loads(provenance_file("tiny").read_text())
    assert json.loads(record("tiny").read_text()) == before
    # Not what has been deleted since and was never pulled without.
    (clone / "results/tiny/b.txt").unlink()
    provenance_file("tiny").unlink()
    assert json.loads(record("tiny").read_text())["outputs"] == {}


def test_without_provenance_the_way_out_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StudyError, match="make pull"):
        restore("tiny")


def test_a_record_cannot_write_outside_its_folder(clone):
    path = provenance_file("tiny")
    known = json.loads(path.read_text())
    known["metadata"]["../../outside"] = {}
    path.write_text(json.dumps(known))
    with pytest.raises(StudyError, match="outside"):
        restore("tiny")
    assert not (clone / "outside").exists()


def keep(folder: Path, store: Store, study: str, identity: str) -> dict:
    """A finished job of a study, with one file."""
    root = folder / "results" / study / "stream/main"
    root.mkdir(parents=True, exist_ok=True)
    (root / "x").write_text(identity)
    manifest = {"job": "stream", "identity": identity, "files": {"x": sha256_of(root / "x")}}
    write_json(root / "manifest.json", manifest)
    return manifest


def test_what_was_pulled_is_kept_and_what_nothing_is_made_of_is_pruned(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = Store(tmp_path / "store")
    keep(tmp_path, store, "tiny", "one")
    assert adopt("tiny", store) == 1
    keep(tmp_path, store, "tiny", "two")
    assert adopt("tiny", store) == 1
    assert [entry.name for entry in store.entries()] == ["one", "two"]
    assert [entry.name for entry in prune(store)] == ["one"]
    assert store.put_in_place("stream", "two", tmp_path / "again")


def test_what_was_pulled_in_part_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = Store(tmp_path / "store")
    keep(tmp_path, store, "tiny", "one")
    (tmp_path / "results/tiny/stream/main/x").unlink()
    assert adopt("tiny", store) == 0 and not [*store.entries()]
