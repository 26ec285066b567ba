"""Snakemake's executor for SLURM, with jobs that end early or outlive the main process.

The executor that it stands on (snakemake-executor-plugin-slurm) submits; this one decides what
becomes of a job, where that one would watch for ever (a job that was preempted and not queued
again, one that `sacct` calls `CANCELLED by 1000`, one that SLURM has forgotten) or count a try that
was no failure:

- A job that was preempted is submitted again, and no try of the profile's `retries` is spent.
- Neither is one where a job ended early (time limit, lost node, any failure) whose state went on: a
  rule whose parameter `runs` names a folder keeps its states in `states/` there. Out of retries is
  not out of time.
- Whatever else ends badly is a failure, which Snakemake tries again as the profile says; a rule
  whose memory grows with the try asks for more.
- Jobs that a main process left behind when it was killed are taken over by the next one; where what
  they are made of has changed since, their end is waited for.

`snakemake --executor sizewise-slurm`; its options are those of the other with `--sizewise-slurm-`
in front.
"""

import uuid
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import snakemake_executor_plugin_slurm as slurm
from snakemake_executor_plugin_slurm.job_status_query import get_min_job_age
from snakemake_interface_executor_plugins.executors.base import SubmittedJobInfo

from snakemake_executor_plugin_sizewise_slurm.states import Fate, fate, states, states_now
from snakemake_executor_plugin_sizewise_slurm.submitted import Submitted, parts, same

common_settings = slurm.common_settings
ExecutorSettings = slurm.ExecutorSettings

# Between two looks at the queue, at the most, and by how much they grow apart while nothing ends.
_LONGEST_SECONDS, _GROWTH = 180, 1.5
_NOTES = Path(".snakemake/sizewise_slurm")


