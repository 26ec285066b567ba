"""The register: complete, typed, and refused in one line where it is wrong."""

from pathlib import Path

import pytest
import yaml
from sizewise.study.claims import read_register
from sizewise.study.errors import StudyError

ROOT = Path(__file__).resolve().parents[2]


def test_every_claim_of_the_study_is_registered():
    register = read_register(ROOT / "claims.yaml")
    expected = [f"A{n}" for n in range(17)] + [f"B{n}" for n in range(1, 8)]
    assert [claim.id for claim in register.claims] == expected


# Where the interval lies for supported and for contradicted: the first register, as its sentences
# were read before its rules were fields. A change here is a new version of a claim.
FIRST_REGISTER = """
    A0: above 0.05; below 0.05
    A1: above 0.95; below 0.95
    A2: below -0.1; above -0.1
    A3: below -0.05; above -0.05
    A4: above 0.05; below 0.05
    A5: above 0.5; below 0.5
    A6: above 0.5; below 0.5
    A7: above 0.01; below 0.01
    A8: above 0.5; below 0.5
    A9: above 0.1; below 0.1
    A10: above 0.02; below 0.02
    A11: above 0.05; below 0.05
    A12: above 0.1; below 0.1
    A13: above 0.05; below 0.05
    A14: below -0.2; above -0.2
    A15: below -0.05; above -0.05
    A16: above 0.1; below 0.1
    B1: above 0; below 0.1
    B2: below 0.2; above 0.2
    B3: above 0.05; below 0.05
    B4: above 0.05; below 0.05
    B5: above 0.1; below -0.1
    B6: above 0; below 0.1
"""


def test_the_rules_of_the_first_register():
    claims = {claim.id: claim for claim in read_register(ROOT / "claims.yaml").claims}
    stated = dict(line.strip().split(": ") for line in FIRST_REGISTER.strip().splitlines())
    assert {name for name, claim in claims.items() if claim.test} == set(stated)
    for name, places in stated.items():
        claim = claims[name]
        found = f"{claim.place('supported')}; {claim.place('contradicted')}"
        assert found == places, name
    conditions = {n: c.rule.supported.condition for n, c in claims.items() if c.rule}
    assert {name for name, condition in conditions.items() if condition} == {"A1", "B1", "B6"}
    with pytest.raises(StudyError, match="B7 is context"):
        claims["B7"].place("supported")


def test_a_later_version_says_when_and_why(tmp_path):
    entries = yaml.safe_load((ROOT / "claims.yaml").read_text(encoding="utf-8"))
    entries[0] |= {"version": 2, "registered": "2030-01-02", "looked_at": True, "reason": "why"}
    path = tmp_path / "claims.yaml"
    path.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    first, second = read_register(path).claims[:2]
    assert (first.version, str(first.registered), first.looked_at) == (2, "2030-01-02", True)
    assert (second.version, second.registered, second.looked_at) == (1, None, False)


def test_a_change_of_one_word_changes_the_hash(tmp_path):
    text = (ROOT / "claims.yaml").read_text(encoding="utf-8")
    other = tmp_path / "claims.yaml"
    other.write_text(text.replace("larger", "bigger", 1), encoding="utf-8")
    assert read_register(other).sha256 != read_register(ROOT / "claims.yaml").sha256


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda e: e[0].update(verdict="supported"),
            "entry 1: unknown key verdict; known keys: id",
        ),
        (lambda e: e[1].pop("test"), "entry 2: key test is missing"),
        (
            lambda e: e[2]["rule"]["supported"].update(interval="over"),
            "entry 3: rule.supported.interval",
        ),
        (
            lambda e: e[2]["rule"]["supported"].update(threshold="large"),
            "entry 3: rule.supported.threshold",
        ),
        (lambda e: e[3].update(rule=None), "entry 4: rule and test stand together"),
        (lambda e: e[3].update(version=2), "entry 4: a version after the first"),
        (lambda e: e.append(e[0]), "an id stands twice"),
        (lambda e: e.clear(), "no claims"),
    ],
)
def test_a_damaged_register_is_one_line(tmp_path, change, message):
    entries = yaml.safe_load((ROOT / "claims.yaml").read_text(encoding="utf-8"))
    change(entries)
    path = tmp_path / "claims.yaml"
    path.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    with pytest.raises(StudyError) as caught:
        read_register(path)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
