"""What becomes of jobs in SLURM's states, by the executor's own code and a `squeue` of ours."""

import asyncio
import contextlib
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from snakemake_executor_plugin_sizewise_slurm import Executor, newest_state
from snakemake_executor_plugin_sizewise_slurm.states import Fate, fate, states
from snakemake_executor_plugin_sizewise_slurm.submitted import Note, Submitted, same
from snakemake_interface_executor_plugins.executors.base import SubmittedJobInfo

ATTEMPTS = 3
# Every state of squeue(1) and sacct(1), "job state codes".
GO_ON = (
    "PENDING", "RUNNING", "CONFIGURING", "COMPLETING", "SUSPENDED", "STOPPED", "RESIZING",
    "REQUEUED", "REQUEUE_FED", "SIGNALING", "STAGE_OUT", "REVOKED",
)  # fmt: skip
HELD = ("REQUEUE_HOLD", "SPECIAL_EXIT", "RESV_DEL_HOLD", "LAUNCH_FAILED")
FAILED = (
    "BOOT_FAIL", "CANCELLED", "CANCELLED by 1000", "DEADLINE", "FAILED", "NODE_FAIL",
    "OUT_OF_MEMORY", "TIMEOUT",
)  # fmt: skip


class Logger:
    def __init__(self) -> None:
        self.said: list[str] = []

    def info(self, text: str) -> None:
        self.said.append(text)

    debug = warning = error = info


class Job:
    """As much of Snakemake's job as the executor asks for."""

    jobid = 1
    resources: dict[str, int] = {"mem_mb": 500}  # noqa: RUF012

    def __init__(self, folder: Path, name: str = "a", made: str = "once") -> None:
        self.output = [folder / "out" / name]
        self.params = Params(runs=str(folder / "runs" / name), made=made)

    def is_group(self) -> bool:
        return False


class Params(dict):
    """Named parameters, whose values are what iterates."""

    def __iter__(self) -> Iterator[str]:
        return iter(self.values())


class Group:
    def __init__(self, *jobs: Job) -> None:
        self.jobs = set(jobs)

    def is_group(self) -> bool:
        return True


class Told(Executor):
    """An executor that notes what it was made to do; `queue` is what SLURM knows."""

    def __init__(self, folder: Path) -> None:
        settings = SimpleNamespace(
            status_attempts=ATTEMPTS, init_seconds_before_status_checks=1, status_command="squeue",
            keep_successful_logs=False,
        )  # fmt: skip
        self.workflow = SimpleNamespace(executor_settings=settings)
        self.logger, self.run_uuid = Logger(), "ours"
        self.status_rate_limiter = contextlib.nullcontext()
        self._notes = Submitted(folder / "notes")
        self._unknown, self._states = Counter(), {}
        self._unanswered, self._told_held, self._longest = 0, set(), 180
        self._next_seconds_between_status_checks = 1
        self.did: list[tuple[str, object]] = []

    def report_job_success(self, info):
        self.did.append(("success", info.job))

    def report_job_error(self, info, msg=None, **_):
        self.did.append(("error", info.job))
        self.logger.info(msg)

    def _submit_job(self, job):
        self.did.append(("submit", job))


