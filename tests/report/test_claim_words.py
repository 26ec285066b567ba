"""The register in every language: whole as shipped, and its own words where a translation lacks."""

import pytest
from sizewise.report.claim_words import claim_words
from sizewise.report.editions import LANGUAGE, languages
from sizewise.report.messages import speaking
from sizewise.study.claims import read_register

from .conftest import REGISTER

CLAIMS = read_register(REGISTER).claims


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_every_shipped_claim_is_translated(claim):
    own = claim_words(claim)
    assert own.title == claim.title
    for language in set(languages()) - {LANGUAGE}:
        with speaking(language):
            words = claim_words(claim)
        assert words.version == claim.version and words.title != own.title
        assert (words.test is None) == (own.test is None) and {*words.readings} == {*own.readings}


@pytest.mark.parametrize("change", [{"id": "B99"}, {"version": 99}])
def test_a_claim_that_nobody_translated_keeps_its_own_words(change):
    claim = CLAIMS[-1].model_copy(update=change)
    own = claim_words(claim)
    for language in languages():
        with speaking(language):
            assert claim_words(claim) == own