class Executor(slurm.Executor):
    """Submits jobs, finds those that are still running, and decides what becomes of each."""

    def __post_init__(self, test_mode: bool = False) -> None:
        super().__post_init__(test_mode)
        # Jobs are looked for by their name, which therefore outlives this process: a folder's.
        folder = Path(self.workflow.workdir_init).resolve()
        prefix = self.workflow.executor_settings.jobname_prefix
        name = uuid.uuid5(uuid.NAMESPACE_URL, folder.as_uri())
        self.run_uuid = f"{prefix}_{name}" if prefix else str(name)
        self._notes = Submitted(folder / _NOTES)
        # Of each job: looks at which SLURM did not know it, and its newest state when it started.
        self._unknown: Counter[str] = Counter()
        self._states: dict[Any, str] = {}
        self._unanswered, self._told_held = 0, set[str]()
        # The controller must not forget a job that has ended before it is asked again.
        remembered = get_min_job_age() or 2 * _LONGEST_SECONDS
        self._longest = max(1, min(_LONGEST_SECONDS, remembered / 2))

    # -- submitting ----------------------------------------------------------------------------

    def run_job(self, job: Any) -> None:
        """Submit a job, or go on watching the one that an earlier start submitted."""
        try:
            if self._taken_over(job):
                return
            self._states[job] = newest_state(job)
        except Exception as error:
            # In a thread of its own, where an exception is seen by nobody and the job is awaited.
            self._report_job_error_threadsafe(SubmittedJobInfo(job), f"not submitted: {error}")
            return
        super().run_job(job)

    def _taken_over(self, job: Any) -> bool:
        """Whether a SLURM job that makes files of `job` is still there; it is watched then."""
        notes = self._notes.read(job)
        numbers = {note.number: note for note in notes if note is not None}
        if not numbers:
            return False
        there = states_now(self.run_uuid, self.logger)
        if there is None:
            raise RuntimeError(
                f"SLURM does not say whether its job {', '.join(numbers)} still runs, which makes "
                "the same files; start again when squeue answers"
            )
        alive = [n for n in numbers if n in there and fate(there[n]) in (Fate.GOES_ON, Fate.HELD)]
        if not alive:
            return False
        note, ours = numbers[alive[0]], same(job, notes)
        said = "goes on as" if ours else "waits for the end of"
        why = "which an earlier start submitted" if ours else (
            "which makes the same files of other parameters or beside others "
            f"(`scancel {note.number}` to wait no longer)"
        )  # fmt: skip
        self.logger.info(f"Job {job.jobid} {said} SLURM job {note.number}, {why}: {note.log}")
        self._states[job] = note.state
        aux = {"slurm_logfile": Path(note.log), "only_waits": not ours}
        self._report_job_submission_threadsafe(
            SubmittedJobInfo(job, external_jobid=note.number, aux=aux)
        )
        return True

    def report_job_submission(self, job_info: SubmittedJobInfo, register_job: bool = True) -> None:
        """Watch a job from now on, and note its number for a main process that comes later."""
        aux = job_info.aux or {}
        if job_info.external_jobid is not None and not aux.get("only_waits"):
            log = str(aux.get("slurm_logfile", ""))
            state = self._states.get(job_info.job, "")
            self._notes.write(job_info.job, job_info.external_jobid, log, state)
        super().report_job_submission(job_info, register_job=register_job)

    # -- watching ------------------------------------------------------------------------------

    async def check_active_jobs(
        self, active_jobs: list[SubmittedJobInfo]
    ) -> AsyncIterator[SubmittedJobInfo]:
        """Ask SLURM for all jobs; yield those that go on, report those that have ended."""
        if not active_jobs:
            return
        async with self.status_rate_limiter:
            found = await states(self.run_uuid, self.get_status_command(), self.logger)
        attempts = self.workflow.executor_settings.status_attempts
        self._unanswered = self._unanswered + 1 if found is None else 0
        if self._unanswered == attempts:
            self.logger.warning(
                f"SLURM has not answered {attempts} times; {len(active_jobs)} jobs are waited for"
            )
        ended = False
        for job in active_jobs:
            if found is None or self._goes_on(job, found.get(job.external_jobid), attempts):
                yield job
            else:
                ended = True
        self.next_seconds_between_status_checks = (
            self.workflow.executor_settings.init_seconds_before_status_checks
            if ended
            else min(self.next_seconds_between_status_checks * _GROWTH, self._longest)
        )

    def _goes_on(self, info: SubmittedJobInfo, state: str | None, attempts: int) -> bool:
        """Whether a job goes on; whatever follows from its end is done here."""
        number = info.external_jobid
        if state is None:
            # Accounting learns of a job late, and forgets none; the controller forgets those that
            # have ended.
            self._unknown[number] += 1
            if self._unknown[number] < attempts:
                return True
        del self._unknown[number]
        what = Fate.FAILED if state is None else fate(state)
        if what is Fate.HELD and number not in self._told_held:
            self._told_held.add(number)
            self.logger.warning(
                f"SLURM holds job {number} ({state}): `scontrol release {number}` lets it run, "
                f"`scancel {number}` has it tried again"
            )
        if what in (Fate.GOES_ON, Fate.HELD):
            return True
        if info.aux.get("only_waits"):
            self._submit_job(info.job)
            return False
        self._notes.forget(info.job)
        before = self._states.pop(info.job, "")
        if what is Fate.DONE:
            self.report_job_success(info)
            self._remove_log(info)
        elif what is Fate.TAKEN_AWAY:
            self._again(info, f"{state}: another job took its place")
        elif not state_says_stop(state) and newest_state(info.job) > before:
            self._again(info, f"{state}, and its training has come further")
        else:
            self._failed(info, state)
        return False

    def _again(self, info: SubmittedJobInfo, why: str) -> None:
        """Submit a job once more; no try is spent."""
        self.logger.warning(
            f"SLURM job {info.external_jobid}: {why}. Job {info.job.jobid} is submitted again, and "
            f"no try is spent (log of this one: {info.aux['slurm_logfile']})"
        )
        self._submit_job(info.job)

    def _failed(self, info: SubmittedJobInfo, state: str | None) -> None:
        """Tell Snakemake, which tries again if tries are left."""
        log = info.aux["slurm_logfile"]
        said = "SLURM no longer knows it" if state is None else f"SLURM's state is {state}"
        if state == "OUT_OF_MEMORY":
            asked = info.job.resources.get("mem_mb")
            said += f" ({asked} MB were asked for); a further try asks for more, up to the node's"
        self.report_job_error(
            info, msg=f"SLURM job {info.external_jobid}: {said}. ", aux_logs=[str(log)]
        )

    def _remove_log(self, info: SubmittedJobInfo) -> None:
        """What SLURM wrote of a job that has ended well; the rule's own log stays."""
        if not self.workflow.executor_settings.keep_successful_logs:
            try:
                info.aux["slurm_logfile"].unlink(missing_ok=True)
            except OSError as error:
                self.logger.warning(f"{info.aux['slurm_logfile']}: {error}")


def state_says_stop(state: str | None) -> bool:
    """Whether to go on as before helps nobody: ended by hand, or for want of memory."""
    return state is not None and state.split()[0] in ("CANCELLED", "OUT_OF_MEMORY")


def newest_state(job: Any) -> str:
    """The newest saved state of a training under way, '' without one; later ones sort higher."""
    folders = [part.params.get("runs") for part in parts(job)]
    found = [path.name for f in folders if f for path in Path(str(f), "states").glob("step*")]
    return max(found, default="")