@pytest.fixture
def queue(tmp_path, monkeypatch):
    """What squeue and sacct print: a file each; without the file, SLURM does not answer."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("squeue", "sacct"):
        (programs / name).write_text(f"#!/bin/sh\ncat {tmp_path}/{name}\n")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")

    def says(program: str = "squeue", **known: str) -> None:
        lines = (f"{number.lstrip('j')}|{state}\n" for number, state in known.items())
        (tmp_path / program).write_text("".join(lines))

    return says


def look(executor: Executor, *infos: SubmittedJobInfo) -> list[SubmittedJobInfo]:
    """The jobs that go on after a look at the queue."""

    async def all_of_them():
        return [info async for info in executor.check_active_jobs(list(infos))]

    return asyncio.run(all_of_them())


def watched(job: object, folder: Path, number: str = "7") -> SubmittedJobInfo:
    return SubmittedJobInfo(job, external_jobid=number, aux={"slurm_logfile": folder / "log"})


def saved(job: Job, step: int) -> None:
    Path(job.params["runs"], "states", f"step{step:07d}").mkdir(parents=True)


@pytest.mark.parametrize("state", [*GO_ON, *HELD])
def test_what_slurm_has_not_ended_goes_on(queue, tmp_path, state):
    executor, info = Told(tmp_path), watched(Job(tmp_path), tmp_path)
    queue(j7=state)
    assert look(executor, info) == look(executor, info) == [info]
    assert executor.did == []
    assert sum("scontrol release 7" in line for line in executor.logger.said) == (state in HELD)


@pytest.mark.parametrize("state", FAILED)
def test_what_ended_badly_is_a_failure(queue, tmp_path, state):
    executor, job = Told(tmp_path), Job(tmp_path)
    queue(j7=state)
    assert look(executor, watched(job, tmp_path)) == []
    assert executor.did == [("error", job)]
    assert ("asks for more" in executor.logger.said[-1]) == (state == "OUT_OF_MEMORY")


def test_what_ended_well_leaves_no_log(queue, tmp_path):
    executor, job = Told(tmp_path), Job(tmp_path)
    (tmp_path / "log").touch()
    queue(j7="COMPLETED")
    assert look(executor, watched(job, tmp_path)) == []
    assert executor.did == [("success", job)]
    assert not (tmp_path / "log").exists()


def test_a_preempted_job_is_submitted_again(queue, tmp_path):
    executor, job = Told(tmp_path), Job(tmp_path)
    queue(j7="PREEMPTED")
    assert look(executor, watched(job, tmp_path)) == []
    assert executor.did == [("submit", job)]


@pytest.mark.parametrize(
    ("state", "again"),
    [("TIMEOUT", True), ("NODE_FAIL", True), ("FAILED", True), ("CANCELLED", False),
     ("OUT_OF_MEMORY", False)],
)  # fmt: skip
def test_a_training_that_came_further_spends_no_try(queue, tmp_path, state, again):
    executor, job = Told(tmp_path), Job(tmp_path)
    saved(job, 9)
    executor._states[job] = newest_state(job)
    saved(job, 10)
    queue(j7=state)
    assert look(executor, watched(job, tmp_path)) == []
    assert executor.did == [("submit" if again else "error", job)]


def test_a_training_that_came_no_further_spends_one(queue, tmp_path):
    executor, job = Told(tmp_path), Job(tmp_path)
    saved(job, 10)
    executor._states[job] = newest_state(job)
    queue(j7="TIMEOUT")
    look(executor, watched(job, tmp_path))
    assert executor.did == [("error", job)]


def test_a_job_that_slurm_has_forgotten_is_not_watched_for_ever(queue, tmp_path):
    executor, job = Told(tmp_path), Job(tmp_path)
    info = watched(job, tmp_path)
    queue(j8="RUNNING")
    for _ in range(ATTEMPTS - 1):
        assert look(executor, info) == [info]
    assert look(executor, info) == []
    assert executor.did == [("error", job)]
    assert "no longer knows it" in executor.logger.said[-1]


def test_a_slurm_that_does_not_answer_ends_nothing(queue, tmp_path):
    executor, info = Told(tmp_path), watched(Job(tmp_path), tmp_path)
    for _ in range(3 * ATTEMPTS):
        assert look(executor, info) == [info]
    assert sum("has not answered" in line for line in executor.logger.said) == 1
    assert executor.did == []


def test_looks_grow_apart_while_nothing_ends(queue, tmp_path):
    executor, info = Told(tmp_path), watched(Job(tmp_path), tmp_path)
    queue(j7="RUNNING")
    seconds = []
    for _ in range(20):
        look(executor, info)
        seconds.append(executor.next_seconds_between_status_checks)
    assert seconds == sorted(seconds)
    assert seconds[-1] == 180
    queue(j7="COMPLETED")
    look(executor, info)
    assert executor.next_seconds_between_status_checks == 1


@pytest.mark.parametrize("controller", [{"j7": "PENDING"}, {}])
def test_the_controller_says_whether_accounting_s_preempted_job_was_queued_again(queue, controller):
    queue("sacct", j7="PREEMPTED", j8="RUNNING")
    queue("squeue", **controller)
    found = asyncio.run(states("ours", "sacct", Logger()))
    assert found == {"7": "PENDING" if controller else "PREEMPTED", "8": "RUNNING"}


def test_without_accounting_the_controller_is_asked(queue):
    queue("squeue", j7="RUNNING")
    assert asyncio.run(states("ours", "sacct", Logger())) == {"7": "RUNNING"}


def test_only_nine_states_are_an_end():
    assert {fate(state) for state in GO_ON} == {Fate.GOES_ON}
    assert {fate(state) for state in HELD} == {Fate.HELD}
    assert {fate(state) for state in FAILED} == {Fate.FAILED}
    assert fate("SOMETHING_NEW") is fate("") is Fate.GOES_ON


# -- after a kill of the main process ----------------------------------------------------------


def test_a_job_is_known_again_by_what_it_makes_and_of_what(tmp_path):
    notes = Submitted(tmp_path / "notes")
    notes.write(Job(tmp_path), "7", "log", "step0000003")
    assert notes.read(Job(tmp_path)) == [
        Note(
            number="7", log="log", made_of=notes.read(Job(tmp_path))[0].made_of, state="step0000003"
        )
    ]
    assert same(Job(tmp_path), notes.read(Job(tmp_path)))
    other = Job(tmp_path, made="anew")
    assert notes.read(other) != [None]
    assert not same(other, notes.read(other))
    assert notes.read(Job(tmp_path, "b")) == [None]
    notes.forget(Job(tmp_path))
    assert notes.read(Job(tmp_path)) == [None]


def test_a_damaged_note_is_none(tmp_path):
    notes = Submitted(tmp_path / "notes")
    notes.write(Job(tmp_path), "7", "log", "")
    note = next((tmp_path / "notes").iterdir())
    for text in ("", "[]", json.dumps({"number": "7"})):
        note.write_text(text)
        assert notes.read(Job(tmp_path)) == [None]


def test_what_is_left_of_a_group_is_known_again_and_what_was_added_is_not(tmp_path):
    jobs = {name: Job(tmp_path, name) for name in "abc"}
    notes = Submitted(tmp_path / "notes")
    notes.write(Group(jobs["a"], jobs["b"]), "7", "log", "")
    for names, ours in {"ab": True, "a": True, "abc": False, "c": False}.items():
        group = Group(*(jobs[name] for name in names))
        assert same(group, notes.read(group)) is ours
    notes.write(jobs["b"], "8", "log", "")
    group = Group(jobs["a"], jobs["b"])
    assert not same(group, notes.read(group)), "two SLURM jobs"
