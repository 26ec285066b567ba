"""Names of kinds and knobs that measures look for in item tables (docs/families.md).

Only measures of single claims need them; the generic tables take any family, kind and knob.
"""

BIOGRAPHIES, CHAINS, SOURCES = "biographies", "chains", "sources"

# biographies
RECORDED_KINDS = ("recorded",)
UNKNOWN_KINDS = ("not_recorded", "never_seen")
EXPOSURES = "exposures"
ABSTENTION = "abstention"

# chains
DIRECT, WRITTEN = "direct", "written"
HOPS, N_CHAINS = "hops", "chains"

# sources
MAJORITY, TAGGED, CHALLENGE = "majority", "tagged", "challenge"
NOISE_RATE, TAG, CHALLENGED = "noise_rate", "tag", "challenge"
OWN, SWAPPED, REMOVED = "own", "swapped", "removed"
BEFORE = "none"

# Knobs that make an item harder (+1) or easier (-1) as they grow, in any family.
DIFFICULTY = {
    "exposures": -1, "duplicates": -1, "shots": -1, "prefix_length": -1,
    "hops": 1, "operations": 1, "depth": 1, "distance": 1, "noise_rate": 1, "constraints": 1,
    "rules": 1, "softness": 1, "distractors": 1,
}  # fmt: skip
