"""Chapters as processes: a real kernel, the real notebooks."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from lxml import html
from sizewise.report import site
from sizewise.report.build import build_chapter
from sizewise.report.config import Report
from sizewise.report.execute import chapter_title, execute
from sizewise.study.artifacts import read_json
from sizewise.study.errors import StudyError
from sizewise.study.sections import read_sections

HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>\"$(x)`x`;{x}"
HEAD = '# %% [markdown]\n# # A title\n\n# %% tags=["parameters"]\nn = 1\n\n# %%\n'


def script(folder, code):
    path = folder / "demo.py"
    path.write_text(HEAD + code)
    return path


def run(path, folder):
    return execute(path, chapter="demo", notebook=folder / "out" / "demo.ipynb",
                   parameters={"n": 41})  # fmt: skip


def test_titles_come_from_the_script(tmp_path):
    assert chapter_title(script(tmp_path, "1")) == "A title"
    with pytest.raises(StudyError, match="no such chapter"):
        chapter_title(tmp_path / "nowhere.py")
    (tmp_path / "bare.py").write_text("# %%\n1\n")
    with pytest.raises(StudyError, match="no title"):
        chapter_title(tmp_path / "bare.py")


def test_every_chapter_declares_the_parameters(notebooks):
    for path in sorted(notebooks.glob("*.py")):
        chapter_title(path)
        text = path.read_text()
        assert '# %% tags=["parameters"]' in text, path
        cell = text.split('tags=["parameters"]')[1].split("# %%")[0]
        for name in ("analysis", "observation", "published", "claims", "output", "name"):
            assert name in cell, (path, name)


@pytest.mark.slow
def test_the_kernel_is_this_interpreter_and_leaves_nothing(tmp_path, monkeypatch):
    # A kernel of the user's that would be found first by name.
    kernels = tmp_path / "jupyter" / "kernels" / "python3"
    kernels.mkdir(parents=True)
    (kernels / "kernel.json").write_text(json.dumps(
        {"argv": ["/bin/false", "{connection_file}"], "display_name": "x", "language": "python"}
    ))  # fmt: skip
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    code = "import os, sys\nprint(sys.executable, n + 1, os.getpid())\n"
    executed = run(script(tmp_path, code), tmp_path)
    said, number, process = executed.cells[-1].outputs[0]["text"].split()
    assert Path(said) == Path(sys.executable)
    assert number == "42"
    with pytest.raises(ProcessLookupError):
        os.kill(int(process), 0)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["demo.ipynb"]


@pytest.mark.slow
def test_a_failing_cell_is_one_line_and_what_ran_is_kept(tmp_path):
    good = script(tmp_path, "print('fine')\n")
    run(good, tmp_path)
    before = (tmp_path / "out" / "demo.ipynb").read_bytes()
    script(tmp_path, "print('so far')\n\n# %%\n{}['f50']\n")
    with pytest.raises(StudyError) as caught:
        run(good, tmp_path)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith("chapter demo, cell ")
    assert "KeyError: 'f50'" in message
    failed = tmp_path / "out" / "demo.failed.ipynb"
    assert str(failed) in message
    assert "so far" in failed.read_text()
    assert (tmp_path / "out" / "demo.ipynb").read_bytes() == before
    script(tmp_path, "print('fine')\n")
    run(good, tmp_path)
    assert not failed.exists()


# What the chapters below have sections for.
PLANTED = (
    "biographies",
    "chains",
    "instructions",
    "nesting",
    "new_language",
    "running_state",
    "sources",
    "verses",
)


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory):
    """Tables of a fake study, through the real analysis; one domain, its works and passages, and
    prompts, choices and answers of models hold HTML."""
    from sizewise.analysis.analyze import analyze
    from sizewise.analysis.data.settings import read_settings

    from tests import synthetic
    from tests.synthetic import make_results

    root = tmp_path_factory.mktemp("study") / "R"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(synthetic, "DOMAINS", ("plays", "code", HOSTILE))
        patch.setattr(synthetic, "GENERATED_TEXT", HOSTILE)
        made = make_results(root, sizes=["25k", "83k", "233k", "792k"], seeds=[0, 1], items=200,
                            steps=[37, 150, 300, 600], bootstrap_samples=100,
                            families=PLANTED)  # fmt: skip
    repository = Path(__file__).resolve().parents[2]
    analyze(read_settings(made.config), results=root, register=repository / "claims.yaml",
            verdicts=[], output=root / "analysis", data=repository / "data")  # fmt: skip
    return root / "analysis"


CHAPTERS = [
    "ladder", "signal", "knowledge", "steps", "instructions", "sources", "language", "projection",
    "quality",
]  # fmt: skip
STUDY = read_sections(
    json.dumps({"name": "synthetic", "report": {"title": "T", "chapters": CHAPTERS}}),
    name=str, report=Report,
)  # fmt: skip


def build(chapter, analysis, output, register, notebooks):
    return build_chapter(
        STUDY, chapter, analysis=analysis, observation=None, published=None, claims=register,
        output=output, notebooks=notebooks,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_chapters_are_built_from_tables(chapter, synthetic, register, notebooks, tmp_path):
    page = build(chapter, synthetic, tmp_path, register, notebooks)
    text = page.read_text()
    root = html.fromstring(text)
    assert len(text.encode()) < site.CHAPTER_BYTES
    figures = root.xpath("//figure")
    assert len(figures) >= 2
    for figure in figures:
        assert figure.xpath(".//h3/text()")
        assert all(figure.xpath(".//svg/@aria-label"))
        # Its table, its notebook and the script as it ran.
        links = figure.xpath(".//p[@class='source']/a/@href")
        assert len(links) == 3 and all((tmp_path / link).is_file() for link in links)
    assert root.find_class("lead")[0].text_content().endswith(".")
    assert "Not measured in this study" not in root.find_class("lead")[0].text_content()
    missing = [" ".join(e.text_content().split()) for e in root.find_class("missing")]
    assert missing == []
    assert root.find_class("verdict")
    assert "<script>alert" not in text and "<i>a b" not in text
    assert not root.xpath("//*[@onerror]")
    assert "In [" not in text  # input is hidden
    assert "page.figure" not in text
    assert len(root.xpath("//script")) == 1
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not root.xpath("//@src")


@pytest.mark.slow
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_chapters_without_tables_say_what_is_missing(chapter, register, notebooks, tmp_path):
    (tmp_path / "analysis").mkdir()
    page = build(chapter, tmp_path / "analysis", tmp_path / "out", register, notebooks)
    root = html.fromstring(page.read_text())
    assert root.find_class("lead")[0].text_content().startswith("Not measured in this study:")
    assert len(root.find_class("missing")) == len(root.xpath("//h2")) >= 3
    assert {e.text_content().split()[-2] for e in root.find_class("badge")} == {"not"}


@pytest.mark.slow
def test_a_chapter_with_some_families_missing_builds_the_rest(
    synthetic, register, notebooks, tmp_path
):
    partial = tmp_path / "analysis"
    shutil.copytree(synthetic, partial)
    # As an analysis would leave it that had no curves to write; one that lost the file is damaged.
    (partial / "curves.parquet").unlink()
    manifest = read_json(partial / "manifest.json")
    del manifest["files"]["curves.parquet"]
    (partial / "manifest.json").write_text(json.dumps(manifest))
    page = build("ladder", partial, tmp_path / "out", register, notebooks)
    root = html.fromstring(page.read_text())
    missing = [" ".join(e.text_content().split()) for e in root.find_class("missing")]
    assert missing == ["Not shown: there is no table analysis/curves.parquet."]
    assert {"loss-by-size", "fit"} <= set(root.xpath("//figure/@id"))
