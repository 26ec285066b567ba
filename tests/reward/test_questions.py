"""Practice questions as the model sees them."""

import json
import shutil

import numpy as np
import pytest
from sizewise.evaluation.prompts import PromptEncoder, load_tokenizer
from sizewise.reward.policy import last_checkpoint
from sizewise.reward.questions import read_questions
from sizewise.study.errors import StudyError
from sizewise.study.formats.items import PRACTICE

from .conftest import FAMILY, practice


def test_prompts_and_labels_are_those_of_the_evaluation(world, parent):
    checkpoint = last_checkpoint(parent)
    questions = read_questions(world, FAMILY, checkpoint)
    encoder = PromptEncoder(load_tokenizer(checkpoint))
    for row, item in enumerate(practice(FAMILY)):
        for label, token in zip(questions.labels, questions.label_ids, strict=True):
            prompt, answer = encoder.pairs([(item.prompt, label)])[0]
            end = questions.last[row] + 1
            assert questions.ids[row, :end].tolist() == prompt
            assert answer == [token]
        assert questions.labels[questions.right[row]] == item.choices[item.answer]
    assert questions.exact_rewards.sum(axis=1).tolist() == [1.0] * len(questions)
    assert (questions.exact_rewards.argmax(axis=1) == questions.right).all()


def test_a_label_of_several_tokens_is_one_line(world, parent, tmp_path):
    shutil.copytree(last_checkpoint(parent), tmp_path / "cut")
    file = tmp_path / "cut/tokenizer.json"
    settings = json.loads(file.read_text())
    settings["pre_tokenizer"] = {"type": "Split", "pattern": {"String": ""}, "behavior": "Isolated",
                                 "invert": False}  # fmt: skip
    file.write_text(json.dumps(settings))
    with pytest.raises(StudyError, match="is no single token behind a question"):
        read_questions(world, FAMILY, tmp_path / "cut")


def test_questions_of_different_labels_are_one_line(parent, tmp_path):
    items = practice(FAMILY)
    other = items[1].model_copy(update={"choices": [" cat", *items[1].choices[1:]]})
    PRACTICE.write(tmp_path / f"practice/{FAMILY}.jsonl", [items[0], other])
    with pytest.raises(StudyError, match="do not offer the same labels; run `world` again"):
        read_questions(tmp_path, FAMILY, last_checkpoint(parent))


def test_what_fills_a_prompt_up_changes_nothing(world, parent):
    from sizewise.reward.policy import Policy, answers_of, load

    questions = read_questions(world, FAMILY, last_checkpoint(parent))
    policy = Policy(load(last_checkpoint(parent)).eval(), questions.label_ids)
    one = answers_of(policy, questions, "cpu").numpy()
    longer = type(questions)(**{
        **questions.__dict__, "ids": np.pad(questions.ids, ((0, 0), (0, 5)), constant_values=3)
    })  # fmt: skip
    assert answers_of(policy, longer, "cpu").numpy() == pytest.approx(one, abs=1e-6)
    assert np.exp(one).sum(axis=1) == pytest.approx(1, abs=1e-6)
