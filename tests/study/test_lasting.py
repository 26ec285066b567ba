"""Output that nobody reads any more costs nothing but itself."""

import io
import os
import sys
from pathlib import Path

import pytest
from sizewise import cli
from sizewise.study.lasting import Lasting, lasting_errors


def full_disk() -> Lasting:
    return Lasting(Path("/dev/full").open("w", encoding="utf-8"))


def dead_pipe() -> Lasting:
    reader, writer = os.pipe()
    os.close(reader)
    return Lasting(os.fdopen(writer, "w", encoding="utf-8"))


@pytest.mark.parametrize("lost", [full_disk, dead_pipe])
def test_what_cannot_be_written_is_dropped(lost):
    stream = lost()
    for _ in range(2):
        print("step 3/30", file=stream, flush=True)
    # What was left in the buffer goes nowhere when the interpreter ends.
    stream.close()


def test_another_encoding_gets_escapes(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="latin-1"))
    with lasting_errors():
        print("Größe 家", flush=True)
    assert raw.getvalue() == "Größe \\u5bb6\n".encode("latin-1")


def test_the_stream_is_given_back():
    before = sys.stderr
    with lasting_errors():
        assert isinstance(sys.stderr, Lasting)
    assert sys.stderr is before


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (OSError(28, "No space left on device", "results/x"), 2, "results/x: No space left on"),
        (PermissionError(13, "Permission denied", "results"), 2, "results: Permission denied; put"),
        (OSError("odd"), 2, "odd; put it right"),
        (KeyboardInterrupt(), 130, "interrupted; the same command runs it again"),
    ],
)
def test_what_the_system_refuses_is_one_line(monkeypatch, capsys, error, status, said):
    def refused(command, context):
        raise error

    monkeypatch.setattr("typer.core.TyperGroup.invoke", refused)
    assert cli.main(["config", "check"]) == status
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"sizewise: {said}")
