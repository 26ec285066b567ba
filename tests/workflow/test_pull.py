"""A fresh clone that pulls: nothing to do if nothing changed, else exactly what did."""

import json
import shutil
import sys

import pytest
import yaml

from tests.workflow.project import TINY, cloned, commit, configure, edit, made, planned, run

pytestmark = pytest.mark.slow

DVC = (sys.executable, "-m", "dvc")
STAGE = "study@tiny"


@pytest.fixture(scope="module")
def published(tiny_study, tmp_path_factory):
    """A repository whose study has been pushed to a remote folder, and that remote."""
    folder = tmp_path_factory.mktemp("published") / "project"
    shutil.copytree(tiny_study, folder, symlinks=True)
    remote = tmp_path_factory.mktemp("remote")
    # The tiny study is one of those that dvc.yaml lists, and its numbers are those that are shown.
    (folder / "studies/tiny.yaml").write_text((folder / TINY).read_text())
    pipeline = yaml.safe_load((folder / "dvc.yaml").read_text())
    pipeline["stages"]["study"]["foreach"]["tiny"] = {"profile": "local"}
    text = yaml.safe_dump(pipeline, sort_keys=False)
    (folder / "dvc.yaml").write_text(text.replace("quick/analysis", "tiny/analysis").replace(
        "reports/quick/", "reports/tiny/"))  # fmt: skip
    run(folder, *DVC, "remote", "add", "--default", "bundled", str(remote))
    run(folder, *DVC, "commit", "--force", STAGE)
    run(folder, *DVC, "push")
    commit(folder, "study")
    return folder


@pytest.fixture
def clone(published, tmp_path):
    return cloned(published, tmp_path / "clone")


def pull(folder):
    return run(folder, sys.executable, "-m", "sizewise", "artifacts", "pull", "--study", "tiny")


def test_an_unchanged_clone_has_nothing_to_do(clone):
    pull(clone)
    assert planned(clone) == set()
    assert (clone / "reports/tiny/index.html").is_file()


def test_the_edits_cost_what_they_cost_where_the_study_was_made(clone):
    pull(clone)
    engine = clone / "workflow/sizewise/training/engine.py"
    engine.write_text("# a comment\n" + engine.read_text())
    configure(clone, training={"resume_seconds": 59})
    assert planned(clone) == set()
    configure(clone, arms={"ladder": {"seeds": {"25k": 2, "83k": 1}}})
    runs = {f"{kind} ladder 25k seed1" for kind in ("train", "evaluate", "probe")}
    assert runs | {"analyze", "index"} <= planned(clone)
    assert not {job for job in planned(clone) - runs if "ladder" in job and "seed" in job}


def test_what_is_pulled_is_found_again_by_what_it_depends_on(clone):
    pull(clone)
    # Items of one family more: documents, and so stream and trainings, have the same bytes.
    values = yaml.safe_load((clone / TINY).read_text())
    values["world"]["families"]["chains"]["direct_items"] += 6
    (clone / TINY).write_text(yaml.safe_dump(values, sort_keys=False))
    found = made(clone, "evaluated")
    assert "world main" in found and "evaluate ladder 83k seed0" in found
    assert not {job for job in found if job.startswith(("stream", "train"))}


def test_code_that_changed_before_the_pull_is_seen(clone):
    definition = "def bits_per_byte("
    edit(clone, "workflow/sizewise/evaluation/scoring.py", definition, f"ONE = 1\n\n\n{definition}")
    pull(clone)
    found = planned(clone)
    assert {"evaluate ladder 25k seed0", "evaluate ladder 83k seed0", "analyze"} <= found
    assert not {job for job in found if job.startswith(("train", "probe", "stream"))}


def test_dvc_knows_the_metrics_and_plots(clone):
    pull(clone)
    assert "analysis/metrics.json" in run(clone, *DVC, "metrics", "show").stdout
    plots = json.loads(run(clone, *DVC, "plots", "show", "--json").stdout)
    assert set(plots["data"]) == {"loss against size", "recall against exposures"}
    assert all(plots["data"].values()), "no points"


def manifests(folder):
    """What every finished job says that it made."""
    return {path: path.read_bytes() for path in sorted((folder / "results/tiny").rglob("*.json"))
            if path.name == "manifest.json" or path.parent.name == "report"}  # fmt: skip


def test_repro_asks_snakemake_and_keeps_what_it_made(clone):
    pull(clone)
    before = manifests(clone)
    run(clone, *DVC, "repro", STAGE)
    assert manifests(clone) == before, "asked, and nothing made"
    values = yaml.safe_load((clone / "studies/tiny.yaml").read_text())
    values["analysis"]["seed"] = 2
    (clone / "studies/tiny.yaml").write_text(yaml.safe_dump(values, sort_keys=False))
    run(clone, *DVC, "repro", STAGE)
    after = manifests(clone)
    changed = {path.parent.name for path in before if before[path] != after[path]}
    assert {"analysis", "observation", "published", "report"} == changed
    run(clone, *DVC, "push")
    run(clone, *DVC, "repro", STAGE)
    assert manifests(clone) == after
