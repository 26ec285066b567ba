"""What the null-world gate found, as the tables of a page."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sizewise.report.verdicts import View
from sizewise.study.null_worlds import Tally

if TYPE_CHECKING:
    import pandas as pd

PASSES, FAILS, UNTRIED = "passes", "fails", "not tried"


def state(view: View) -> str:
    """PASSES, FAILS or UNTRIED: of the claim's test as it is now."""
    tallies = _tallies(view)
    if not tallies:
        return UNTRIED
    return FAILS if any(one.failure for one in tallies) else PASSES


def by_claim(views: Iterable[View]) -> "pd.DataFrame":
    """A row a claim: claim, state, worlds, ladders, found (the least share of the ladders
    in which a right world is found), misled (the largest share that decides against the truth)."""
    import pandas as pd

    rows = []
    for view in views:
        tallies = _tallies(view)
        right = [one.found[0] for one in tallies if one.kind == "right"]
        rows.append({
            "claim": view.id, "state": state(view),
            "worlds": len(tallies), "ladders": max((t.repeats for t in tallies), default=0),
            "found": min(right, default=None),
            "misled": max((t.errors[0] for t in tallies), default=None),
        })  # fmt: skip
    return pd.DataFrame(rows)


def by_world(views: Iterable[View]) -> "pd.DataFrame":
    """A row a claim and world: claim, world, kind, truth (empty where no verdict may be given),
    ladders, found and misled with _low and _high (Wilson's, 95 %), failure."""
    import pandas as pd

    return pd.DataFrame([
        {
            "claim": view.id, "world": one.world, "kind": one.kind, "truth": one.truth or "",
            "ladders": one.repeats,
            **dict(zip(("found", "found_low", "found_high"), one.found, strict=True)),
            **dict(zip(("misled", "misled_low", "misled_high"), one.errors, strict=True)),
            "failure": one.failure or "",
        }
        for view in views
        for one in _tallies(view)
    ])  # fmt: skip


def seeds(views: Iterable[View]) -> dict[str, int]:
    """Seeds by size of the simulated ladders; empty where nothing was tried."""
    return next((dict(v.tried.seeds) for v in views if _tallies(v)), {})


def _tallies(view: View) -> tuple[Tally, ...]:
    """Those of the claim's test as it is now; none where it has changed since."""
    tried = view.tried
    return tried.tallies if tried is not None and tried.entry == view.claim.sha256 else ()
