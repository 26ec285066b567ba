"""Names of kinds and knobs that measures look for in item tables (docs/families.md).

Only measures of single claims need them; the generic tables take any family, kind and knob.
Those that other rooms read too are declared with the handovers and passed on from here.
"""

from sizewise.study.formats.knobs import (
    ABSTENTION,
    AGREE,
    ASKED,
    ATTRIBUTE,
    BIOGRAPHIES,
    CARDINALITY,
    CHAINS,
    CHALLENGED,
    CLOSE_BRACKETS,
    CLOSE_GUESTS,
    CONSTRAINTS,
    CONTINUE,
    DEDUCTIONS,
    DEPTH,
    DIRECT,
    DISTANCE,
    DISTRACTORS,
    DUPLICATES,
    ENTROPY,
    EXPOSURE,
    EXPOSURES,
    FEELINGS,
    FIRST_RIGHT,
    FLIPPED,
    FLOOR,
    GROUP,
    HOPS,
    INSTRUCTIONS,
    LABEL,
    LOOKUP,
    NAME_OF,
    NESTING,
    NEW_LANGUAGE,
    NOISE_RATE,
    NOISY,
    OPERATIONS,
    PAIRS,
    PLANTED_BITS,
    POPULATION,
    POSSIBLE_BITS,
    PREFIX_WORDS,
    RECALL,
    RECORDS,
    RELATION,
    RIVAL,
    RULE,
    RUNNING_STATE,
    SETTING,
    SHOTS,
    SOURCE,
    SOURCES,
    STRANGER_SHARE,
    SWAPPED,
    TAGGED,
    TRAINED,
    UNKNOWN_KINDS,
    UNTAGGED,
    USUAL,
    VALUE_OF,
    VERSES,
    WRITTEN,
)

__all__ = [
    "ABSTENTION",
    "AGREE",
    "ASKED",
    "ATTRIBUTE",
    "BIOGRAPHIES",
    "CARDINALITY",
    "CHAINS",
    "CHALLENGED",
    "CLOSE_BRACKETS",
    "CLOSE_GUESTS",
    "CONSTRAINTS",
    "CONTINUE",
    "CONTROLS",
    "DEDUCTIONS",
    "DEPTH",
    "DIFFICULTY",
    "DIRECT",
    "DISTANCE",
    "DISTRACTORS",
    "DUPLICATES",
    "ENTROPY",
    "EXPOSURE",
    "EXPOSURES",
    "FEELINGS",
    "FIRST_RIGHT",
    "FLIPPED",
    "FLOOR",
    "GROUP",
    "HOPS",
    "INSTRUCTIONS",
    "LABEL",
    "LOOKUP",
    "NAME_OF",
    "NEEDED_COLUMNS",
    "NESTING",
    "NEW_LANGUAGE",
    "NOISE_RATE",
    "NOISY",
    "NOT_RECORDED",
    "OPERATIONS",
    "PAIRS",
    "PLANTED_BITS",
    "POINTERS",
    "POPULATION",
    "POSSIBLE_BITS",
    "PREFIX_WORDS",
    "RECALL",
    "RECORDS",
    "RELATION",
    "RIVAL",
    "RULE",
    "RUNNING_STATE",
    "SETTING",
    "SHOTS",
    "SOURCE",
    "SOURCES",
    "STRANGER_SHARE",
    "SWAPPED",
    "TAGGED",
    "TRAINED",
    "UNKNOWN_KINDS",
    "UNTAGGED",
    "USUAL",
    "VALUE_OF",
    "VERSES",
    "WEIGHTS",
    "WRITTEN",
]

WEIGHTS = "weights"
"""Free numbers in the setting of an item of feelings or deductions."""

# What the ledger has as the value of a fact that the stream calls unrecorded.
NOT_RECORDED = "not recorded"

# Kinds whose "right" answer is a control and no ability: without the tag, or under the other
# source's, nobody can know which source is meant; lines that were never planted stand among those
# of `exposure`, and nobody can know them.
CONTROLS = {(SOURCES, UNTAGGED), (SOURCES, SWAPPED), (VERSES, EXPOSURE)}

# Columns of items.parquet without which a family's own measure cannot be computed.
NEEDED_COLUMNS = {INSTRUCTIONS: "checks", FEELINGS: "divergence", DEDUCTIONS: "divergence"}

# Knobs that point at a choice or at the checks of the item; their values are no axis.
POINTERS = {ABSTENTION, "rival", ASKED}

# Knobs that make an item harder (+1) or easier (-1) as they grow, in any family. The first one
# in which the items of a kind vary is their difficulty.
DIFFICULTY = {
    HOPS: 1, NOISE_RATE: 1, OPERATIONS: 1, DEPTH: 1, CONSTRAINTS: 1, EXPOSURES: -1,
    DUPLICATES: -1, SHOTS: -1, PAIRS: 1, DISTANCE: 1, DISTRACTORS: 1, PREFIX_WORDS: -1,
}  # fmt: skip
