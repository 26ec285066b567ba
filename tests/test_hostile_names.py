"""Names that mean something to a shell, a page, a path or a terminal, wherever a user gives names.

They are refused in one line when the configuration is read. A title, and text of corpora and
models, may hold anything: the tiny study of tests/workflow has such a title, and chapters are built
from such domains, works and items in tests/report.
"""

import copy
from pathlib import Path

import pytest
import yaml
from sizewise import load
from sizewise.cli import main
from sizewise.load import check_study
from sizewise.study import ladder, sparse
from sizewise.study.errors import StudyError
from sizewise.study.printable import printable

from tests.reliability import tried

ROOT = Path(__file__).resolve().parents[1]
CONFIG = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
HOSTILE = [
    "<script>alert('x')</script>", "a'b", 'a"b', "$(touch owned)", "`touch owned`", "a;b", "a|b",
    "a\nb", "../up", "/etc", "-rf", "a b", "", "{a}", "a\x1b[2J", "a\u202eb", "25k\n", "\n25k",
]  # fmt: skip


def replaced(name: str, *path: str, new=None) -> dict:
    """The configuration with `name` for the last key of `path`, or with `new` for its value."""
    values = copy.deepcopy(CONFIG)
    owner = values
    for key in path[:-1]:
        owner = owner[key]
    if new is None:
        owner[name] = owner.pop(path[-1])
    else:
        owner[path[-1]] = new
    return values


SOURCE = {
    "path": "./web", "name": None, "revision": None, "split": "train", "text_column": "text",
    "max_bytes": 1,
}  # fmt: skip
PLACES = {
    "name of the study": lambda name: replaced(name, "name", new=name),
    "size": lambda name: replaced(name, "arms", "ladder", "seeds", "25k"),
    "arm": lambda name: replaced(name, "arms", "capacity"),
    "stream": lambda name: replaced(name, "streams", next(iter(CONFIG["streams"]))),
    "domain": lambda name: replaced(name, "mix", "shares", "plays"),
    "family": lambda name: replaced(name, "mix", "shares", "chains"),
    "knobs of a family": lambda name: replaced(name, "world", "families", "chains"),
    "domain of the hub": lambda name: replaced(name, "corpus", "hub", new={name: SOURCE}),
    "task": lambda name: replaced(name, "evaluation", "tasks", new=[name]),
    "chapter": lambda name: replaced(name, "report", "chapters", new=[name]),
    "section": lambda name: replaced(name, "probes"),
    "key": lambda name: replaced(name, "training", "learning_rate"),
}  # fmt: skip


# lm-eval's fourteen thousand files are searched for a task that is in no table: a second a name.
CASES = [
    (place, name)
    for place in PLACES
    for name in (HOSTILE[:4] if place == "task" else HOSTILE)
]  # fmt: skip


@pytest.mark.parametrize(("place", "name"), CASES, ids=ascii)
def test_a_hostile_name_is_one_line_when_the_configuration_is_read(place, name):
    with pytest.raises(StudyError) as refused:
        check_study(PLACES[place](name), "config.yaml")
    line = str(refused.value)
    assert line.startswith("config.yaml: ") and line.isprintable(), line
    tried(**{place: 1})


def test_the_configuration_itself_is_read():
    check_study(CONFIG, "config.yaml")


@pytest.mark.parametrize("name", ["web", "web_2"])
def test_plain_names_of_hub_domains_are_taken(name):
    values = replaced(name, "corpus", "hub", new={name: SOURCE})
    assert name in check_study(values, "config.yaml").corpus.hub


@pytest.mark.parametrize("name", [*HOSTILE, "nan", "infM", "83", "k", "8_3k", " 83k", "83k "])
@pytest.mark.parametrize("table", ["dense", "sparse"])
def test_a_row_of_the_tables_of_sizes_with_such_a_name_is_one_line(monkeypatch, name, table):
    """As an edit of sizes.csv does; float() itself takes blanks, underscores and nan."""
    row = dict(d_model=32, n_layer=2, n_head=4, d_ff=88)  # noqa: C408

    def read() -> dict:
        size = ladder.Size.model_validate({"name": name, **row})
        return {size.name: size}

    monkeypatch.setattr(load, "sizes" if table == "dense" else "sparse_sizes", read)
    with pytest.raises(StudyError) as refused:
        check_study(CONFIG, "config.yaml")
    assert "size" in str(refused.value) and str(refused.value).isprintable()


def test_the_tables_of_sizes_are_read():
    load._check_sizes()
    assert {*ladder.sizes(), *sparse.sparse_sizes()}


def test_whatever_a_message_holds_it_is_one_line(capsys):
    text = "a\nb\x1b[2J\u202e\udc80"
    assert printable(text) == "a\\nb\\x1b[2J\\u202e\\udc80"
    assert printable("Größe 25k, 尺寸") == "Größe 25k, 尺寸"
    # A path of the command line, too.
    assert main(["config", "check", "no\nsuch\x1b[2J.yaml"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and said.rstrip("\n").isprintable()
