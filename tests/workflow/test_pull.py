"""A fresh clone that pulls: nothing to do if nothing changed, else exactly what did."""

import json
import re
import shutil
import sys

import pytest
import yaml
from sizewise.load import merge

from tests.workflow.project import planned, run

pytestmark = pytest.mark.slow

DVC = (sys.executable, "-m", "dvc")


@pytest.fixture(scope="module")
def published(tiny_study, tmp_path_factory):
    """A repository whose study has been pushed to a remote folder, and that remote."""
    folder = tmp_path_factory.mktemp("published") / "project"
    shutil.copytree(tiny_study, folder, symlinks=True)
    remote = tmp_path_factory.mktemp("remote")
    # dvc.yaml tracks the study that config.yaml names; here the tiny one.
    import yaml

    base = yaml.safe_load((folder / "config.yaml").read_text())
    tiny = yaml.safe_load((folder / "tests/workflow/tiny.yaml").read_text())
    (folder / "config.yaml").write_text(yaml.safe_dump(merge(base, tiny), sort_keys=False))
    run(folder, *DVC, "remote", "add", "--default", "bundled", str(remote))
    run(folder, *DVC, "commit", "--force")
    run(folder, *DVC, "push")
    run(folder, "git", "add", "--all")
    identity = ("-c", "user.name=tests", "-c", "user.email=tests@localhost")
    run(folder, "git", *identity, "commit", "--quiet", "--message=study")
    return folder


@pytest.fixture
def clone(published, tmp_path):
    folder = tmp_path / "clone"
    run(tmp_path, "git", "clone", "--quiet", str(published), str(folder))
    return folder


def pull(folder):
    return run(folder, sys.executable, "-m", "sizewise", "artifacts", "pull", "--study", "tiny")


def test_an_unchanged_clone_has_nothing_to_do(clone):
    pull(clone)
    assert planned(clone) == set()
    assert (clone / "reports/tiny/index.html").is_file()


def test_a_changed_seed_reruns_exactly_the_training_and_what_follows(clone):
    pull(clone)
    tiny = clone / "tests/workflow/tiny.yaml"
    tiny.write_text(tiny.read_text().replace("{25k: 1, 83k: 1}", "{25k: [1], 83k: [1]}"))
    expected = {"train", "evaluate", "probe", "analyze", "chapter", "index"}
    assert planned(clone) - {"all"} == expected


def test_changed_code_is_seen_even_if_it_changed_before_the_pull(clone):
    code = clone / "workflow/sizewise/evaluation/__init__.py"
    code.write_text(code.read_text() + "\n# changed\n")
    pull(clone)
    assert planned(clone) - {"all"} == {"evaluate", "analyze", "chapter", "index"}


def test_dvc_knows_the_metrics_plots_and_status(clone):
    pull(clone)
    assert "analysis/metrics.json" in run(clone, *DVC, "metrics", "show").stdout
    plots = json.loads(run(clone, *DVC, "plots", "show", "--json").stdout)
    assert not plots.get("errors"), plots["errors"]
    assert set(plots["data"]) == {"loss against size", "recall against exposures"}
    assert "up to date" in run(clone, *DVC, "status").stdout


def test_repro_runs_the_stages_that_an_edit_touches(clone):
    pull(clone)
    assert "up to date" in run(clone, *DVC, "repro").stdout
    config = yaml.safe_load((clone / "config.yaml").read_text())
    config["analysis"]["seed"] += 1
    (clone / "config.yaml").write_text(yaml.safe_dump(config, sort_keys=False))
    done = run(clone, *DVC, "repro").stdout
    assert re.findall(r"Running stage '(\w+)'", done) == ["report"]
    assert "up to date" in run(clone, *DVC, "status").stdout
