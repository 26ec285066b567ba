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


def test_a_claim_with_a_test_says_what_decides_it():
    for claim in read_register(ROOT / "claims.yaml").claims:
        decided = (claim.supported, claim.contradicted, claim.smallest_effect, claim.unit)
        assert all(part is not None for part in decided) == (claim.test is not None), claim.id


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
