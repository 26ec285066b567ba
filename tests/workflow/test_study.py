"""The main road: one command from nothing to the report, and what a second one does."""

import json
import shutil

import pandas as pd
import pytest
import yaml
from lxml import html
from transformers import AutoModelForCausalLM, AutoTokenizer

from tests.workflow.project import TINY, copy_of_study, planned, run, snakemake

pytestmark = pytest.mark.slow


def test_the_report_stands_and_says_what_it_is(tiny_study):
    index = (tiny_study / "reports/tiny/index.html").read_text(encoding="utf-8")
    for claim in ("A0", "A2", "A5", "B1", "B7"):
        assert claim in index
    claims = json.loads((tiny_study / "results/tiny/analysis/claims.json").read_text())
    entries = claims["claims"] if isinstance(claims, dict) else claims
    verdicts = {entry["id"]: entry["verdict"] for entry in entries}
    assert verdicts["A2"] == "undecided", "one seed cannot decide"


def test_a_title_of_any_text_is_text_in_every_page_and_runs_nothing(tiny_study):
    title = yaml.safe_load((tiny_study / TINY).read_text())["report"]["title"]
    assert not list(tiny_study.rglob("owned"))
    pages = sorted((tiny_study / "reports/tiny").rglob("*.html"))
    assert len(pages) > 8
    for page in pages:
        root = html.parse(page).getroot()
        assert not [s for s in root.xpath("//script/text()") if "alert('title')" in s], page
        assert "<script>alert" not in page.read_text(encoding="utf-8"), page
    (said,) = html.parse(tiny_study / "reports/tiny/index.html").getroot().xpath("//h1")
    assert " ".join(title.split()) in " ".join(said.text_content().split())


def test_a_second_run_has_nothing_to_do(tiny_study, tmp_path):
    # In a copy: other tests read the study at the same time.
    done = snakemake(copy_of_study(tiny_study, tmp_path / "study"))
    assert "Nothing to be done" in done.stdout + done.stderr


def test_every_size_saw_the_same_tokens(tiny_study):
    chains = {}
    for size in ("25k", "83k"):
        log = pd.read_parquet(tiny_study / f"results/tiny/training/ladder/{size}/seed0/log.parquet")
        chains[size] = log["chain"].tolist()
    assert chains["25k"] == chains["83k"]
    assert len(set(chains["25k"])) == len(chains["25k"]) > 1


def test_checkpoints_open_anywhere_and_differ(tiny_study):
    folder = tiny_study / "results/tiny/training/ladder/83k/seed0/checkpoints"
    weights = set()
    for checkpoint in sorted(folder.glob("step*")):
        model = AutoModelForCausalLM.from_pretrained(checkpoint, trust_remote_code=False)
        weights.add(model.lm_head.weight.sum().item())
    tokenizer = AutoTokenizer.from_pretrained(checkpoint, trust_remote_code=False)
    ids = tokenizer("The almanac", return_tensors="pt")
    assert model.generate(**ids, max_new_tokens=2).shape[1] == ids["input_ids"].shape[1] + 2
    assert len(weights) == len(list(folder.glob("step*"))) > 2


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        (
            "training.learning_rate",
            "0.002",
            {"train", "evaluate", "probe", "analyze", "chapter", "items", "index"},
        ),
        ("analysis.seed", "2", {"observe", "published", "analyze", "chapter", "index"}),
        ("evaluation.batch_sequences", "8", {"evaluate", "analyze", "chapter", "items", "index"}),
        ("probes.seed", "2", {"probe", "analyze", "chapter", "index"}),
    ],
)
def test_an_edit_reruns_what_it_touches(tiny_study, tmp_path, key, value, expected):
    folder = tmp_path / "edited"
    shutil.copytree(tiny_study, folder, symlinks=True)
    section, name = key.split(".")
    tiny = folder / "tests/workflow/tiny.yaml"
    lines = tiny.read_text().splitlines()
    at = lines.index(f"{section}:")
    lines.insert(at + 1, f"  {name}: {value}")
    tiny.write_text("\n".join(line for line in lines if line) + "\n")
    assert {job.split()[0] for job in planned(folder)} == expected


def test_a_mistake_in_the_configuration_is_one_line(tiny_study, tmp_path):
    folder = copy_of_study(tiny_study, tmp_path / "study")
    done = run(folder, "snakemake", "--profile", "local", "--config", "armss=[1]", check=False)
    assert done.returncode != 0
    message = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    assert message[-1] == (
        "sizewise: config.yaml, --config: unknown key armss; did you mean 'arms'?"
    )
    assert "Traceback" not in done.stdout + done.stderr
