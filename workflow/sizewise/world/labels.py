"""Invented labels that mean nothing by themselves, shared by the families that look up in context.

Families that share them share a tokenizer's words for them too, and what a small model learns of
looking one up in one family serves it in the other.
"""

# Sixty-four labels that are no English words. A BPE tokenizer soon makes each one token, and four
# letters make a token about as many bytes as one of the other families.
_SYLLABLES = """
bapu befi bivo boga buke dafo dejo dizu dopi duve fabe feku fivo fovu fuda gabi gejo givu gope guza
hafu hebo hiku hovi huze jabo jefu jiva jovu juki kabe kefo kizu kogi kuva labu lefo ligu loje luva
mebu mizo mogu muve nabo nefu nivo nopu pafu pebo pigu poze rabu refo riju rogi safu sebo sizu suve
tafo tebu tizo vopi"""
LABELS = tuple(_SYLLABLES.split())
