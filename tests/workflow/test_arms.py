"""Arms at their smallest beside a finished tiny study: their own jobs, verdicts and pages.

Arms by reward are not among them: their labels are to be single tokens, which takes a vocabulary
that the tiny study's text is too short for (tests/reward, tests/analysis/claims/test_noise.py).
"""

import json

import pytest
import yaml

from tests.workflow.project import TINY, copy_of_study, made

pytestmark = pytest.mark.slow

ARMS = ("capacity", "sparse")
CHAPTERS = (*ARMS, "projection", "trust")


@pytest.fixture(scope="module")
def study(tiny_study, tmp_path_factory):
    folder = copy_of_study(tiny_study, tmp_path_factory.mktemp("arms") / "study")
    default = yaml.safe_load((folder / "config.yaml").read_text())
    values = yaml.safe_load((folder / TINY).read_text())
    # As the default study has them.
    values["arms"] |= {name: default["arms"][name] for name in ARMS}
    values["report"]["chapters"] = [*values["report"]["chapters"], *CHAPTERS]
    (folder / TINY).write_text(yaml.safe_dump(values, sort_keys=False))
    return folder


@pytest.fixture(scope="module")
def jobs(study):
    return made(study)


def test_every_arm_runs_from_its_stream_to_its_page(study, jobs):
    runs = {job.removeprefix("evaluate ") for job in jobs if job.startswith("evaluate ")}
    asked = {run.split()[0] for run in runs}
    assert asked >= {*ARMS}
    assert {f"chapter {name}" for name in CHAPTERS} <= jobs
    for name in CHAPTERS:
        assert (study / f"reports/tiny/{name}.html").is_file()
        assert (study / f"reports/tiny/zh/{name}.html").is_file()


def test_claims_of_arms_are_measured(study, jobs):
    for claim in ("A1", "B6"):
        entry = json.loads((study / f"results/tiny/analysis/claims/{claim}.json").read_text())
        # One seed decides nothing; what is missing is a second one, and no arm.
        assert entry["verdict"] in ("undecided", "not measured"), entry
        assert (entry.get("finding") or {}).get("key") != "no-arm", entry
