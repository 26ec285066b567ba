"""A page names what it reads by contents that were compared, so that damage is told before it."""

import pytest
from sizewise.report.dependencies import claims_read, tables_read
from sizewise.study.artifacts import sha256_of, write_json
from sizewise.study.errors import StudyError


@pytest.fixture
def analysis(tmp_path):
    (tmp_path / "claims").mkdir()
    for name in ("sizes.parquet", "other.parquet", "claims/A1.json", "claims/A2.json"):
        (tmp_path / name).write_bytes(name.encode())
    files = {str(p.relative_to(tmp_path)): sha256_of(p) for p in tmp_path.rglob("*.*")}
    write_json(tmp_path / "manifest.json", {"files": files})
    return tmp_path


def read(analysis):
    found = tables_read(
        ["analysis/sizes", "published/none"], {"analysis": analysis, "published": None}
    )
    return found | claims_read(analysis, ["A1", "A9"])


def test_what_is_declared_and_there_is_read_by_its_contents(analysis):
    assert read(analysis) == {
        "analysis/sizes": sha256_of(analysis / "sizes.parquet"),
        "claims/A1.json": sha256_of(analysis / "claims/A1.json"),
    }
    assert set(claims_read(analysis)) == {"claims/A1.json", "claims/A2.json"}


@pytest.mark.parametrize("name", ["sizes.parquet", "claims/A1.json"])
def test_a_damaged_or_missing_one_is_named(analysis, name):
    (analysis / name).write_bytes(b"altered")
    with pytest.raises(StudyError, match=r"altered or truncated"):
        read(analysis)
    (analysis / name).unlink()
    with pytest.raises(StudyError, match="missing; run the job"):
        read(analysis)


def test_what_is_not_read_may_be_damaged(analysis):
    (analysis / "other.parquet").unlink()
    (analysis / "claims/A2.json").unlink()
    assert len(read(analysis)) == 2


def test_without_a_manifest_nothing_is_read(tmp_path):
    assert read(tmp_path) == {}
