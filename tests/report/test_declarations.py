"""What a chapter declares, read from its script without running it."""

import pytest
from sizewise import report
from sizewise.study.errors import StudyError


def script(folder, text):
    path = folder / "demo.py"
    path.write_text("# %% [markdown]\n# # Demo\n\n# %%\nimport nothing_of_this_name\n" + text)
    return path


def test_declarations_are_read_without_running_the_script(tmp_path):
    path = script(
        tmp_path, 'TABLES = ["analysis/scores", "published/pythia_points"]\nCLAIMS = []\n'
    )
    assert report.declared_tables(path) == ["analysis/scores", "published/pythia_points"]
    assert report.declared_claims(path) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "assign the list TABLES once"),
        ("TABLES = []\nTABLES = []", "assign the list TABLES once"),
        ("TABLES = [f'analysis/{x}']", "line 6: TABLES is no list of texts"),
        ("TABLES = [1]", "line 6: TABLES is no list of texts"),
        ("TABLES = ['scores']", "write folder/table"),
        ("TABLES = ['training/log']", "one of analysis, observation, published"),
        ("TABLES = ['analysis/../x']", "write folder/table"),
        ("TABLES = ['analysis/a', 'observation/a']", "names the table a twice"),
        ("TABLES = [", "line 6: no Python"),
    ],
)
def test_declarations_that_cannot_be_used_are_one_line(tmp_path, text, message):
    with pytest.raises(StudyError, match=message) as caught:
        report.declared_tables(script(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_a_chapter_that_is_not_there_is_named(tmp_path):
    with pytest.raises(StudyError, match="no such chapter"):
        report.declared_claims(tmp_path / "nowhere.py")
