"""A study published in its own repository: a clone pulls it, has nothing to do, and goes on."""

import json
import shutil
import sys

import pytest
from transformers import AutoModelForCausalLM, AutoTokenizer

from tests.workflow.project import TINY, cloned, commit, configure, made, planned, run

pytestmark = pytest.mark.slow

SIZEWISE = (sys.executable, "-m", "sizewise", "artifacts")


@pytest.fixture(scope="module")
def published(tiny_study, tmp_path_factory):
    """A repository that holds what its study made, as its own DVC remote keeps it."""
    folder = tmp_path_factory.mktemp("repository") / "project"
    shutil.copytree(tiny_study, folder, symlinks=True)
    (folder / "studies/tiny.yaml").write_text((folder / TINY).read_text())
    run(folder, *SIZEWISE, "publish", "--study", "tiny")
    commit(folder, "the study, published")
    return folder


@pytest.fixture
def clone(published, tmp_path):
    folder = cloned(published, tmp_path / "clone")
    run(folder, *SIZEWISE, "pull", "--study", "tiny")
    return folder


def files(folder, top):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted((folder / top).rglob("*"))
            if p.is_file() and not p.name.startswith(".")}  # fmt: skip


def test_a_clone_reads_all_of_it_and_has_nothing_to_do(published, clone):
    assert planned(clone) == set()
    assert files(clone, "reports/tiny") == files(published, "reports/tiny")
    assert files(clone, "results/tiny/analysis") == files(published, "results/tiny/analysis")
    # Neither texts nor checkpoints, which are made again or left out.
    names = {name.rsplit("/", 1)[1] for name in files(clone, "results/tiny")}
    assert not names & {"documents.parquet", "model.safetensors", "shard_00000.bin"}


def test_weights_open_as_they_are(clone):
    folder = clone / "releases/tiny/models/25k"
    model = AutoModelForCausalLM.from_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokens = tokenizer("Once more", return_tensors="pt")["input_ids"]
    assert model(tokens).logits.shape == (*tokens.shape, len(tokenizer))


def test_analysis_gives_the_same_verdicts_from_the_pulled_answers(published, clone):
    before = files(clone, "results/tiny/analysis")
    shutil.rmtree(clone / "results/tiny/analysis")
    shutil.rmtree(clone / ".sizewise", ignore_errors=True)
    found = made(clone, "results/tiny/analysis/manifest.json")
    assert "analyze" in found and not {
        j for j in found if j.startswith(("train", "world", "stream"))
    }
    after = files(clone, "results/tiny/analysis")
    same = {name for name in before if before[name] == after.get(name)}
    assert before.keys() - same <= {"results/tiny/analysis/manifest.json"}, "but for its seconds"


def test_a_seed_more_makes_its_own_runs_alone(clone):
    said = run(clone, *SIZEWISE, "remake", "--study", "tiny").stdout
    assert "as published: results/tiny/stream/main/manifest.json" in said
    assert planned(clone) == set()
    configure(clone, arms={"ladder": {"seeds": {"25k": 2, "83k": 1}}})
    # Pages and verdicts read it as they would where the study was made (test_edits.py).
    found = made(clone, "evaluated", "probed")
    assert {f"{kind} ladder 25k seed1" for kind in ("train", "evaluate", "probe")} <= found
    assert not {
        job for job in found if job.endswith("seed0") or job.startswith(("world", "stream"))
    }
    folder = clone / "results/tiny/training/ladder/25k"
    first, second = (
        json.loads((folder / seed / "manifest.json").read_text()) for seed in ("seed0", "seed1")
    )
    assert first["facts"]["chain"] == second["facts"]["chain"]
