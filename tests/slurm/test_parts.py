"""Corpus and stream in parts through a real SLURM: the bytes of one job at a time.

Some eighty jobs, each with a Snakemake of its own, take ten minutes of two cores: not part of every
test run, in which tests/workflow/test_parts.py does the same without SLURM.
`SIZEWISE_SLURM_PARTS=1 python -m pytest tests/slurm/test_parts.py` runs them.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.corpus import hub
from tests.slurm.jobs import jobs
from tests.slurm.virtual_cluster import missing_tools, virtual_cluster
from tests.workflow.parts import PARTS, TARGETS, artifacts, read_in_parts
from tests.workflow.project import TINY, copy_of_project, environment, snakemake

pytestmark = [
    pytest.mark.slow,
    pytest.mark.slurm,
    pytest.mark.skipif("SIZEWISE_SLURM_PARTS" not in os.environ, reason="SIZEWISE_SLURM_PARTS=1"),
    pytest.mark.skipif(bool(missing_tools()), reason=f"missing: {', '.join(missing_tools())}"),
]

COMMAND = (
    sys.executable, "-m", "snakemake", "--profile", "slurm", "--configfile", TINY, "--jobs", "4",
    "--latency-wait", "5", "--sizewise-slurm-init-seconds-before-status-checks", "1",
    "--seconds-between-status-checks", "1",
)  # fmt: skip
RULES = ("read", "screen", "encode", "pack")
# As the profile names them.
EIGHT_AT_ONCE = (
    "--groups", *(f"{rule}={rule}" for rule in RULES),
    "--group-components", *(f"{rule}=8" for rule in RULES),
)  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return hub.data_set(tmp_path_factory.mktemp("hub") / "web", files=5)


@pytest.fixture(scope="module")
def one_at_a_time(data, tmp_path_factory) -> dict[str, str]:
    """sha256 of every artifact, made by one job at a time without SLURM."""
    folder = read_in_parts(copy_of_project(tmp_path_factory.mktemp("alone")), data)
    snakemake(folder, "--cores", "1", *TARGETS)
    found = artifacts(folder)
    assert sum(name.startswith("corpus/parts/") for name in found) == 3 * (PARTS + 1)
    assert sum(name.startswith("stream/main/shards/") for name in found) == PARTS
    return found


@pytest.fixture(scope="module")
def cluster():
    with virtual_cluster() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMP_THREAD_LIMIT", "1")
        yield folder


def running(folder: Path, rule: str) -> list[dict[str, str]]:
    """SLURM's jobs of a rule in a folder, oldest first."""
    mine = [job for job in jobs() if job.get("WorkDir") == str(folder)]
    return [job for job in mine if f"rule_{rule}_" in f"{job['Comment']}_"]


def start(folder: Path, *options: str) -> subprocess.Popen:
    with (folder / "main.log").open("wb") as log:
        return subprocess.Popen(
            [*COMMAND, *options, "--", *TARGETS], cwd=folder, env=environment(folder), stdout=log,
            stderr=log,
        )  # fmt: skip


def test_four_at_once_with_one_killed_midway(cluster, data, one_at_a_time, tmp_path):
    folder = read_in_parts(copy_of_project(tmp_path), data)
    process = start(folder)
    encoding: list[dict[str, str]] = []
    while not encoding:
        assert process.poll() is None, (folder / "main.log").read_text()[-3000:]
        time.sleep(0.2)
        encoding = [job for job in running(folder, "encode") if job["JobState"] == "RUNNING"]
    subprocess.run(["scancel", "--signal=KILL", "--full", encoding[0]["JobId"]], check=True)
    assert process.wait() == 0, (folder / "main.log").read_text()[-3000:]
    # One for each of the parts, of which the planted text is one, and one that was killed.
    assert len(running(folder, "encode")) == PARTS + 2 + 1
    assert artifacts(folder) == one_at_a_time


def test_parts_that_are_one_job_are_the_same_bytes(cluster, data, one_at_a_time, tmp_path):
    folder = read_in_parts(copy_of_project(tmp_path), data)
    file = folder / "slurm/cluster.yaml"
    # Two jobs of 8 GB at a time.
    file.write_text(file.read_text().replace("1_900_000", "17_000"))
    process = start(folder, *EIGHT_AT_ONCE)
    assert process.wait() == 0, (folder / "main.log").read_text()[-3000:]
    assert {len(running(folder, rule)) for rule in RULES} == {1}
    assert [job["MinMemoryNode"] for job in running(folder, "read")] == ["16000M"]
    assert artifacts(folder) == one_at_a_time
    manifest = json.loads((folder / "results/tiny/stream/main/packed/0/manifest.json").read_text())
    assert manifest["of"] == {"shard": 0}
