"""Corpus and stream in parts: the same bytes by one job at a time, and by some after a kill."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sizewise.stream.verify import verify

from tests.corpus import hub
from tests.workflow.parts import TARGETS, artifacts, read_in_parts
from tests.workflow.project import TINY, copy_of_project, environment, snakemake

pytestmark = pytest.mark.slow

PARTS = SHARDS = 2


def killed_midway(folder: Path) -> None:
    """Start the targets and kill everything while the parts are being encoded."""
    command = [sys.executable, "-m", "snakemake", "--profile", "local", "--configfile", TINY]
    process = subprocess.Popen(
        [*command, "--cores", "4", *TARGETS], cwd=folder, env=environment(folder),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    encoded = folder / "results/tiny/stream/main/encoded"
    while process.poll() is None and not list(encoded.glob("*/manifest.json")):
        time.sleep(0.02)
    assert process.poll() is None, "it was over before it could be killed"
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert len(list(encoded.glob("*/manifest.json"))) < PARTS + 2
    snakemake(folder, "--unlock")


def test_bytes_depend_on_nothing_but_the_study(tmp_path) -> None:
    data = hub.data_set(tmp_path / "web", files=5)
    alone, killed = (
        read_in_parts(copy_of_project(tmp_path / name), data, PARTS) for name in ("alone", "killed")
    )
    snakemake(alone, "--cores", "1", *TARGETS)
    killed_midway(killed)
    snakemake(killed, "--cores", "4", *TARGETS)
    expected = artifacts(alone)
    assert sum(name.startswith("corpus/parts/") for name in expected) == 3 * (PARTS + 1)
    assert sum(name.startswith("stream/main/shards/") for name in expected) == SHARDS
    assert artifacts(killed) == expected
    assert verify(alone / "results/tiny/stream/main")
