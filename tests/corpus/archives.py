"""Hand-made archives in the layout of the real ones."""

import hashlib
import io
import tarfile
import zipfile
from pathlib import Path

from sizewise.corpus.sources import Archive


def write_wheel(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in members.items():
            wheel.writestr(name, content)
    return path


def write_tar(path: Path, members: dict[str, str | bytes]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, content in members.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


def installable_wheel(folder: Path, name: str, payload: str) -> Path:
    """A wheel that pip accepts."""
    info = f"{name}-1.0.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
    tags = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    members = {
        f"{name}/data.txt": payload,
        f"{info}/METADATA": metadata,
        f"{info}/WHEEL": tags,
        f"{info}/RECORD": "",
    }
    return write_wheel(folder / f"{name}-1.0-py3-none-any.whl", members)


def pin(path: Path, name: str, sha256: str | None = None) -> Archive:
    """The archive at `path` as a domain would pin it."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    return Archive(package=name, version="1.0", file=path.name, sha256=sha256 or found)
