import io
import subprocess
import tarfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sizewise.corpus import fetch as module
from sizewise.corpus.fetch import cache_folder, fetch
from sizewise.corpus.sources import Archive
from sizewise.study.errors import StudyError

from .archives import installable_wheel, pin


def count_calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    calls = []
    run = subprocess.run

    def counted(command, **options):
        calls.append(command)
        return run(command, **options)

    monkeypatch.setattr(module.subprocess, "run", counted)
    return calls


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


def test_second_use_calls_no_pip(registry, tmp_path, monkeypatch) -> None:
    archives = [pin(installable_wheel(registry, name, name), name) for name in ("one", "two")]
    calls = count_calls(monkeypatch)
    cache = tmp_path / "cache"
    first = fetch([*archives, archives[0]], cache)
    assert len(calls) == 2
    assert [first[archive].read_bytes() for archive in archives] == [
        (registry / archive.file).read_bytes() for archive in archives
    ]
    assert fetch(archives, cache) == first
    assert len(calls) == 2
    assert left_in(cache) == [archive.file for archive in archives]


def test_altered_cached_file_is_named(registry, tmp_path) -> None:
    archive = pin(installable_wheel(registry, "one", "text"), "one")
    path = tmp_path / "cache" / archive.file
    path.parent.mkdir()
    path.write_bytes((registry / archive.file).read_bytes()[:-1])
    with pytest.raises(StudyError, match=rf"{path}: sha256 .*delete the file"):
        fetch([archive], path.parent)


def test_fresh_file_with_another_hash_is_refused_before_any_of_it_runs(registry, tmp_path) -> None:
    proof = tmp_path / "setup_ran"
    script = f"import pathlib; pathlib.Path({str(proof)!r}).touch(); raise SystemExit(1)".encode()
    path = registry / "one-1.0.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        info = tarfile.TarInfo("one-1.0/setup.py")
        info.size = len(script)
        tar.addfile(info, io.BytesIO(script))
    archive = pin(path, "one", sha256="0" * 64)
    with pytest.raises(
        StudyError, match=r"one==1.0: the registry's file has sha256 .*not the pinn"
    ):
        fetch([archive], tmp_path / "cache")
    assert not proof.exists()
    assert left_in(tmp_path / "cache") == []
    # The same archive does run once its hash is pinned: the proof above proves something.
    with pytest.raises(StudyError, match="cannot be downloaded"):
        fetch([pin(path, "one")], tmp_path / "cache")
    assert proof.exists()


def test_what_cannot_be_downloaded_is_named_in_one_line(registry, tmp_path) -> None:
    archive = Archive(package="none-such", version="1.0", file="none_such-1.0-py3-none-any.whl",
                      sha256="0" * 64)  # fmt: skip
    with pytest.raises(
        StudyError, match=r"none-such==1.0: cannot be downloaded \(.*none-such"
    ) as e:
        fetch([archive], tmp_path / "cache")
    assert "\n" not in str(e.value)


def test_wrong_file_name_in_a_pin_is_named(registry, tmp_path) -> None:
    archive = pin(installable_wheel(registry, "one", "text"), "one")
    wrong = replace(archive, file="one-1.0-cp311-none-any.whl")
    with pytest.raises(StudyError, match="the registry has no file one"):
        fetch([wrong], tmp_path / "cache")


def test_studies_that_start_together_download_once(registry, tmp_path, monkeypatch) -> None:
    archive = pin(installable_wheel(registry, "one", "text"), "one")
    calls = count_calls(monkeypatch)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: fetch([archive], tmp_path / "cache"), range(4)))
    assert len(calls) == 1
    assert all(paths == found[0] for paths in found)


def test_cache_folder_that_cannot_be_made_is_named(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StudyError, match=r"corpus\.cache: cannot create"):
        fetch([], tmp_path / "file" / "archives")


def test_cache_folder_comes_from_config_then_environment(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("SIZEWISE_CACHE", str(tmp_path))
    assert cache_folder("/from/config") == Path("/from/config/archives")
    assert cache_folder(None) == tmp_path / "archives"
