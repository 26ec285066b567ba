"""The short way through lm-eval's tasks against `lm_eval.evaluate`."""

import pytest
from lm_eval.evaluator import evaluate
from sizewise.evaluation.commands import TASKS_FOLDER
from sizewise.evaluation.gaps import Gaps
from sizewise.evaluation.items import spread
from sizewise.evaluation.language_model import PromptSharingLM
from sizewise.evaluation.prompts import PromptEncoder
from sizewise.evaluation.runner import Runner
from sizewise.evaluation.tables import held_out_rows, item_rows
from sizewise.evaluation.tasks import load_tasks

from tests.evaluation.tiny_study import FAMILIES, tiny_model


@pytest.fixture
def tasks(make_study):
    folders = make_study()
    return load_tasks(
        folder=TASKS_FOLDER,
        families=FAMILIES,
        further=[],
        world=folders["world"],
        corpus=folders["corpus"],
        gaps=Gaps(),
    )


def rows(task, samples) -> list[dict]:
    return (held_out_rows if task.name == "held_out" else item_rows)(task, samples)


@pytest.mark.parametrize("most", [None, 3])
def test_checkpoint_after_checkpoint_gives_the_rows_of_evaluate(tasks, tokenizer, most):
    some = {t.name: spread(t.task.eval_docs, most) for t in tasks if t.planted and most}
    runner, encoder = Runner(tasks), PromptEncoder(tokenizer)
    seen = []
    for seed in (0, 1):
        model = PromptSharingLM(tiny_model(seed), encoder, batch_sequences=8)
        samples = runner.samples(model, tasks, most=most)
        mine = {task.name: rows(task, samples[task.name]) for task in tasks}
        logged = evaluate(
            model, {"tasks": {t.name: t.task for t in tasks}}, samples=some, bootstrap_iters=0
        )
        assert mine == {task.name: rows(task, logged["samples"][task.name]) for task in tasks}
        seen.append(mine)
    assert seen[0] != seen[1]
    assert {task.output_type for task in tasks} == {
        "multiple_choice", "generate_until", "loglikelihood_rolling",
    }  # fmt: skip


def test_a_limit_leaves_documents_out(tasks, tokenizer):
    model = PromptSharingLM(tiny_model(), PromptEncoder(tokenizer), batch_sequences=8)
    samples = Runner(tasks, limit=2).samples(model, tasks)
    assert {len(answers) for answers in samples.values()} == {2}
