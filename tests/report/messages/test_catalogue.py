"""Every message that code can say has its words, and no words lie unused."""

import itertools
import re

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from sizewise.report.messages import bundle, languages, paragraph, sentence, with_words_of, words
from sizewise.report.messages.functions import MOST_CLAUSES, MOST_NAMES
from sizewise.study.errors import StudyError
from sizewise.study.messages import Message

from tests.report.messages.code import CHAPTERS, NOTEBOOKS, catalogue, looked_up, messages

SAID = messages()
# Entries that are read by their name: the locale, and the title of each chapter.
OWN = {"locale"} | {f"{chapter}-title" for chapter in CHAPTERS}
# Values that may be any text are said as they are; the catalogue may leave them out.
ATTACHED = {"one-run", "rule-reading", "signal-most"}
LISTS = ("LIST", "CLAUSES", "SENTENCES", "SEMICOLONS")


@pytest.fixture(autouse=True, scope="module")
def _words_of_chapters():
    with_words_of(NOTEBOOKS, CHAPTERS)


class Uses(Visitor):
    """Variables of a message by what is done with them, and entries that name other entries."""

    def __init__(self):
        self.numbers, self.lists, self.texts, self.plurals = set(), set(), set(), set()
        self.entries = set()

    def visit_FunctionReference(self, node):
        name = node.id.name
        for argument in node.arguments.positional:
            target = self.lists if name in LISTS else (
                self.texts if name in ("NAME", "CAP") else self.numbers)  # fmt: skip
            target.add(argument.id.name)
        self.entries |= {n.value.value for n in node.arguments.named if n.name.name == "of"}

    def visit_SelectExpression(self, node):
        keys = {getattr(v.key, "name", None) or v.key.value for v in node.variants}
        counted = keys & {"one", "two", "few", "many", "zero", "0", "1"}
        (self.plurals if counted else self.texts).add(node.selector.id.name)
        self.generic_visit(node)

    def visit_VariableReference(self, node):
        self.texts.add(node.id.name)


def entries(language):
    found = {}
    for path in catalogue(language):
        resource = FluentParser().parse(path.read_text(encoding="utf-8"))
        assert not [e.content for e in resource.body if isinstance(e, ast.Junk)], path.name
        for entry in resource.body:
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice"
                found[entry.id.name] = Uses()
                found[entry.id.name].visit(entry)
    return found


CATALOGUES = {language: entries(language) for language in languages()}
EVERY = [(language, key) for language, found in CATALOGUES.items() for key in found]


def variables(uses):
    return uses.numbers | uses.lists | uses.texts | uses.plurals


def test_keys_are_literals_so_that_they_can_be_found():
    hidden = [one.where for one in SAID if one.key is None]
    allowed = ("sizewise/report/messages/__init__.py:", "sizewise/report/site.py:",
               "sizewise/study/messages.py:")  # fmt: skip
    assert all(where.startswith(allowed) for where in hidden), hidden


@pytest.mark.parametrize("language", languages())
def test_catalogue_and_code_hold_the_same_keys(language):
    found = CATALOGUES[language]
    named = set().union(*(uses.entries for uses in found.values()))
    said = {one.key for one in SAID if one.key} | named | looked_up() | OWN
    assert said - found.keys() == set(), "said and without words"
    assert found.keys() - said == set(), "words that nobody says"


@pytest.mark.parametrize("language", languages())
def test_values_are_those_that_the_words_need(language):
    read = [one for one in SAID if one.key and one.names is not None]
    assert len(read) > 0.9 * len(SAID)
    for one in read:
        need = variables(CATALOGUES[language][one.key])
        assert need <= one.names, one.where
        if language == "en":
            # Names of the sizes come along with both ends of a curve.
            spare = one.names - need - {"smallest", "largest"}
            assert not spare, f"{one.where}: no word uses {spare}"


