"""Names of families, of kinds of items and of knobs that several rooms read (docs/families.md).

A family writes them into its items; probes and analysis look for them there.
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
POPULATION, STRANGER_SHARE = "population", "stranger_share"

# chains, running_state
DIRECT, WRITTEN = "direct", "written"
HOPS, DISTRACTORS = "hops", "distractors"
OPERATIONS, GROUP = "operations", "group"

# sources
NOISY, TAGGED, UNTAGGED, SWAPPED, CHALLENGED = (
    "noisy", "tagged", "untagged", "swapped", "challenged",
)  # fmt: skip
NOISE_RATE, AGREE, FIRST_RIGHT = "noise_rate", "agree", "first_right"
SOURCE, RELATION, RIVAL = "source", "relation", "rival"

# verses
CONTINUE, EXPOSURE = "continue", "exposure"
DUPLICATES, PREFIX_WORDS = "duplicates", "prefix_words"

# nesting
CLOSE_BRACKETS, CLOSE_GUESTS = "close_brackets", "close_guests"
DEPTH, DISTANCE = "depth", "distance"

# instructions: kind WRITTEN
CONSTRAINTS, TRAINED, ASKED = "constraints", "trained", "asked"

# new_language
RULE, FLIPPED, USUAL, LOOKUP = "rule", "flipped", "usual", "lookup"
SHOTS, PAIRS = "shots", "pairs"

# records
RECORDS = "records"
VALUE_OF, NAME_OF = "value_of", "name_of"
POSSIBLE_BITS, PLANTED_BITS = "possible_bits", "planted_bits"

# any family: how often guessing is right once one knows which answers are possible
FLOOR = "floor"

# feelings, deductions
LABEL = "label"
SETTING, ENTROPY = "setting", "entropy"
