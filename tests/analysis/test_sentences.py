"""What the fake study's measures say, in words; and that no measure writes words itself."""

import ast
import json
import re
from pathlib import Path

import pytest
import sizewise.analysis
from sizewise.report.messages import languages, sentence
from sizewise.study.messages import Message

ROOM = Path(sizewise.analysis.__file__).parent
# Lines for users and logs are plain English; they are no results.
LINES = {"StudyError", "_say", "print"}


@pytest.fixture(scope="module")
def reasons(synthetic):
    content = json.loads((synthetic.root / "analysis" / "claims.json").read_text())
    return {entry["id"]: [*map(Message.from_json, entry["reason"])] for entry in content["claims"]}


@pytest.mark.parametrize("language", languages())
def test_reasons_are_full_sentences(reasons, language):
    for claim, reason in reasons.items():
        assert reason, claim
        for message in reason:
            said = sentence(message, language)
            assert re.match(r"[^a-z\s]", said) and said[-1] in ".。", f"{claim}: {said}"
            assert "_" not in said and "`" not in said, f"{claim}: {said}"


def test_a_measured_claim_says_finding_and_decision(reasons):
    finding, *_, decision = [message.key for message in reasons["A2"]]
    assert finding == "a2-finding" and decision.startswith("decision-")


def prose(tree):
    """Strings of several words in code that makes neither a line for users nor a docstring."""
    lines = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in LINES
        for part in ast.walk(node)
    } | {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in lines:
            text = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
            if re.search(r"[a-z]{2,} [a-z]|, | is ", text):
                yield node.lineno, text
        text = node.value if isinstance(node, ast.Constant) and id(node) not in lines else None
        if isinstance(text, str) and len(re.findall(r"[a-z]{2,}", text)) > 5:
            yield node.lineno, text


@pytest.mark.parametrize("folder", ["measures", "methods", "claims", "data", "pythia"])
def test_no_sentence_is_written_in_code(folder):
    found = [
        f"{path.relative_to(ROOM)}:{line}: {text}"
        for path in sorted((ROOM / folder).rglob("*.py"))
        for line, text in prose(ast.parse(path.read_text()))
    ]
    assert not found, "\n".join(found)


def test_the_search_for_sentences_finds_one():
    assert [*prose(ast.parse('finding = f"accuracy rises to {x} at {size}"'))]
    assert [*prose(ast.parse('text = "a size that never reached one half of it all"'))]
    assert not [*prose(ast.parse('raise StudyError(f"{path}: it is missing here")'))]
