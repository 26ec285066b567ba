"""The whole room by its command: what it leaves, that it repeats, and that it is quick."""

import json
from pathlib import Path

import pandas as pd
import pytest
from sizewise.cli import main
from sizewise.study.artifacts import verify_files
from sizewise.study.messages import Message

ROOT = Path(__file__).resolve().parents[2]


def observe(output: Path, samples: int, data: Path = ROOT / "data") -> int:
    config = {"analysis": {"seed": 1, "bootstrap_samples": samples, "confidence": 0.95}}
    return main(
        ["observe", "--config", json.dumps(config), "--data", str(data), "--claims",
         str(ROOT / "claims.yaml"), "--output", str(output)]
    )  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("observation")
    assert observe(folder, 1000) == 0
    return folder


def test_every_table_is_there_and_has_rows(built):
    manifest = verify_files(built)
    assert manifest["job"] == "observe" and "claims.json" in manifest["files"]
    for path in built.glob("*.parquet"):
        assert len(pd.read_parquet(path)) > 0, path.name


def test_verdicts_come_with_interval_and_reason(built):
    entries = {e["id"]: e for e in json.loads((built / "claims.json").read_text())}
    assert list(entries) == ["B1", "B2", "B6"]
    for entry in entries.values():
        assert entry["low"] <= entry["effect"] <= entry["high"]
        assert entry["reason"] and all(map(Message.from_json, entry["reason"]))
        assert entry["study"] == "public models"
        assert entry["n_seeds"] is None and entry["n_sizes"] > 50 and entry["curve"] == []
    contrast = pd.read_parquet(built / "public_contrast.parquet")
    row = contrast.query("sample == 'primary' and quantity == 'difference' and given == 'date'")
    assert entries["B1"]["effect"] == row.value.item() and entries["B1"]["n_sizes"] == 211


def test_the_same_bytes_again(tmp_path, monkeypatch):
    monkeypatch.setattr("sizewise.observation.power.REPEATS", 3)
    for name in ("one", "two"):
        assert observe(tmp_path / name, 100) == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_bad_data_is_one_line(tmp_path, capsys):
    assert observe(tmp_path / "out", 100, data=tmp_path) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_the_chapter_reads_what_is_left(built, tmp_path):
    config = {"name": "quick", "report": {"title": "A study", "chapters": ["public"]}}
    (tmp_path / "analysis").mkdir()
    entries = json.loads((built / "claims.json").read_text())
    (tmp_path / "analysis/claims.json").write_text(json.dumps({"claims": entries}))
    status = main(
        ["report", "chapter", "--config", json.dumps(config), "--chapter", "public",
         "--analysis", str(tmp_path / "analysis"), "--observation", str(built),
         "--claims", str(ROOT / "claims.yaml"), "--output", str(tmp_path / "report"),
         "--notebooks", str(ROOT / "workflow" / "notebooks")]
    )  # fmt: skip
    assert status == 0
    page = (tmp_path / "report" / "public.html").read_text()
    assert "left no table" not in page and "not measured" not in page
    for entry in json.loads((built / "claims.json").read_text()):
        assert entry["verdict"] in page
    tables = {path.name for path in (tmp_path / "report" / "tables").iterdir()}
    assert {"public-scatter.csv", "public-specifications.csv"} <= tables
