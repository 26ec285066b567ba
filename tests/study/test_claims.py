"""The register: complete, typed, and refused in one line where it is wrong."""

from pathlib import Path

import pytest
import yaml
from sizewise.study.claims import read_register
from sizewise.study.earlier import NAME
from sizewise.study.errors import StudyError
from sizewise.study.verdicts import OPPOSITE, SUPPORTED, TOO_SMALL, verdict_of

ROOT = Path(__file__).resolve().parents[2]


def test_every_claim_of_the_study_is_registered():
    register = read_register(ROOT / "claims.yaml")
    expected = [f"A{n}" for n in range(17)] + [f"B{n}" for n in range(1, 8)]
    assert [claim.id for claim in register.claims] == expected


def test_every_rule_leaves_room_for_indecision():
    """No interval lies in two regions, but that too small comes before opposite; all can be met."""
    for claim in read_register(ROOT / "claims.yaml").claims:
        if claim.test is None:
            continue
        regions = claim.regions
        support = regions[SUPPORTED]
        beyond = support.threshold + (0.01 if support.side == "above" else -0.01)
        assert verdict_of(regions, beyond, beyond) == SUPPORTED, claim.id
        other = -100.0 if support.side == "above" else 100.0
        assert verdict_of(regions, other, other) == OPPOSITE, claim.id
        # An interval over the border of support decides nothing.
        assert verdict_of(regions, min(beyond, other), max(beyond, other)) is None, claim.id
        if TOO_SMALL in regions:
            assert verdict_of(regions, 0.0, 0.0) == TOO_SMALL, claim.id


def test_context_has_no_rule():
    claims = {claim.id: claim for claim in read_register(ROOT / "claims.yaml").claims}
    with pytest.raises(StudyError, match="B7 is context"):
        _ = claims["B7"].support


def test_the_first_register_is_kept_with_its_verdicts():
    register = read_register(ROOT / "claims.yaml")
    assert set(register.earlier) == {claim.id for claim in register.claims}
    verdicts = [one.verdict for one in register.earlier.values()]
    assert [verdicts.count(v) for v in ("supported", "contradicted", "underpowered")] == [2, 5, 14]
    assert register.earlier["A6"].measure != {c.id: c for c in register.claims}["A6"].measure


def test_what_the_first_register_said_changes_pages_and_no_result(tmp_path):
    for name in ("claims.yaml", NAME):
        (tmp_path / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    before = read_register(tmp_path / "claims.yaml")
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    (tmp_path / NAME).write_text(text.replace("thirds", "halves"), encoding="utf-8")
    after = read_register(tmp_path / "claims.yaml")
    assert after.sha256 == before.sha256
    assert after.shown_sha256 != before.shown_sha256
    assert after.named(["A2"]).shown_sha256 == before.named(["A2"]).shown_sha256
    (tmp_path / NAME).write_text(text.replace("verdict: supported", "verdict: true"))
    with pytest.raises(StudyError, match=r"claims-1.yaml: entry \d+: verdict"):
        read_register(tmp_path / "claims.yaml")


def test_a_later_version_says_when_and_why(tmp_path):
    entries = yaml.safe_load((ROOT / "claims.yaml").read_text(encoding="utf-8"))
    entries[0] |= {"version": 2, "registered": "2030-01-02", "looked_at": True, "reason": "why"}
    path = tmp_path / "claims.yaml"
    path.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    first, second = read_register(path).claims[:2]
    assert (first.version, str(first.registered), first.looked_at) == (2, "2030-01-02", True)
    untouched = {c.id: c for c in read_register(ROOT / "claims.yaml").claims}[second.id]
    assert (second.version, second.registered) == (untouched.version, untouched.registered)


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
        (
            lambda e: e[3].update(version=2, registered=None),
            "entry 4: a version after the first",
        ),
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
