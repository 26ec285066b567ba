"""Names of kinds and knobs that measures look for in item tables (docs/families.md).

Only measures of single claims need them; the generic tables take any family, kind and knob.
"""

BIOGRAPHIES, CHAINS, SOURCES = "biographies", "chains", "sources"

# biographies
RECALL = "recall"
UNKNOWN_KINDS = ("not_recorded", "never_seen")
EXPOSURES = "exposures"
ABSTENTION = "abstention"

# chains
DIRECT, WRITTEN = "direct", "written"
HOPS, DISTRACTORS = "hops", "distractors"

# sources
NOISY, TAGGED, UNTAGGED, SWAPPED, CHALLENGED = (
    "noisy", "tagged", "untagged", "swapped", "challenged",
)  # fmt: skip
NOISE_RATE, AGREE, FIRST_RIGHT = "noise_rate", "agree", "first_right"

# Kinds whose "right" answer is a control and no ability: without the tag, or under the other
# source's, nobody can know which source is meant.
CONTROLS = {(SOURCES, UNTAGGED), (SOURCES, SWAPPED)}

# Knobs that point at a choice of the item; their values are no axis.
POINTERS = {ABSTENTION, "rival"}

# Knobs that make an item harder (+1) or easier (-1) as they grow, in any family. The first one
# in which the items of a kind vary is their difficulty.
DIFFICULTY = {
    "hops": 1, "noise_rate": 1, "operations": 1, "depth": 1, "constraints": 1, "rules": 1,
    "exposures": -1, "duplicates": -1, "shots": -1, "softness": 1, "distance": 1,
    "distractors": 1, "prefix_length": -1,
}  # fmt: skip
