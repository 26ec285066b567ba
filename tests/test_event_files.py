"""Curves of trainings as TensorBoard's event files, read back record by record."""

import json
import struct
from pathlib import Path

import pytest
from sizewise.cli import main
from sizewise.event_files import RunCurves, write
from sizewise.study.formats import log, updates
from tensorboardX.proto.event_pb2 import Event

ROOT = Path(__file__).resolve().parents[1]


def row(step: int) -> dict:
    return {
        "step": step, "tokens": 100 * step, "loss": 3 - step / 10, "learning_rate": 0.01,
        "gradient_norm": None if step == 1 else 1.0, "tokens_per_second": 1000.0, "chain": "0" * 64,
    }  # fmt: skip


def reward(update: int) -> dict:
    return {
        "update": update, "loss": 0.1, "reward": update / 10, "right": 0.5, "divergence": 0.0,
        "entropy": 1.0, "silent": 0.0, "gradient_norm": 1.0, "chain": "0" * 64,
    }  # fmt: skip


def events(folder: Path) -> list[Event]:
    """All events below `folder`: a length, its checksum, the event, its checksum."""
    found = []
    for file in sorted(folder.glob("events.out.tfevents.*"), key=lambda path: path.suffix):
        data = file.read_bytes()
        while data:
            (length,) = struct.unpack("<Q", data[:8])
            found.append(Event.FromString(data[12 : 12 + length]))
            data = data[16 + length :]
    return found


def curve(folder: Path, tag: str) -> dict[int, float]:
    """A tag's values by step, as TensorBoard shows them: a restart voids what came after it."""
    found: dict[int, float] = {}
    for event in events(folder):
        if event.session_log.status == 1:
            found = {step: value for step, value in found.items() if step < event.step}
        for value in event.summary.value:
            if value.tag == tag:
                found[event.step] = pytest.approx(value.simple_value)
    return found


@pytest.fixture
def curves(tmp_path):
    (tmp_path / "runs").mkdir()
    one = RunCurves(tmp_path / "runs/log.jsonl", tmp_path / "results", tmp_path / "events")
    yield one
    one.close()


def append(curves: RunCurves, *rows: dict, ends: str = "\n") -> None:
    with curves.log.open("a") as file:
        file.write("\n".join(map(json.dumps, rows)) + ends)


def test_a_training_is_followed_to_its_end(curves):
    assert curves.take() == 0
    append(curves, row(1), row(2))
    append(curves, row(3), ends="")
    assert curves.take() == 2, "a row that is being written waits"
    with curves.log.open("a") as file:
        file.write("\n")
    assert curves.take() == 1 and curves.take() == 0
    curves.results.mkdir()
    log.TABLE.write(curves.results / log.TABLE.name, [row(step) for step in range(1, 6)])
    curves.log.unlink()
    assert curves.take() == 2 and curves.ended
    assert curve(curves.folder, "loss") == {step: 3 - step / 10 for step in range(1, 6)}
    assert list(curve(curves.folder, "gradient_norm")) == [2, 3, 4, 5], "the first had none"
    assert curve(curves.folder, "tokens") == {}


def test_a_log_that_was_cut_back_voids_what_came_after(curves):
    append(curves, *map(row, range(1, 7)))
    curves.take()
    curves.log.write_text(json.dumps(row(1)) + "\n" + json.dumps(row(2)) + "\n")
    curves.take()
    append(curves, row(3) | {"loss": 9.0})
    curves.take()
    assert curve(curves.folder, "loss") == {1: 2.9, 2: 2.8, 3: 9.0}


def test_a_second_start_writes_the_same_once(curves, tmp_path):
    append(curves, row(1), row(2))
    curves.take()
    curves.close()
    again = RunCurves(curves.log, curves.results, curves.folder)
    assert again.take() == 2
    again.close()
    assert [e.step for e in events(curves.folder) if e.summary.value] == [1, 2]


def test_rewards_have_curves_too(curves):
    curves.results.mkdir()
    updates.TABLE.write(curves.results / updates.TABLE.name, [reward(1), reward(2)])
    assert list(write([curves], follow=True)) == ["2 steps of 1 trainings"]
    assert curve(curves.folder, "reward") == {1: 0.1, 2: 0.2}


def test_the_command_writes_what_a_study_has(tmp_path, monkeypatch, capsys):
    for name in ("config.yaml", "claims.yaml", "workflow", "data"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    assert main(["tensorboard"]) == 0
    assert capsys.readouterr().out == ""
    folder = Path("results/quick/training/ladder/25k/seed0")
    folder.mkdir(parents=True)
    log.TABLE.write(folder / log.TABLE.name, [row(1), row(2)])
    assert main(["tensorboard"]) == 0
    assert capsys.readouterr().out == "runs/quick.tensorboard: 2 steps of 1 trainings\n"
    assert curve(Path("runs/quick.tensorboard/ladder/25k/seed0"), "loss") == {1: 2.9, 2: 2.8}
