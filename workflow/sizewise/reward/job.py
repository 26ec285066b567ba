"""What one `reward` command is asked to do."""

from dataclasses import dataclass
from pathlib import Path

from sizewise.reward.config import Reward
from sizewise.reward.policy import verified
from sizewise.study.artifacts import verify_files
from sizewise.study.errors import StudyError
from sizewise.study.formats.names import CHECKPOINTS_FOLDER, JUDGED, practice_file
from sizewise.study.runs import Run
from sizewise.study.sections import compact, decisive
from sizewise.study.work import Work, contents

EXACT, LEARNED = "exact", "learned"


@dataclass(frozen=True, kw_only=True)
class Job:
    """One run to train by reward."""

    run: Run
    reward: Reward
    """The section `reward`."""
    family: str
    """Family whose practice questions are asked."""
    source: str
    """EXACT or LEARNED."""
    world: Path
    """Folder of the planted world."""
    parent: Path
    """Folder of the finished training whose last weights are trained on."""
    judged: Path | None
    """Folder of the learned rewards; None for exact ones."""
    runs: Path
    """Folder of the training under way."""
    output: Path
    """Folder that holds the outputs once the training has ended well."""
    stop_after_seconds: float | None = None
    """Save and stop after this long, before a time limit does it."""


def begin(job: Job) -> Work:
    """Fix the identity of a training by reward and look for its result.

    The arm's name is no part of it, and neither is the size, which the parent's weights show.
    """
    if (job.source == LEARNED) != (job.judged is not None):
        raise StudyError(
            f"reward {job.run.label}: --judged names the rewards of --source learned, and of no "
            "other; give both or neither"
        )
    checkpoint, manifest = verified(job.parent)
    practice = verify_files(job.world, [practice_file(job.family)])
    inputs = {
        "parent": contents(manifest, f"{CHECKPOINTS_FOLDER}/{checkpoint.name}/"),
        "practice": contents(practice, practice_file(job.family)),
    }
    if job.judged is not None:
        inputs["judged"] = contents(verify_files(job.judged, [JUDGED]), JUDGED)
    return Work.begin(
        "reward",
        of={"family": job.family, "source": job.source, "seed": job.run.seed},
        config=compact({"reward": decisive(job.reward)}),
        inputs=inputs,
        output=job.output,
    )
