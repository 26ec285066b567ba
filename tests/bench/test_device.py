"""`sizewise bench --device`: what it measures, what it says without a GPU, the page it writes."""

import json
import os

import pytest
import torch
from sizewise.bench.device import AIM, as_section, write_section
from sizewise.cli import main
from sizewise.study.ladder import size_named
from sizewise.training.bench import matmul_peak

STUDY = """
name: small
arms: {sparse: null}
stream: {vocabulary_size: 512, batch_tokens: 1024}
training: {precision: bf16, zero_stage: 1, device_sequences: 2}
"""


def _record(**changes):
    row = {
        "what": "sizewise", "size": "85M", "threads": 1, "tokens_per_second": 600_000.0,
        "spread": [590_000.0, 610_000.0], "ratio": 1.0, "flops_per_second": 4.4e14,
        "share_of_peak": 0.55, "share_of_datasheet": 0.445, "memory_bytes": 40_000_000_000,
    } | changes  # fmt: skip
    peak = {
        "what": "matmul peak", "size": "85M", "threads": 1, "flops_per_second": 8e14,
        "spread": [7.9e14, 8.1e14],
    }  # fmt: skip
    return {
        "machine": {"device": "cuda", "gpu": "NVIDIA H200", "torch": "2.11.0"},
        "study": "h100", "rows": [row, peak],
    }  # fmt: skip


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_without_a_gpu_one_line_says_what_would_be_measured(capsys):
    assert main(["bench", "--device", "cuda"]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "no usable GPU" in said and "85M and 152M" in said and "262,144 tokens" in said


def test_an_unknown_device_is_one_line(capsys):
    assert main(["bench", "--device", "tpu"]) == 2
    assert capsys.readouterr().err == "sizewise: --device tpu: no such device; cuda or cpu\n"


@pytest.mark.slow
def test_a_small_rung_goes_the_same_way_on_the_processor(tmp_path, monkeypatch):
    monkeypatch.setenv("TORCH_COMPILE_DISABLE", "1")  # its minutes are not what is looked at
    study, output, page = tmp_path / "small.yaml", tmp_path / "bench.json", tmp_path / "page.md"
    study.write_text(STUDY)
    page.write_text("# Speed\n\n## Training on one GPU\n\nold\n\n## After\n\nkept\n")
    status = main([
        "bench", "--device", "cpu", "--device-study", os.fspath(study), "--sizes", "25k",
        "--steps", "8", "--output", os.fspath(output), "--profiles", os.fspath(tmp_path / "p"),
        "--page", os.fspath(page),
    ])  # fmt: skip
    assert status == 0
    rows = json.loads(output.read_text())["rows"]
    assert rows[0]["what"] == "sizewise"
    flops = size_named("25k").training_flops_per_token(512, 256)
    for row in rows[:-1]:
        low, high = row["spread"]
        assert 0 < low <= row["tokens_per_second"] <= high
        assert row["flops_per_second"] == pytest.approx(row["tokens_per_second"] * flops)
        peak = rows[-1]["flops_per_second"]
        assert row["share_of_peak"] == pytest.approx(row["flops_per_second"] / peak)
    assert rows[0]["ratio"] == 1
    assert len(list(tmp_path.glob("p/25k-*/operations.txt"))) == 3
    text = page.read_text()
    assert (
        "old" not in text and text.startswith("# Speed\n") and text.endswith("## After\n\nkept\n")
    )


def test_a_section_states_what_was_measured_and_says_where_the_aim_was_missed(tmp_path):
    section = as_section(_record(), [])
    assert (
        "| 85M | sizewise | 600,000 [590,000, 610,000] | 1.00× | 55.0% | 44.5% | 40.0 |" in section
    )
    assert f"aim of {AIM:.0%} of the datasheet's peak: missed at 85M." in section
    assert "reached at 85M" in as_section(_record(share_of_datasheet=0.46), [])
    page = tmp_path / "page.md"
    write_section(page, _record())
    once = page.read_text()
    write_section(page, _record())
    assert page.read_text() == once
    assert "MPT 7b" in once and "46.4%" in once


def test_the_peak_is_a_rate_between_its_slowest_and_fastest_product():
    peak = matmul_peak("fp32")
    assert 0 < peak.low <= peak.median <= peak.high
