"""The job `judge`: rewards of all answers, learned from few noisy preferences.

One finished training, of the same size for policies of all sizes, reads the questions; the reward
is linear in its states. So no policy has a better judge than another, and what a preference teaches
is carried to other questions as far as the judge's states are alike.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np

from sizewise.reward.config import Reward
from sizewise.reward.policy import features_of, load, verified
from sizewise.reward.preferences import draw_preferences, learned_rewards
from sizewise.reward.questions import Questions, read_questions
from sizewise.reward.randomness import generator
from sizewise.study.artifacts import verify_files
from sizewise.study.errors import StudyError
from sizewise.study.formats import judged
from sizewise.study.formats.names import practice_file
from sizewise.study.sections import compact, decisive
from sizewise.study.work import Work, contents


def judge(
    reward: Reward, *, family: str, seed: int, training: Path, world: Path, output: Path
) -> dict[str, Any]:
    """Write the learned rewards of `family` into `output`; return its manifest.

    `training` is the folder of the judge's finished training, `seed` that of the runs that are to
    be rewarded. Raises StudyError where the preferences taught nothing.
    """
    checkpoint, manifest = verified(training)
    practice = verify_files(world, [practice_file(family)])
    work = Work.begin(
        "judge",
        of={"family": family, "seed": seed},
        config=compact({"reward": decisive(reward)}),
        inputs={
            "judge": contents(manifest, f"checkpoints/{checkpoint.name}/"),
            "practice": contents(practice, practice_file(family)),
        },
        output=output,
    )
    if work.kept:
        return work.kept
    questions = read_questions(world, family, checkpoint)
    rng = generator(reward.seed, "preferences", family, seed)
    told = draw_preferences(
        rng, questions.right, len(questions.labels),
        count=reward.preferences, agreement=reward.agreement,
    )  # fmt: skip
    states = features_of(load(checkpoint), questions, "cpu")
    rewards, penalty = learned_rewards(states, len(questions.labels), told)
    if np.ptp(rewards, axis=1).max() <= 0:
        raise StudyError(
            f"judge of {family}: {reward.preferences} preferences gave every answer the same "
            "reward, which has no gradient; raise reward.preferences or reward.agreement"
        )
    agreed = float((told.preferred == questions.right[told.question]).mean())
    facts = {
        "preferences": len(told), "agreement": agreed, "penalty": penalty,
        **quality(rewards, questions),
    }  # fmt: skip
    output.mkdir(parents=True, exist_ok=True)
    file = output / judged.TABLE.name
    judged.TABLE.write(file, [
        {"item_id": name, "label": label, "reward": value}
        for name, row in zip(questions.names, rewards.tolist(), strict=True)
        for label, value in zip(questions.labels, row, strict=True)
    ])  # fmt: skip
    print(
        f"judge {family} seed{seed}: {len(told)} preferences, {agreed:.3f} true; the likeliest "
        f"label has the highest reward in {facts['right']:.3f} of {len(questions)} questions",
        file=sys.stderr,
    )
    return work.end([file], facts)


def quality(rewards: np.ndarray, questions: Questions) -> dict[str, float]:
    """How good learned rewards (question, label) are, over all questions.

    `right`: share whose likeliest label has the highest reward; `pairs`: share of the pairs of the
    likeliest and another label that are in the right order.
    """
    rows = np.arange(len(questions))
    own = rewards[rows, questions.right][:, None]
    others = np.arange(rewards.shape[1]) != questions.right[:, None]
    return {
        "right": float((rewards.argmax(axis=1) == questions.right).mean()),
        "pairs": float((own > rewards)[others].mean()),
    }


def read_judged(folder: Path, questions: Questions) -> np.ndarray:
    """(question, label) rewards that `judge` left in `folder`. Raises StudyError for other ones."""
    table = judged.TABLE.read(folder / judged.TABLE.name).to_pandas()
    wide = table.pivot(index="item_id", columns="label", values="reward")
    if sorted(wide.columns) != questions.labels or {*wide.index} != {*questions.names}:
        raise StudyError(f"{folder}: its rewards are of other questions; run the job `judge` again")
    return wide.loc[questions.names, questions.labels].to_numpy(dtype=np.float64)
