import pytest

from .worlds import build, study

# Large enough that a shortcut worth a tenth of the way to the ceiling is seen.
AUDIT = {
    "biographies": (2_600_000, {"max_exposures": 32, "recall_items": 110, "tail_items": 150,
                                "tail_factor": 2, "not_recorded_items": 30,
                                "never_seen_items": 200}),
    "chains": (500_000, {"direct_items": 150, "written_items": 20}),
    "new_language": (700_000, {"rule_items": 300, "lookup_items": 200, "label_items": 100}),
    "nesting": (500_000, {"bracket_items": 150, "guest_items": 150, "choice_items": 150}),
    "feelings": (1_500_000, {"items": 400}),
    "deductions": (1_500_000, {"items": 400}),
    "instructions": (600_000, {"items": 120}),
    "running_state": (400_000, {"direct_items": 400, "written_items": 20}),
    "sources": (3_600_000, {"tagged_items": 40, "agreeing_items": 20, "noisy_items": 60,
                            "challenged_items": 150}),
    "verses": (1_200_000, {"continue_items": 20, "exposure_items": 120}),
}  # fmt: skip


@pytest.fixture(scope="session")
def worlds(tmp_path_factory):
    """One world of each family with many items, by name."""
    return {
        name: build(tmp_path_factory.mktemp(name), study(budget, **{name: knobs}))
        for name, (budget, knobs) in AUDIT.items()
    }
