"""Libraries that compute are told, before they are loaded, to give the same bytes everywhere."""

import json
import os
import subprocess
import sys

import pytest
from sizewise.study.processors import compute_alike

VARIABLES = ("MKL_CBWR", "NPY_DISABLE_CPU_FEATURES", "OPENBLAS_CORETYPE")
ALIGNED = """
import sizewise.cli, sys
assert "torch" not in sys.modules, "the variable is read when torch is loaded"
import torch

def elsewhere(matrix, place):
    held = torch.empty(matrix.numel() + place)[place:].view_as(matrix)
    return held.copy_(matrix)

draws = torch.Generator().manual_seed(0)
for rows, inner, columns in ((16, 36, 20), (5, 52, 92), (7, 84, 28), (3, 100, 44)):
    tokens = torch.randn(rows, inner, generator=draws)
    weights = torch.randn(columns, inner, generator=draws)
    first = tokens @ weights.T
    for place in range(16):
        assert torch.equal(first, elsewhere(tokens, place) @ elsewhere(weights, place).T), place
"""


def test_sums_do_not_depend_on_where_a_matrix_lies():
    inherited = {key: value for key, value in os.environ.items() if key not in VARIABLES}
    done = subprocess.run(
        [sys.executable, "-c", ALIGNED], env=inherited | {"OMP_NUM_THREADS": "1"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


LOADED = """
import sizewise.cli, sys
assert "numpy" not in sys.modules, "the variables are read when numpy is loaded"
import json, numpy, threadpoolctl
simd = numpy.show_config(mode="dicts")["SIMD Extensions"]
kernels = [one["architecture"] for one in threadpoolctl.threadpool_info()
           if one["internal_api"] == "openblas"]
print(json.dumps([simd.get("found", []), kernels]))
"""


def test_processors_with_avx_512_compute_as_those_without():
    """A world was made again with other last digits of exp, a table with those of a product."""
    inherited = {key: value for key, value in os.environ.items() if key not in VARIABLES}
    done = subprocess.run(
        [sys.executable, "-c", LOADED], env=inherited, capture_output=True, text=True
    )
    found, kernels = json.loads(done.stdout)
    assert not {"X86_V4", "AVX512_ICL", "AVX512_SPR"} & {*found}
    assert not {"SkylakeX", "Cooperlake", "Sapphirerapids"} & {*kernels}


@pytest.mark.parametrize(
    ("flags", "kernels"),
    [
        (b"flags\t: sse2 avx avx2 avx512f\n", "Haswell"),
        (b"flags\t: sse2 avx\n", None),
        (None, None),
    ],
)
def test_a_processor_is_asked_for_no_instruction_that_it_lacks(tmp_path, flags, kernels):
    cpu = tmp_path / "cpuinfo"
    if flags is not None:
        cpu.write_bytes(b"processor\t: 0\n" + flags)
    environ: dict[str, str] = {}
    compute_alike(environ, cpu)
    assert environ.get("OPENBLAS_CORETYPE") == kernels
    assert environ.keys() - {"OPENBLAS_CORETYPE"} == {"MKL_CBWR", "NPY_DISABLE_CPU_FEATURES"}


def test_what_somebody_has_set_stays(tmp_path):
    environ = dict.fromkeys(VARIABLES, "mine")
    compute_alike(environ, tmp_path / "none")
    assert {*environ.values()} == {"mine"}
