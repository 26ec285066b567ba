"""Whether torch.compile works on this machine: tried once, on a function of one line.

It needs a C++ compiler, Python's headers, a path without surprises and, on a GPU, Triton. Where one
is missing, a training goes on uncompiled and says why. What worked is remembered beside the
compiled kernels; what failed is tried again, because somebody may have mended it.
"""

import os
import platform
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import torch

from sizewise.runs.processes import Processes
from sizewise.study.artifacts import sha256_of_json, write_json
from sizewise.study.errors import one_line

_COMPILERS = ("g++", "clang++", "c++", "gcc", "cc")


def _compile_something(device: str) -> None:
    """A forward and a backward pass that only compiled code takes."""
    compiled = torch.compile(lambda x: torch.nn.functional.silu(x).sum(), dynamic=False)
    x = torch.ones(64, device=device, requires_grad=True)
    compiled(x).backward()


def said_by_compiler(error: Exception) -> str:
    """The line of an error of torch.compile that tells most: the compiler's own first one."""
    lines = [line.strip() for line in str(error).splitlines()]
    told = [line for line in lines if re.search(r"\b(error|cannot|not found)\b", line, re.I)]
    after = told[1:] if told and told[0].endswith("compile error") else told
    return (after or [one_line(error)])[0]


def _remembered(device: str) -> Path:
    """The file that stands where compiling has worked on this machine."""
    kind = torch.cuda.get_device_name() if device != "cpu" else platform.processor()
    about = [torch.__version__, platform.python_version(), kind, os.environ.get("CXX")]
    about += [shutil.which(name) for name in _COMPILERS]
    folder = Path(os.environ["TORCHINDUCTOR_CACHE_DIR"])
    return folder / f"works-{platform.node()}-{sha256_of_json(about)[:16]}.json"


def why_not(device: str, attempt: Callable[[str], None] = _compile_something) -> str | None:
    """Why nothing can be compiled for `device` on this machine; None where something was."""
    done = _remembered(device)
    if done.exists():
        return None
    try:
        attempt(device)
        write_json(done, {"torch": torch.__version__})
    # Whatever a compiler, a linker or Triton raises: it is said, and no reason to end a training.
    except Exception as error:
        return said_by_compiler(error)
    return None


def why_not_anywhere(processes: Processes) -> str | None:
    """The same for all machines of a training: it is compiled on all of them or on none.

    Every process must call it; one a machine tries.
    """
    tries = os.environ.get("LOCAL_RANK", "0") == "0"
    found = processes.gather(why_not(processes.device) if tries else None)
    return next((reason for reason in found if reason is not None), None)
