"""A sparse size through the same engine: what it logs, exports, depends on, and after a kill."""

import subprocess
import sys

import pyarrow.parquet as pq
import pytest
import torch
from sizewise.study.artifacts import read_json, verify_files
from sizewise.study.identity import code_of
from sizewise.study.runs import Run
from sizewise.study.sparse import sparse_size
from sizewise.training.job import Job, begin
from sizewise.training.sparse.config import Sparse
from sizewise.training.sparse.network import SparseNetwork
from transformers import AutoModelForCausalLM

from tests.runs.streams import VOCABULARY
from tests.training.conftest import (
    finish,
    start,
    start_interrupted,
    train_command,
    training_section,
)

TRAINING = training_section(resume_seconds=1e-9, learning_rate=0.01)
SIZE = "85k-a26k"
SPARSE = {"sparse": {"balance_coefficient": 0.01}}


@pytest.fixture(scope="module")
def trained(stream, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sparse")
    finish(start(train_command(stream, folder, TRAINING, SIZE, **SPARSE)))
    return folder


def log(folder):
    return pq.read_table(folder / "output/log.parquet").to_pydict()


def test_the_log_holds_the_balance_beside_the_loss_of_the_next_token(trained):
    held = log(trained)
    assert held["loss"][-1] < held["loss"][0] - 2
    experts, active = sparse_size(SIZE).n_expert, sparse_size(SIZE).n_active
    assert all(0.5 < value < experts / active for value in held["balance_loss"])
    # The loss is that of the model and nothing is added to it: ln(vocabulary) at the start.
    assert held["loss"][0] == pytest.approx(torch.tensor(float(VOCABULARY)).log().item(), abs=0.3)


def test_a_checkpoint_opens_with_transformers_alone(trained):
    manifest = verify_files(trained / "output")
    assert manifest["job"] == "train_sparse"
    assert manifest["facts"]["parameters"]["non_embedding"] == 84_960
    model = AutoModelForCausalLM.from_pretrained(
        trained / "output/checkpoints/step0000030", trust_remote_code=False
    )
    assert type(model).__name__ == "GraniteMoeForCausalLM"
    assert model.config.num_experts_per_tok == 2 and model.config.num_local_experts == 9
    ids = torch.arange(16)[None]
    assert torch.isfinite(model(input_ids=ids).logits).all()


def test_a_killed_training_goes_on_bit_for_bit(trained, stream, tmp_path):
    arguments = train_command(stream, tmp_path, TRAINING, SIZE, **SPARSE)
    process = start_interrupted(arguments, "step", 12, "SIGKILL")
    process.communicate()
    finish(start(arguments))
    for column in ("loss", "balance_loss", "chain"):
        assert log(tmp_path)[column] == log(trained)[column], column
    weights = [read_json(f / "output/manifest.json")["facts"]["weights_sha256"]
               for f in (tmp_path, trained)]  # fmt: skip
    assert weights[0] == weights[1]


def test_a_dense_training_reaches_no_sparse_code():
    """An edit of the sparse network trains no run of the ladder again."""
    dense, sparse = code_of("train").modules, code_of("train_sparse").modules
    assert not [name for name in dense if "sparse" in name]
    assert dense < sparse
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, sizewise.training.loop\n"
         "print([n for n in sys.modules if n.startswith('sizewise') and 'sparse' in n])"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert loaded.stdout.splitlines()[-1] == "[]"


def test_its_identity_holds_its_own_section_and_shape(stream, tmp_path):
    def asked(size: str = SIZE, balance: float = 0.01) -> str:
        job = Job(
            run=Run("sparse", size, 0), training=TRAINING, stream=stream, runs=tmp_path / "runs",
            output=tmp_path / "output",
            network=SparseNetwork(Sparse(balance_coefficient=balance)),
        )  # fmt: skip
        return begin(job).identity.sha256

    assert len({asked(), asked("223k-a84k"), asked(balance=0.1)}) == 3


def test_a_sparse_size_without_its_section_and_an_unknown_size_are_one_line(stream, tmp_path):
    errors = finish(start(train_command(stream, tmp_path, TRAINING, SIZE)), status=2)
    assert "section sparse is missing" in errors and "Traceback" not in errors
    errors = finish(start(train_command(stream, tmp_path, TRAINING, "84k-a26k")), status=2)
    assert "unknown size '84k-a26k'; known sizes: " in errors and "Traceback" not in errors
