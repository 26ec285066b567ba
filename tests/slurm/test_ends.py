"""Jobs that end early on a real SLURM, and a main process that is killed: what becomes of each."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.slurm.ends import SNAKEFILE, WORK
from tests.slurm.jobs import jobs
from tests.slurm.virtual_cluster import URGENT, missing_tools, virtual_cluster
from tests.workflow.project import ROOT, environment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.slurm,
    pytest.mark.skipif(bool(missing_tools()), reason=f"missing: {', '.join(missing_tools())}"),
]

COMMAND = (
    sys.executable, "-m", "snakemake", "--executor", "sizewise-slurm", "--jobs", "4",
    "--sizewise-slurm-init-seconds-before-status-checks", "1",
    "--seconds-between-status-checks", "1", "--latency-wait", "5", "--rerun-incomplete",
)  # fmt: skip


# The executor is the project's, the folder is not.
PACKAGE = str(ROOT / "workflow")


@pytest.fixture(scope="module")
def cluster():
    with virtual_cluster() as folder:
        yield folder


class Workflow:
    """The workflow in a folder, and its main process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "Snakefile").write_text(SNAKEFILE)
        (folder / "work.py").write_text(WORK)
        (folder / "go").mkdir()
        self.process: subprocess.Popen | None = None

    def start(self, *names: str, retries: int = 0, options: tuple[str, ...] = (), **config) -> None:
        """Start the main process; it makes `names`."""
        told = [f"names={','.join(names)}", *(f"{key}={value}" for key, value in config.items())]
        with (self.folder / "main.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*COMMAND, "--retries", str(retries), *options, "--config", *told],
                cwd=self.folder, env=environment(self.folder, PYTHONPATH=PACKAGE),
                stdout=log, stderr=log,
            )  # fmt: skip

    def wait(self, ready: Callable[[], object]) -> None:
        """Until `ready`, as long as the main process lives."""
        while not ready():
            assert self.process.poll() is None, self.said
            time.sleep(0.1)

    def go(self, name: str) -> None:
        """Let the job that makes `name` come to its end."""
        (self.folder / "go" / name).touch()

    def ends_well(self) -> None:
        assert self.process.wait() == 0, self.said

    def kill(self) -> None:
        """Kill the main process, as a machine that goes down does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        subprocess.run(
            [*COMMAND, "--config", "names=a", "--unlock"], cwd=self.folder, check=True,
            env=environment(self.folder, PYTHONPATH=PACKAGE), capture_output=True,
        )  # fmt: skip

    def time_is_over(self) -> None:
        """Let the newest job come to its time limit."""
        scontrol("update", f"JobId={self.jobs()[-1]['JobId']}", "EndTime=now")

    def kill_job(self, name: str) -> None:
        """Kill the process that makes `name`."""
        os.kill(int((self.folder / "starts" / f"{name}.pid").read_text()), signal.SIGKILL)

    def starts(self, name: str) -> list[str]:
        """What each start of a job was told."""
        path = self.folder / "starts" / name
        return path.read_text().splitlines() if path.exists() else []

    def log(self, name: str) -> str:
        """What the rule's log says of a job."""
        path = self.folder / "log" / name
        return path.read_text() if path.exists() else ""

    @property
    def said(self) -> str:
        return (self.folder / "main.log").read_text()

    def jobs(self) -> list[dict[str, str]]:
        """SLURM's jobs of this workflow, oldest first."""
        return [job for job in jobs() if job.get("WorkDir") == str(self.folder)]


@pytest.fixture
def workflow(cluster, tmp_path):
    workflow = Workflow(tmp_path)
    yield workflow
    if workflow.process is not None and workflow.process.poll() is None:
        workflow.process.kill()
        workflow.process.wait()
    for job in workflow.jobs():
        subprocess.run(["scancel", job["JobId"]], capture_output=True)
    # SLURM has forgotten those of a node that was lost.
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (process / "cwd").resolve() == tmp_path:
                os.kill(int(process.name), signal.SIGKILL)


def scontrol(*words: str) -> None:
    subprocess.run(["scontrol", *words], check=True, capture_output=True)


