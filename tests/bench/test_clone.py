"""A newcomer's first quarter of an hour, where make only notes what it was asked."""

import json
import subprocess

import pytest
from sizewise.bench.clone import INSTALLING, measure, measure_installing
from sizewise.study.errors import StudyError


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """One commit with a Makefile that notes its goals and what the environment says."""
    (tmp_path / "Makefile").write_text(
        "environment study:\n"
        "\t@echo '$@ $(PYTHON) $(STUDY) store=$(SIZEWISE_STORE) path=$(PYTHONPATH)'"
        f" >> {tmp_path}/asked\n"
        "\t@echo 'environment: torch, 0.0 s'\n"
        "\t@mkdir -p .venv/bin bench && cp own-bench .venv/bin/python\n"
        "\t@test '$(STUDY)' != broken || { echo 'no such study'; exit 2; }\n"
    )
    measured = {"rows": [{"what": "lunch"}], "profiles": {"a lunch": [["eating", 1.0]]}}
    own = tmp_path / "own-bench"
    own.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n'
        f"echo '{json.dumps(measured)}' > bench/results.json\n"
    )
    own.chmod(0o755)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=n", "-c", "user.email=e@example.org"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "Makefile", "own-bench"], check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "one"], check=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", "/lent")
    monkeypatch.setenv("SIZEWISE_STORE", "/lent/store")
    return tmp_path


def test_installing_says_where_its_time_goes(repository):
    profile, row = measure_installing()
    assert (row["what"], row["profile"]) == ("fresh clone: installing", INSTALLING)
    assert profile == {"profile": INSTALLING, "parts": [("torch", 0.0), ("all else", 1.0)]}


def test_a_clone_installs_and_makes_the_study_with_nothing_lent(repository):
    whole, *inside = measure("quick", "83k")
    assert whole["what"] == "fresh clone: to the report of study quick"
    assert whole["value"] > 0
    first, second, third = (repository / "asked").read_text().splitlines()
    assert first.startswith("environment /") and first.endswith("store= path=")
    assert second.startswith("study /") and second.endswith(" quick store= path=")
    assert third == (
        "-m sizewise bench --study quick --sizes 83k --only workflow --only evaluation "
        "--output bench/results.json"
    )
    assert inside == [{"what": "lunch"}, {"profile": "a lunch", "parts": [["eating", 1.0]]}]


def test_a_command_that_fails_is_named_with_its_last_words(repository):
    with pytest.raises(StudyError, match=r"(?s)make study failed: .*no such study"):
        list(measure("broken", "83k"))
