"""The claims that a page shows: those that it declares, and no other."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sizewise.report import verdicts
from sizewise.study.errors import StudyError

if TYPE_CHECKING:
    import pandas as pd


class Cards:
    """What the analysis found of a page's claims."""

    def __init__(
        self,
        declared: Iterable[str],
        register: Path,
        analysis: Path,
        sizes: Mapping[str, float],
        *,
        reader: str,
    ) -> None:
        """`declared`: ids of claims; `sizes`: non-embedding parameters by size, for the curves.

        `reader` names the page in errors. Raises StudyError for a claim that is not in the
        register.
        """
        self._reader = reader
        known = {view.id: view for view in verdicts.read_views(register, analysis, dict(sizes))}
        declared = list(declared)
        for claim in declared:
            if claim not in known:
                raise StudyError(
                    f"{reader}: claim {claim} is not in the register; add it to claims.yaml or "
                    "correct CLAIMS"
                )
        self._views = {claim: known[claim] for claim in declared}

    def view(self, claim: str) -> verdicts.View:
        """A claim as pages show it. Raises StudyError where the page does not declare it."""
        if claim not in self._views:
            raise StudyError(
                f"{self._reader}: reads claim {claim} and does not declare it; add it to the list "
                "CLAIMS"
            )
        return self._views[claim]

    def curve(self, claim: str) -> "pd.DataFrame | None":
        """A claim's measure by size (size, non_embedding, value, low, high), or None."""
        import pandas as pd

        finding = self.view(claim).finding
        points = [p.model_dump() for p in finding.curve if p.value is not None] if finding else []
        if not points:
            return None
        frame = pd.DataFrame(points).sort_values("non_embedding", ignore_index=True)
        return frame.astype({"value": float, "low": float, "high": float})
