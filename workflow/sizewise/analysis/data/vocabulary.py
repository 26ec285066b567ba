"""Names of kinds and knobs that measures look for in item tables (docs/families.md).

Only measures of single claims need them; the generic tables take any family, kind and knob.
"""

BIOGRAPHIES, CHAINS, SOURCES = "biographies", "chains", "sources"
VERSES, RUNNING_STATE, NESTING = "verses", "running_state", "nesting"
INSTRUCTIONS, NEW_LANGUAGE = "instructions", "new_language"
FEELINGS, DEDUCTIONS = "feelings", "deductions"

# biographies
RECALL = "recall"
UNKNOWN_KINDS = ("not_recorded", "never_seen")
EXPOSURES = "exposures"
ATTRIBUTE, CARDINALITY = "attribute", "cardinality"
ABSTENTION = "abstention"
# What the ledger has as the value of a fact that the stream calls unrecorded.
NOT_RECORDED = "not recorded"

# chains, running_state
DIRECT, WRITTEN = "direct", "written"
HOPS, DISTRACTORS = "hops", "distractors"
OPERATIONS, MODULUS = "operations", "modulus"

# sources
NOISY, TAGGED, UNTAGGED, SWAPPED, CHALLENGED = (
    "noisy", "tagged", "untagged", "swapped", "challenged",
)  # fmt: skip
NOISE_RATE, AGREE, FIRST_RIGHT = "noise_rate", "agree", "first_right"

# verses
CONTINUE, EXPOSURE = "continue", "exposure"
DUPLICATES, PREFIX_WORDS = "duplicates", "prefix_words"

# nesting
BRACKETS, CLAUSES = "brackets", "clauses"
DEPTH, DISTANCE = "depth", "distance"

# instructions: kind WRITTEN
CONSTRAINTS = "constraints"

# new_language
RULE, FLIPPED, USUAL, LOOKUP = "rule", "flipped", "usual", "lookup"
SHOTS, PAIRS = "shots", "pairs"

# feelings, deductions
LABEL = "label"
SETTING, ENTROPY = "setting", "entropy"

# Kinds whose "right" answer is a control and no ability: without the tag, or under the other
# source's, nobody can know which source is meant; lines that were never planted stand among those
# of `exposure`, and nobody can know them.
CONTROLS = {(SOURCES, UNTAGGED), (SOURCES, SWAPPED), (VERSES, EXPOSURE)}

# Columns of items.parquet without which a family's own measure cannot be computed.
NEEDED_COLUMNS = {INSTRUCTIONS: "checks", FEELINGS: "divergence", DEDUCTIONS: "divergence"}

# Knobs that point at a choice of the item; their values are no axis.
POINTERS = {ABSTENTION, "rival"}

# Knobs that make an item harder (+1) or easier (-1) as they grow, in any family. The first one
# in which the items of a kind vary is their difficulty.
DIFFICULTY = {
    HOPS: 1, NOISE_RATE: 1, OPERATIONS: 1, DEPTH: 1, CONSTRAINTS: 1, EXPOSURES: -1,
    DUPLICATES: -1, SHOTS: -1, PAIRS: 1, DISTANCE: 1, DISTRACTORS: 1, PREFIX_WORDS: -1,
}  # fmt: skip