def samples(uses):
    """Values for every variable of a message: realistic and extreme, one of them varied at once."""
    texts = ["25k", "new_language", "supported"]
    lists = [["a"], ["25k", "83k"], ["a", "b", "c"], [f"item {i}" for i in range(200)]]
    numbers = [0, 1, -1, 0.5, -0.25, 1e-12, 123456.789, -9e15, 3]
    counts = [0, 1, 2, 21, 1000]
    choices = (
        dict.fromkeys(uses.texts, texts)
        | dict.fromkeys(uses.numbers, numbers)
        | dict.fromkeys(uses.plurals, counts)
        | dict.fromkeys(uses.lists, lists)
    )
    plain = {name: options[0] for name, options in choices.items()}
    yield plain
    for name, options in choices.items():
        for option in options[1:]:
            yield plain | {name: option}


@pytest.mark.parametrize(("language", "key"), EVERY)
def test_every_message_can_be_said(language, key):
    for values in itertools.islice(samples(CATALOGUES[language][key]), 200):
        said = sentence(Message(key, values), language)
        if key == "space":
            # Between two sentences; Chinese has none.
            assert said in ("", " ")
            continue
        if key == "between-clauses":
            assert said
            continue
        if key in ATTACHED:
            # Stands behind another text, with the space between them.
            said = said.removeprefix(" ")
        if key == "nothing":
            assert said == ""
            continue
        assert said.strip() == said and said and "\n" not in said and "  " not in said
        assert not re.search(r"[{}]|\bnan\b|None|\?\?\?", said), said
        assert not re.search(r"(?<![\w.])-\d", said), f"hyphen for a minus: {said}"


@pytest.mark.parametrize("language", languages())
def test_a_variable_that_is_missing_stops_the_page(language):
    for key, uses in CATALOGUES[language].items():
        if uses.numbers or uses.lists:
            with pytest.raises(StudyError, match=f"message {key}: "):
                sentence(Message(key, {}), language)


def test_an_unknown_key_names_catalogue_and_way_out():
    with pytest.raises(StudyError, match=r"messages/en: no message never-heard; run the job"):
        sentence(Message("never-heard", {}))


def test_an_unknown_language_names_those_that_are_there():
    with pytest.raises(StudyError, match=r"messages/xx: no catalogue .* en"):
        bundle("xx")


def test_a_value_of_the_wrong_type_is_refused():
    with pytest.raises(StudyError, match="message at-step"):
        sentence(Message("at-step", {"step": 5, "sizes": "25k"}))
    with pytest.raises(StudyError, match="message at-step: a list without entries"):
        sentence(Message("at-step", {"step": 5, "sizes": []}))
    with pytest.raises(StudyError, match="message a1-chosen"):
        sentence(Message("a1-chosen", {
            "smallest": "25k", "largest": "83k", "chosen_smallest": "much", "chosen_largest": 1.0,
        }))  # fmt: skip


def test_plural_follows_the_number():
    def said(points):
        return sentence(Message("fit-points", {"points": points, "parameters": 5}))

    assert "has one point for" in said(1)
    assert "has 0 points for" in said(0) and "has 21 points for" in said(21)


def test_nested_messages_and_long_lists():
    runs = [
        Message("run", {"arm": "ladder", "size": "25k", "seed": i}) for i in range(MOST_NAMES + 5)
    ]
    said = sentence(Message("no-probes", {"runs": runs[:3]}))
    assert said.startswith("There are no probes of 25k seed 0, 25k seed 1 and 25k seed 2;")
    assert "25k seed 10 and 6 more;" in sentence(Message("no-probes", {"runs": runs}))
    gaps = [Message("gap-no-facts", {"stream": "main"})] * (MOST_CLAUSES + 2)
    said = sentence(Message("missing", {"gaps": gaps}))
    assert said.count("states its facts") == MOST_CLAUSES - 1 and said.endswith("; 3 more.")
    lone = Message("at-step", {"step": 5, "sizes": ["25k"]})
    assert sentence(lone) == "at step 5 for 25k"


def test_paragraph_and_words_of_a_table():
    first, second = Message("no-measure", {}), Message("context", {})
    assert paragraph([first, second]) == f"{sentence(first)} {sentence(second)}"
    assert paragraph([]) == "" and words(first.text) == sentence(first)


def test_text_from_data_is_not_read_as_a_message():
    said = sentence(Message("family-not-in-mix", {"family": "{ $x } <b> { -term }"}))
    assert "“{ $x } <b> { -term }”" in said
