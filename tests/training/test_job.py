"""What one command is asked, and what its result depends on."""

from pathlib import Path

from sizewise.study.runs import Run
from sizewise.training.job import Job, identity_of

from .conftest import training_section

RUN = Run("ladder", "25k", 0)


def job(run: Run = RUN, identity: dict | None = None, **training) -> Job:
    return Job(
        run=run,
        training=training_section(**training),
        stream=Path("stream"),
        runs=Path("runs"),
        output=Path("output"),
        identity=identity or {},
    )


def identity(asked: Job, stream: str = "a" * 64, processes: int = 1) -> dict:
    return identity_of(asked, stream, processes)


def test_every_key_that_decides_a_result_is_in_it():
    one = identity(job())
    assert identity(job(beta1=0.5)) != one
    assert identity(job(Run("ladder", "83k", 0))) != one
    assert identity(job(Run("ladder", "25k", 1))) != one
    assert identity(job(), stream="b" * 64) != one
    assert identity(job(), processes=2) != one


def test_what_decides_none_is_not():
    one = identity(job())
    assert identity(job(resume_seconds=1.0)) == one
    assert identity(job(Run("copy", "25k", 0))) == one, "an arm is its recipe and its stream"


def test_what_the_caller_knows_is_laid_over_it():
    given = {"packages": {"torch": "2.13.0"}, "inputs": {"parent": "c" * 64}}
    merged = identity(job(identity=given))
    assert merged["packages"] == {"torch": "2.13.0"}
    assert merged["inputs"] == {"stream": "a" * 64, "parent": "c" * 64}
    assert merged["config"] == identity(job())["config"]
