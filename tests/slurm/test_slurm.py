"""The tiny study through a real SLURM: to the report, and again with a job cancelled midway."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from sizewise.load import load_study
from sizewise.planning.cluster import Cluster
from sizewise.planning.requests import (
    FIXED_MINUTES,
    TIME_FILL,
    training_request,
    training_seconds,
)
from sizewise.study.ladder import size_named
from sizewise.study.store import STORE

from tests.slurm.jobs import jobs
from tests.slurm.virtual_cluster import missing_tools, virtual_cluster
from tests.workflow.project import TINY, configure, copy_of_project, copy_of_study, run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.slurm,
    pytest.mark.skipif(bool(missing_tools()), reason=f"missing: {', '.join(missing_tools())}"),
]

COMMAND = (
    sys.executable, "-m", "snakemake", "--profile", "slurm", "--configfile", TINY,
    # A virtual cluster has no accounting; and nobody waits a minute for a file of this machine.
    "--sizewise-slurm-status-command", "squeue", "--latency-wait", "5",
    "--sizewise-slurm-init-seconds-before-status-checks", "2",
    "--seconds-between-status-checks", "2",
    # Its GPUs are none: SLURM gives them, and nobody computes on them.
    "--set-resources",
    *(f"{rule}:local_gpus=0" for rule in (
        "train", "train_largest", "train_on_nodes", "evaluate", "probe",
    )),
    "--",
)  # fmt: skip

RUN = "ladder/83k/seed0"


@pytest.fixture(scope="module")
def cluster():
    with virtual_cluster() as folder, pytest.MonkeyPatch.context() as patch:
        # The virtual nodes promise many more cores than the machine has; jobs that believe them
        # would wait for each other's threads.
        patch.setenv("OMP_THREAD_LIMIT", "1")
        yield folder


def test_the_study_runs_to_its_report(cluster, tmp_path):
    folder = copy_of_project(tmp_path)
    # A chapter is a job like another.
    configure(folder, report={"chapters": ["ladder"]})
    run(folder, *COMMAND)
    assert (folder / "reports/tiny/index.html").is_file()
    trainings = [job for job in jobs() if "rule_train" in job.get("Comment", "")]
    assert len(trainings) == 2
    assert {job["JobState"] for job in trainings} == {"COMPLETED"}
    assert {job["TresPerJob"] for job in trainings} == {"gres:gpu:h100:1"}


def test_a_cancelled_training_is_tried_again_and_resumes(cluster, tiny_study, tmp_path):
    folder = copy_of_study(tiny_study, tmp_path / "study")
    assert trained_again(folder)["starts"] >= 2


def test_a_training_over_two_nodes_is_two_processes_and_resumes(cluster, tiny_study, tmp_path):
    folder = copy_of_study(tiny_study, tmp_path / "study")
    planned_for_two_nodes(folder)
    facts = trained_again(folder)
    assert facts["processes"] == 2
    assert facts["starts"] >= 2
    trainings = [job for job in jobs() if "rule_train_on_nodes" in job.get("Comment", "")]
    assert {job["NumNodes"] for job in trainings} == {"2"}


def planned_for_two_nodes(folder: Path) -> None:
    """A cluster whose nodes have one GPU, so slow that the run ends in time on two nodes only."""
    file = folder / "slurm/cluster.yaml"
    values = yaml.safe_load(file.read_text()) | {
        "gpus_per_node": 1,
        "max_minutes": 60,
        "max_jobs": 1,
    }
    study = load_study([folder / "config.yaml", folder / TINY]).seen_by(arm="ladder")
    size = size_named("83k")
    slow = 1e-6  # TFLOP/s: computing takes longer than launching kernels
    seconds = training_seconds(size, study, Cluster(**values | {"gpu_tflops": slow}), 1)
    # One GPU would take a quarter more than the time that there is beside the start.
    there = 60 * (values["max_minutes"] * TIME_FILL - FIXED_MINUTES)
    values["gpu_tflops"] = slow * seconds / (1.25 * there)
    assert training_request(size, study, Cluster(**values)).nodes == 2
    file.write_text(yaml.safe_dump(values))


def trained_again(folder: Path) -> dict:
    """Facts of the training, made anew in a finished study with its job cancelled midway."""
    # Long enough to be caught midway, with a resume checkpoint almost every step.
    configure(folder, training={"resume_seconds": 0.1})
    target, state = f"results/tiny/training/{RUN}/manifest.json", folder / f"runs/tiny/{RUN}"
    while True:  # it may be over before it can be halted
        for made in ((folder / target).parent, state, folder / STORE):
            shutil.rmtree(made, ignore_errors=True)
        if cancelled_midway(folder, target, state):
            return json.loads((folder / target).read_text())["facts"]


def cancelled_midway(folder: Path, target: str, state: Path) -> bool:
    """Make `target`, and cancel its job while the training is halted midway; whether it was."""
    with (folder / "snakemake.log").open("w+b") as log:
        process = subprocess.Popen([*COMMAND, target], cwd=folder, stdout=log, stderr=log)
        try:
            while process.poll() is None and not list(state.glob("states/step*")):
                time.sleep(0.05)
            halted = halt(state / "holder.json")
            if halted:
                # SLURM lets it go on and ends it in one breath.
                running = [job["JobId"] for job in jobs() if job["JobState"] == "RUNNING"]
                subprocess.run(["scancel", *running], check=True)
            assert process.wait() == 0, Path(log.name).read_text()[-3000:]
        finally:
            process.kill()
            process.wait()
    return halted


def halt(holder: Path) -> bool:
    """Halt the training that holds a run folder; False where it has just ended."""
    try:
        os.kill(json.loads(holder.read_text())["pid"], signal.SIGSTOP)
    except (FileNotFoundError, ProcessLookupError):
        return False
    return holder.exists()