def test_what_was_preempted_is_submitted_again_and_spends_no_try(workflow):
    workflow.start("plain", "trains")
    workflow.wait(lambda: workflow.starts("plain") and workflow.log("trains").count("saved"))
    subprocess.run(
        ["sbatch", f"--partition={URGENT}", "--nodes=2", "--exclusive", "--wait",
         "--output=/dev/null", "--wrap", "true"],
        check=True, capture_output=True, cwd=workflow.folder,
    )  # fmt: skip
    states = {job["JobState"] for job in workflow.jobs() if job["Partition"] == "gpu"}
    assert "PREEMPTED" in states
    workflow.wait(lambda: len(workflow.starts("plain")) == len(workflow.starts("trains")) == 2)
    workflow.go("plain")
    workflow.go("trains")
    workflow.ends_well()
    assert workflow.said.count("no try is spent") == 2


def test_a_training_that_comes_further_has_all_the_jobs_that_it_needs(workflow):
    """Seven jobs, and not one further try."""
    workflow.start("trains")
    for count in range(1, 7):
        workflow.wait(lambda count=count: f"saved step{count:07d}" in workflow.log("trains"))
        # SLURM looks at time limits twice a minute, so one job comes to its own.
        if count == 1:
            workflow.time_is_over()
        else:
            workflow.kill_job("trains")
    workflow.wait(lambda: "saved step0000007" in workflow.log("trains"))
    workflow.go("trains")
    workflow.ends_well()
    states = [job["JobState"] for job in workflow.jobs()]
    assert states == ["TIMEOUT"] + 5 * ["FAILED"] + ["COMPLETED"]


def test_a_job_without_a_state_spends_its_tries(workflow):
    workflow.start("plain", retries=1)
    workflow.wait(lambda: workflow.log("plain"))
    workflow.time_is_over()
    workflow.wait(lambda: len(workflow.starts("plain")) == 2)
    workflow.wait(lambda: workflow.log("plain"))
    workflow.kill_job("plain")
    assert workflow.process.wait() == 1
    for state in ("TIMEOUT", "FAILED"):
        assert workflow.said.count(f"SLURM's state is {state}") == 1


def test_a_lost_node_is_tried_again(workflow):
    workflow.start("plain", retries=1, options=("--sizewise-slurm-no-requeue",))
    workflow.wait(lambda: workflow.starts("plain"))
    node = workflow.jobs()[-1]["NodeList"]
    scontrol("update", f"NodeName={node}", "State=DOWN", "Reason=test")
    try:
        workflow.wait(lambda: len(workflow.starts("plain")) == 2)
    finally:
        # It may have come back by itself.
        subprocess.run(["scontrol", "update", f"NodeName={node}", "State=RESUME"])
    workflow.go("plain")
    workflow.ends_well()
    assert workflow.jobs()[0]["JobState"] == "NODE_FAIL"
    assert "SLURM's state is NODE_FAIL" in workflow.said


def test_what_lacked_memory_asks_for_more(workflow):
    workflow.start("greedy", retries=1)
    workflow.wait(lambda: len(workflow.starts("greedy")) == 2)
    workflow.go("greedy")
    workflow.ends_well()
    assert [job["MinMemoryNode"] for job in workflow.jobs()] == ["600M", "1200M"]


def test_a_main_process_that_was_killed_finds_its_jobs_again(workflow):
    workflow.start("a", "b")
    workflow.wait(lambda: workflow.log("a") and workflow.log("b"))
    workflow.kill()
    # One ends while nobody looks, the other goes on.
    workflow.go("b")
    while not (workflow.folder / "out/b").exists():
        time.sleep(0.1)
    workflow.start("a", "b")
    workflow.wait(lambda: "goes on as SLURM job" in workflow.said)
    workflow.go("a")
    workflow.ends_well()
    assert workflow.log("a") == "start 1\n"
    assert len(workflow.jobs()) == 2


def test_a_job_of_other_parameters_is_waited_for(workflow):
    workflow.start("a")
    workflow.wait(lambda: workflow.log("a"))
    workflow.kill()
    workflow.start("a", made="anew")
    workflow.wait(lambda: "waits for the end of SLURM job" in workflow.said)
    workflow.go("a")
    workflow.ends_well()
    assert workflow.starts("a") == ["as before", "anew"]
    assert (workflow.folder / "out/a").read_text() == "anew"
