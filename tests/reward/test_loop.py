"""Whole trainings by reward, each in a process of its own."""

import json
import shutil

import numpy as np
import pyarrow.parquet as pq
import pytest
from sizewise.study.artifacts import read_json, verify_files
from sizewise.study.formats import judged
from transformers import AutoModelForCausalLM, AutoTokenizer

from tests.manifests import write_manifest

from .conftest import FAMILY, reward_command, reward_section, run

SECTION = reward_section(resume_seconds=1e-9)


def table(folder) -> dict:
    return pq.read_table(folder / "output/updates.parquet").to_pydict()


@pytest.fixture(scope="module")
def reference(world, parent, tmp_path_factory):
    """The folder of a training that nothing disturbed, and what it said."""
    folder = tmp_path_factory.mktemp("reference")
    return folder, run(*reward_command(world, parent, folder, SECTION))


def test_outputs_are_whole_and_the_run_folder_gone(reference, parent):
    folder, said = reference
    assert "deductions_exact 25k seed0  step 6/6" in said
    assert [path.name for path in folder.iterdir()] == ["output"]
    manifest = verify_files(folder / "output")
    assert manifest["of"] == {"family": FAMILY, "source": "exact", "seed": 0}
    assert set(manifest["config"]) == {"reward"}
    checkpoint = folder / "output/checkpoints/step0000006"
    model = AutoModelForCausalLM.from_pretrained(checkpoint)
    before = AutoModelForCausalLM.from_pretrained(parent / "checkpoints/step0000007")
    moved = [not np.array_equal(a.detach(), b.detach())
             for a, b in zip(model.parameters(), before.parameters(), strict=True)]  # fmt: skip
    assert any(moved)
    assert len(AutoTokenizer.from_pretrained(checkpoint)) == model.config.vocab_size


def test_the_log_starts_at_the_parent(reference):
    log = table(reference[0])
    assert log["update"] == list(range(1, 7))
    assert log["divergence"][0] == pytest.approx(0, abs=1e-6)
    assert log["divergence"][-1] > 1e-6
    assert log["reward"] == pytest.approx(log["right"]), "the exact reward is being right"


@pytest.mark.slow
def test_stopped_and_gone_on_it_ends_with_the_same_bits(reference, world, parent, tmp_path):
    arguments = reward_command(world, parent, tmp_path, SECTION)
    assert "stopped by the time given after update 1" in run(
        *arguments, "--stop-after", "0", status=75
    )
    newest = sorted((tmp_path / "runs/states").glob("step*"))[-1]
    assert newest.name == "step0000001"
    assert "goes on after update 1/6" in run(*arguments, "--stop-after", "0", status=75)
    said = run(*arguments)
    assert "goes on after update 2/6" in said
    ours, theirs = (read_json(f / "output/manifest.json") for f in (tmp_path, reference[0]))
    assert ours["facts"]["weights_sha256"] == theirs["facts"]["weights_sha256"]
    assert ours["facts"]["starts"] == 3
    assert table(tmp_path) == table(reference[0])


@pytest.mark.slow
def test_other_sizes_and_seeds_are_asked_the_same_questions(reference, world, tmp_path):
    from .conftest import write_parent

    bigger = write_parent(tmp_path / "parent", "83k")
    run(*reward_command(world, bigger, tmp_path, SECTION, "--seed", "1"))
    assert table(tmp_path)["chain"] == table(reference[0])["chain"]
    assert table(tmp_path)["loss"] != table(reference[0])["loss"]


@pytest.mark.slow
def test_a_reward_without_variance_is_one_line_before_anything_trains(world, parent, tmp_path):
    run(
        "judge", "--config", json.dumps({"reward": SECTION.model_dump(mode="json")}),
        "--family", FAMILY, "--seed", "0", "--training", str(parent), "--world", str(world),
        "--output", str(tmp_path / "judge"),
    )  # fmt: skip
    facts = verify_files(tmp_path / "judge")["facts"]
    assert facts["preferences"] == SECTION.preferences
    assert 0 <= facts["right"] <= 1
    learned = ["--source", "learned", "--judged"]
    run(*reward_command(world, parent, tmp_path, SECTION, *learned, str(tmp_path / "judge")))
    log = table(tmp_path)
    assert log["reward"] != pytest.approx(log["right"])
    flat = judged.TABLE.read(tmp_path / "judge/judged.parquet").to_pandas().assign(reward=0.5)
    shutil.rmtree(tmp_path / "judge")
    file = tmp_path / "flat/judged.parquet"
    judged.TABLE.write(file, flat.to_dict("records"))
    write_manifest(tmp_path / "flat", job="judge", files=[file])
    said = run(
        *reward_command(world, parent, tmp_path / "none", SECTION, *learned, str(file.parent)),
        status=2,
    )
    assert said.endswith(
        "sizewise: reward deductions_exact 25k seed0: every answer to a question has the same "
        "reward, so there is no gradient; run the job `judge` again, or choose another source\n"
    )
    assert not (tmp_path / "none").exists()


def test_a_parent_that_was_not_trained_is_one_line(world, tmp_path):
    said = run(*reward_command(world, tmp_path / "nobody", tmp_path, SECTION), status=2)
    assert said == (
        f"sizewise: {tmp_path / 'nobody'}: no checkpoints; train the arm's parent first\n"
    )


def test_learned_rewards_belong_to_the_learned_source(world, parent, tmp_path):
    arguments = reward_command(world, parent, tmp_path, SECTION, "--source", "learned")
    assert "--judged names the rewards of --source learned" in run(*arguments, status=2)
