"""A small analysis folder, made by hand: two sizes, one family, one hostile name."""

import json
from pathlib import Path

import pandas as pd
import pytest
from sizewise.report.editions import languages

ROOT = Path(__file__).resolve().parents[2]
REGISTER = ROOT / "claims.yaml"
NOTEBOOKS = ROOT / "workflow" / "notebooks"
HOSTILE = "<script>alert('x')</script>"


@pytest.fixture
def sizes_frame():
    return pd.DataFrame({
        "size": ["25k", "792k"], "non_embedding": [25_248, 791_680], "total": [156_320, 1_315_968],
        "non_embedding_and_head": [90_784, 1_053_824], "d_model": [32, 128], "n_layer": [2, 4],
        "seeds": [3, 3], "loss": [4.1, 3.2], "tokens_per_second": [40_000.0, 9_000.0],
        "training_seconds": [60.0, 270.0],
    })  # fmt: skip


def claims_json(*entries, **facts):
    blank = {"verdict": "not measured", "effect": None, "low": None, "high": None, "unit": None,
             "reason": [], "n_seeds": 3, "n_sizes": 2, "study": "tiny", "test": None,
             "curve": []}  # fmt: skip
    return {"claims": [blank | entry for entry in entries], **facts}


@pytest.fixture
def analysis(tmp_path, sizes_frame):
    folder = tmp_path / "results" / "analysis"
    folder.mkdir(parents=True)
    sizes_frame.to_parquet(folder / "sizes.parquet")
    curve = [
        {"size": "25k", "non_embedding": 25_248, "value": 90.0, "low": 70.0, "high": 120.0},
        {"size": "792k", "non_embedding": 791_680, "value": 20.0, "low": 15.0, "high": 26.0},
    ]
    entries = [
        {"id": "A2", "verdict": "supported", "effect": -0.4312, "low": -0.52, "high": -0.34,
         "reason": [{"key": "family-not-in-mix", "values": {"family": HOSTILE}}],
         "curve": curve},
        {"id": "A5", "verdict": "opposite", "effect": 0.1, "low": -0.1, "high": 0.3},
    ]  # fmt: skip
    (folder / "claims.json").write_text(json.dumps(claims_json(*entries)))
    return folder


@pytest.fixture
def register():
    """The real register of claims."""
    return REGISTER


@pytest.fixture
def notebooks():
    """The folder of the real chapters."""
    return NOTEBOOKS


@pytest.fixture
def shown():
    """What a page displayed: MIME bundles in order."""
    return []


@pytest.fixture(scope="session")
def demo_words(tmp_path_factory):
    """A folder of chapters' words in which the chapter `demo` says any text."""
    folder = tmp_path_factory.mktemp("notebooks")
    for language in languages():
        (folder / language).mkdir()
        (folder / language / "demo.ftl").write_text(
            "demo-title = Demo\ndemo-text = { $text }\ndemo-chart = chart in a language\n"
        )
    return folder


@pytest.fixture(autouse=True)
def _words_of_demo(demo_words, monkeypatch):
    monkeypatch.setenv("SIZEWISE_NOTEBOOKS", str(demo_words))


@pytest.fixture
def page(analysis, tmp_path, shown):
    from sizewise.report.chapter import Page

    return Page(
        analysis=analysis, claims=REGISTER, output=tmp_path / "reports", name="demo",
        show=shown.append, tables=["analysis/sizes", "analysis/nowhere"],
        claim_ids=["A1", "A2", "A5"],
    )  # fmt: skip


@pytest.fixture
def table():
    return pd.DataFrame({
        "size": ["25k", "792k"], "value": [0.2, 0.8], "low": [0.1, 0.7], "high": [0.3, 0.9],
    })  # fmt: skip
