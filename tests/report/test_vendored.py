"""Files of others that lie in the repository: unchanged since they were taken, and licensed."""

from pathlib import Path

import pytest
import sizewise
from sizewise.study.artifacts import sha256_of

VENDOR = Path(sizewise.__file__).parent / "report/assets/vendor"
TESTS = Path(__file__).parent / "browser"

FILES = {
    # dist/umd/index.js of the registry's minisearch-7.2.0.tgz, without its sourceMappingURL.
    VENDOR / "minisearch.js": "4e02b9fa52f244c377d737c7d06cda6bce967d137254e8532d6c79f68469bef3",
    VENDOR / "minisearch.LICENSE.txt":
        "70d37354d6395629fb99edb28cb37a5d356ffa24a48cd02a5def5b83a300a899",
    # axe.min.js of the registry's axe-core-4.14.1.tgz.
    TESTS / "axe.min.js": "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c",
    TESTS / "axe.LICENSE.txt": "af175b9d96ee93c21a036152e1b905b0b95304d4ae8c2c921c7609100ba8df7e",
}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_vendored_file_is_the_one_that_was_taken(path):
    assert sha256_of(path) == FILES[path]


def test_no_other_file_is_vendored():
    assert {*VENDOR.iterdir()} <= FILES.keys()
