"""Where a report comes from: the manifests of its study's folders, and the register's history."""

from pathlib import Path
from typing import Any

from sizewise.study.arms import Arms
from sizewise.study.artifacts import MANIFEST, read_json, sha256_of_json
from sizewise.study.claims import Register


def stage_folders(arms: Arms) -> list[Path]:
    """The folders below results/<study> that a study of these arms fills, in the stages' order.

    Folders of runs and streams that have left the configuration are not in it.
    """
    runs = arms.runs()
    streams = dict.fromkeys(arm.stream for _, arm in arms.items())
    return [
        Path("corpus"),
        *(Path(stage, stream) for stage in ("world", "stream") for stream in streams),
        *(stage / run.folder for stage in map(Path, _BY_RUN) for run in runs),
        *map(Path, ("observation", "published", "analysis")),
    ]


_BY_RUN = ("training", "evaluation", "probes")


def read_manifests(arms: Arms, results: Path) -> dict[str, dict[str, Any]]:
    """The manifests of the study's folders that are there, by folder relative to `results`."""
    return {
        str(folder): read_json(results / folder / MANIFEST)
        for folder in stage_folders(arms)
        if (results / folder / MANIFEST).is_file()
    }


FIRST_REGISTER = "register_first.json"


def shown(manifests: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Everything that the index shows of the manifests."""
    return {
        "sources": sources(manifests),
        "provenance": rows(manifests),
        "packages": packages(manifests),
    }


def first_register(analysis: Path, register: Register) -> tuple[dict[str, Any], list[str]]:
    """What the first analysis read of the register, and the claims that read otherwise today."""
    path = analysis / FIRST_REGISTER
    first = read_json(path) if path.is_file() else {}
    then = first.get("claims") or {}
    now = {claim.id: sha256_of_json(claim.model_dump(mode="json")) for claim in register.claims}
    changed = [name for name in {**now, **then} if then.get(name) != now.get(name)] if then else []
    return first, changed


def sources(manifests: dict[str, dict[str, Any]]) -> list[dict[str, str]]:
    """Domain, package, licence and attribution of natural text, from the corpus' manifest."""
    facts = manifests.get("corpus", {}).get("facts", {})
    return [
        {
            "domain": domain, "from": ", ".join(fact.get("archives", [])),
            "licence": fact.get("licence", "–"), "attribution": fact.get("attribution", "–"),
        }
        for domain, fact in facts.get("domains", facts).items()
        if isinstance(fact, dict) and "attribution" in fact
    ]  # fmt: skip


def rows(manifests: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """A row a manifest: folder, sha256 of its code, outputs and facts in short."""
    return [
        {
            "folder": folder, "stage": manifest.get("job", ""),
            "code": manifest.get("code", "")[:12],
            "outputs": sha256_of_json(manifest["files"])[:12], "files": len(manifest["files"]),
        }
        for folder, manifest in manifests.items()
    ]  # fmt: skip


def packages(manifests: dict[str, dict[str, Any]]) -> list[str]:
    """Every `name version` that any stage ran under; two versions of one show as two."""
    found = {f"Python {m['python']}" for m in manifests.values() if m.get("python")}
    for manifest in manifests.values():
        found |= {f"{name} {version}" for name, version in manifest.get("packages", {}).items()}
    return sorted(found, key=str.lower)
