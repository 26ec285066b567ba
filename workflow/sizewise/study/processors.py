"""What makes processors give the same bytes, told to libraries before they are loaded.

Sums and exponentials whose last digit depends on the machine would give a world that was made again
another hash than the published one, and tables other bytes.
"""

from collections.abc import MutableMapping
from pathlib import Path

CPU = Path("/proc/cpuinfo")
_ENOUGH = 1 << 14
"""Bytes of it that hold all that is said of the first processor."""


def compute_alike(environ: MutableMapping[str, str], cpu: Path = CPU) -> None:
    """Tell MKL, numpy and OpenBLAS to compute alike on every processor of a kind.

    Whoever has set one of these variables keeps what they said.
    """
    # Unless it is told to be strict, MKL sums in another order where a matrix lies elsewhere in
    # memory, so that a checkpoint which is opened again may give other logits than the model that
    # wrote it.
    environ.setdefault("MKL_CBWR", "AUTO,STRICT")
    # With AVX-512 numpy takes exp and log in other ways, and OpenBLAS multiplies matrices so; their
    # last digits differ. What is left is what processors with AVX2 do, with AVX-512 or without.
    environ.setdefault("NPY_DISABLE_CPU_FEATURES", "X86_V4 AVX512_ICL AVX512_SPR")
    try:
        with cpu.open("rb") as file:
            known = file.read(_ENOUGH).split()
    except OSError:
        return
    # Elsewhere these instructions would be none of the processor's.
    if b"avx2" in known:
        environ.setdefault("OPENBLAS_CORETYPE", "Haswell")
