"""The tiny study with text of the hub, which is read in parts and packed into shards."""

from pathlib import Path

from sizewise.study.artifacts import sha256_of

from tests.corpus import hub
from tests.workflow.project import configure

TARGETS = ("results/tiny/corpus/manifest.json", "results/tiny/stream/main/manifest.json")
PARTS = 4
"""Of the study on a cluster."""


def read_in_parts(folder: Path, data: Path, parts: int = PARTS) -> Path:
    """Configure the tiny study in `folder`, a copy of the project, to read the data set `data` in
    `parts` parts, and to pack as many shards."""
    configure(
        folder,
        corpus={"parts": parts, "held_out_share": 0.2, "hub": {"web": hub.source(data)}},
        stream={"shard_tokens": 262_144 // parts},
        mix={
            "shares": {
                "web": 0.2, "plays": 0.1, "biographies": 0.22, "chains": 0.08, "sources": 0.12,
                "new_language": 0.06, "running_state": 0.04, "feelings": 0.04, "deductions": 0.04,
                "instructions": 0.04, "nesting": 0.03, "verses": 0.03,
            }
        },
    )  # fmt: skip
    return folder


def artifacts(folder: Path) -> dict[str, str]:
    """sha256 of everything that corpus and stream consist of, manifests too, by path."""
    root = folder / "results/tiny"
    files = [path for room in ("corpus", "stream") for path in sorted((root / room).rglob("*"))]
    return {
        str(path.relative_to(root)): sha256_of(path)
        for path in files
        if path.is_file() and path.name != ".snakemake_timestamp"
    }
