"""Invented labels that mean nothing by themselves, shared by the families that look up in context.

Families that share them share a tokenizer's words for them too, and what a small model learns of
looking one up in one family serves it in the other.
"""

# Forty labels that are no English words: as many as three chains of twelve links need, and no more,
# because a model has to learn to copy each of them before it can look any of them up. A BPE
# tokenizer soon makes each one token, and four letters make a token about as many bytes as one of
# the other families.
_SYLLABLES = """
bapu befi boga buke dafo dejo dizu fabe feku fovu gabi gejo givu hafu hiku hovi jabo jiva juki
kabe kefo kogi kuva lefo ligu luva mebu mizo nabo nefu pafu pebo rabu riju safu sizu suve tafo
tebu vopi"""
LABELS = tuple(_SYLLABLES.split())
