"""What an edit costs, on a finished study, by what really runs."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from sizewise.study.artifacts import read_json

from tests.workflow.project import (
    TINY,
    configure,
    copy_of_study,
    edit,
    environment,
    made,
    planned,
    run,
    snakemake,
)

pytestmark = pytest.mark.slow

PACKAGE = "workflow/sizewise"
PAGES = {"chapter ladder", "chapter knowledge", "chapter sources", "items", "index"}
"""Pages that show what was trained; the chapter `public` shows what others published."""
AFTER_TRAINING = {"analyze", *PAGES}


def runs(*kinds: str, sizes: tuple[str, ...] = ("25k", "83k"), seed: int = 0) -> set[str]:
    return {f"{kind} ladder {size} seed{seed}" for kind in kinds for size in sizes}


@pytest.fixture
def study(tiny_study, tmp_path):
    return copy_of_study(tiny_study, tmp_path / "study")


def definition(path: Path, name: str) -> str:
    """The source of a top-level function."""
    text = path.read_text(encoding="utf-8")
    (node,) = [n for n in ast.parse(text).body if getattr(n, "name", None) == name]
    return ast.get_source_segment(text, node)


def test_what_decides_nothing_reruns_nothing(study):
    engine, chain = study / PACKAGE / "training/engine.py", study / PACKAGE / "runs/hash_chain.py"
    engine.write_text("# a comment\n" + engine.read_text().replace('"""', '"""Indeed: ', 1))
    moved = definition(chain, "extend")
    edit(study, f"{PACKAGE}/runs/hash_chain.py", moved, "")
    head = "import hashlib\nfrom collections.abc import Iterable\n\n\n"
    (chain.parent / "moved.py").write_text(head + moved + "\n")
    chain.write_text(chain.read_text() + "\nfrom sizewise.runs.moved import extend\n")
    room = study / PACKAGE / "vision"
    room.mkdir()
    (room / "__init__.py").write_text("VALUE = 1\n")
    claims = yaml.safe_load((study / "claims.yaml").read_text())
    (study / "claims.yaml").write_text(
        "# a comment\n" + yaml.safe_dump(claims, sort_keys=False, allow_unicode=True)
    )
    with (study / PACKAGE / "study/sizes.csv").open("a") as sizes:
        sizes.write("60k,40,3,4,112\n")
    configure(study, training={"resume_seconds": 59}, corpus={"cache": str(study / "cache")})
    assert planned(study) == set()
    done = snakemake(study)
    assert "Nothing to be done" in done.stdout + done.stderr
    told = run(study, sys.executable, "-m", "sizewise", "why", "--configfile", TINY)
    assert told.stdout.strip() == "nothing to be done"


def test_a_new_arm_runs_alone(study):
    arm = {"seeds": {"25k": 1}, "stream": "main", "parent": None,
           "training": {"learning_rate": 0.001}}  # fmt: skip
    configure(study, arms={"slow": arm})
    ours = {f"{kind} slow 25k seed0" for kind in ("train", "evaluate", "probe")}
    assert planned(study) <= {"index"}
    assert planned(study, "trained", "evaluated", "probed") == ours
    assert made(study, "trained") == {"train slow 25k seed0"}


def test_a_new_claim_that_nothing_measures_is_read_by_pages_alone(study):
    claims = yaml.safe_load((study / "claims.yaml").read_text())
    new = dict(claims[-1], id="B99", arm="sparse")
    (study / "claims.yaml").write_text(
        yaml.safe_dump([*claims, new], sort_keys=False, allow_unicode=True)
    )
    assert made(study) <= {"index"}


def test_a_size_and_a_seed_cost_their_own_runs_and_pages(study):
    configure(study, arms={"ladder": {"seeds": {"6k": 1, "25k": 2, "83k": 1}}})
    expected = {
        *runs("train", "evaluate", "probe", sizes=("6k",)),
        *runs("train", "evaluate", "probe", sizes=("25k",), seed=1), "analyze", "index",
    }  # fmt: skip
    found = made(study)
    assert expected <= found <= expected | PAGES


def test_code_that_changes_one_table_reruns_what_reads_it(study):
    edit(
        study, f"{PACKAGE}/analysis/tables/outcomes.py",
        'dropna(subset="value")', 'dropna(subset="value").iloc[::-1]',
    )  # fmt: skip
    assert made(study) == {"analyze", "chapter knowledge", "index"}


def test_a_chapter_reruns_itself_and_the_index(study):
    path = study / "workflow/notebooks/sources.py"
    path.write_text(path.read_text() + "\n# %% [markdown]\n# One more sentence.\n")
    # The index is asked too, and finds that what it shows of the chapter is the same.
    assert made(study) == {"chapter sources"}
    edit(study, "workflow/notebooks/en/sources.ftl", "= Challenged", "= Doubted")
    assert made(study) == {"chapter sources", "index"}


def test_code_that_scripts_of_chapters_import_redraws_them(study):
    edit(study, f"{PACKAGE}/report/figures/marks.py", "(0, (4, 3))", "(0, (4, 2))")
    assert made(study) == {*(PAGES - {"items"}), "chapter public"}


def test_a_knob_of_a_family_reruns_everything_behind_the_stream(study):
    values = yaml.safe_load((study / TINY).read_text())
    values["world"]["families"]["chains"]["direct_items"] += 6
    (study / TINY).write_text(yaml.safe_dump(values, sort_keys=False))
    # Items alone changed: the documents, and so the stream, have the same bytes as before.
    found = made(study, "trained")
    assert "world main" in found and not found & runs("train")
    values["world"]["families"]["chains"]["lookup_share"] = 0.6
    (study / TINY).write_text(yaml.safe_dump(values, sort_keys=False))
    found = made(study, "trained")
    assert found == {"world main", "stream main", *runs("train")}
    # What reads the new trainings is another test's; here it is asked alone. That the chapter on
    # what others published will find its tables as they were, nobody knows before the analysis.
    later = {"facts main", *runs("evaluate", "probe"), *AFTER_TRAINING}
    assert planned(study) == {*later, "chapter public"}


def test_a_version_of_torch_reruns_trainings_and_what_computes_with_it(study, tmp_path):
    fake = tmp_path / "packages"
    info = fake / "torch-99.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: torch\nVersion: 99.0\n")
    found = made(study, PYTHONPATH=str(fake))
    # The weights are the same; the log's speeds are not, and the chapter on the ladder shows them.
    again = runs("train", "evaluate", "probe")
    assert again <= found <= again | {"analyze", "chapter ladder", "index"}


def test_an_edit_while_a_training_runs_belongs_to_the_next_run(study):
    configure(study, training={"learning_rate": 0.003, "resume_seconds": 0.1})
    target = "results/tiny/training/ladder/83k/seed0/manifest.json"
    before = run(
        study, sys.executable, "-c",
        "import json; from pathlib import Path; from types import SimpleNamespace as N\n"
        "from sizewise.flow import Flow\n"
        f"flow = Flow([Path('config.yaml'), Path('{TINY}')], {{}})\n"
        "told = {'arm': 'ladder', 'size': '83k', 'seed': '0'}\n"
        "print(flow.plan('train', N(items=told.items)).code)",
    ).stdout.strip()  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "snakemake", target, "--cores", "1", "--configfile", TINY],
        cwd=study, env=environment(study), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip
    for line in process.stdout:
        if "step 1/" in line:
            break
    edit(study, f"{PACKAGE}/training/parametrization.py", "/ width**0.5,", "/ (1 * width**0.5),")
    process.communicate()
    assert process.returncode == 0
    assert read_json(study / target)["code"] == before
    assert "train ladder 83k seed0" in planned(study, target)
    told = run(study, sys.executable, "-m", "sizewise", "why", "--configfile", TINY, target)
    assert re.search(r"train ladder 83k seed0: code of .*training\.parametrization", told.stdout)
