from pathlib import Path

import pytest
from sizewise.stream.build import build

from .small import Built, config, corpus_rows, world_tables, write_folder


@pytest.fixture(scope="session")
def inputs(tmp_path_factory) -> tuple[Path, Path]:
    """Folders of a corpus and a world. Do not write to them."""
    root = tmp_path_factory.mktemp("inputs")
    corpus = write_folder(root / "corpus", "corpus", {"documents.parquet": corpus_rows()})
    return corpus, write_folder(root / "world", "world", world_tables())


@pytest.fixture(scope="session")
def built(inputs, tmp_path_factory) -> Built:
    """A built stream. Do not write to its folder."""
    output = tmp_path_factory.mktemp("stream")
    study = config()
    return Built(*inputs, output, study, build(study, *inputs, output))
