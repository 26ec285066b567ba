"""What one command is asked, and what its result depends on."""

import pytest
from sizewise.study.artifacts import read_json, sha256_of, write_json
from sizewise.study.errors import StudyError
from sizewise.study.runs import Run
from sizewise.training.job import Job, begin

from .conftest import training_section

RUN = Run("ladder", "25k", 0)


@pytest.fixture
def ask(stream, tmp_path):
    """The identity of a training that is asked for."""

    def asked(run: Run = RUN, parent=None, folder=stream, **training) -> str:
        job = Job(
            run=run,
            training=training_section(**training),
            stream=folder,
            runs=tmp_path / "runs",
            output=tmp_path / "output",
            parent=parent,
        )
        return begin(job).identity.sha256

    return asked


def test_every_key_that_decides_a_result_is_in_it(ask, stream, tmp_path):
    one = ask()
    assert ask(beta1=0.5) != one
    assert ask(Run("ladder", "83k", 0)) != one
    assert ask(Run("ladder", "25k", 1)) != one
    manifest = read_json(stream / "manifest.json")
    shard = next(name for name in manifest["files"] if name.startswith("shards/"))
    manifest["files"][shard] = "0" * 64
    write_json(tmp_path / "other/manifest.json", manifest)
    assert ask(folder=tmp_path / "other") != one


def test_what_decides_none_is_not(ask, stream, tmp_path):
    one = ask()
    assert ask(resume_seconds=1.0) == one
    assert ask(Run("copy", "25k", 0)) == one, "an arm is its recipe, its stream and its parent"
    manifest = read_json(stream / "manifest.json")
    manifest["facts"]["seconds"] = 1e9
    write_json(tmp_path / "other/manifest.json", manifest)
    assert ask(folder=tmp_path / "other") == one


def test_a_parents_last_weights_are_in_it(ask, tmp_path):
    digests = {}
    for name in ("one", "two"):
        last = tmp_path / name / "checkpoints/step0000030"
        last.mkdir(parents=True)
        (last / "model.safetensors").write_text(name)
        files = {"checkpoints/step0000030/model.safetensors": sha256_of(last / "model.safetensors")}
        write_json(tmp_path / name / "manifest.json", {"files": files})
        digests[name] = ask(parent=tmp_path / name)
    assert len({ask(), *digests.values()}) == 3


def test_a_parent_that_was_not_trained_is_one_line(ask, tmp_path):
    with pytest.raises(StudyError, match="no checkpoints; train the arm's parent first"):
        ask(parent=tmp_path)
