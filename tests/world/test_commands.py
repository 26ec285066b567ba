"""The command line: what is built, what is shown, what is refused."""

import json

import pytest
from sizewise.cli import main

from .worlds import ROOT, study


def test_build_writes_what_the_contract_names(tmp_path):
    config = study(60_000, chains={}).section_json("world", "mix")
    assert main(["world", "build", "--config", config, "--output", str(tmp_path / "w")]) == 0
    found = {str(p.relative_to(tmp_path / "w")) for p in (tmp_path / "w").rglob("*.*")}
    assert found == {
        "documents.parquet",
        "exposures.parquet",
        "items/chains.jsonl",
        "manifest.json",
    }
    assert json.loads((tmp_path / "w" / "manifest.json").read_text())["job"] == "world"


@pytest.mark.parametrize("family", ["biographies", "chains", "sources"])
def test_show_prints_documents_and_items(capsys, family):
    assert main(["world", "show", "--family", family, "--n", "2", str(ROOT / "config.yaml")]) == 0
    page = capsys.readouterr().out
    assert "Documents" in page and "Items" in page
    assert max(map(len, page.splitlines())) <= 100


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--family", "chians"], "unknown family; known: biographies, chains, deductions"),
        (["--family", "chains", "--n", "0"], "must be at least 1"),
    ],
)
def test_show_refuses_in_one_line(capsys, arguments, message):
    assert main(["world", "show", *arguments, str(ROOT / "config.yaml")]) == 2
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1
