"""A real SLURM of two virtual nodes with fake GPUs on this machine, for tests.

    python tests/slurm/virtual_cluster.py -- COMMAND …     run COMMAND inside such a cluster

Needs root and Debian's slurmctld, slurmd, slurm-client and munge. Everything listens on loopback,
lives in one temporary folder (but for /etc/slurm, which the job step plugin reads) and is ended by
pid. A /etc/slurm that is not ours is never touched.
"""

import argparse
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock

ETC = Path("/etc/slurm")
LOCK = Path("/run/sizewise-virtual-slurm.lock")
"""One such cluster at a time: all of them have one /etc/slurm."""
MARKER = "# written by sizewise's tests"
NODES = 2
GPUS = 8
URGENT = "urgent"
"""A partition whose jobs take the place of those of the others."""
TOOLS = ("slurmctld", "slurmd", "munged", "sinfo", "sbatch")

SLURM_CONF = """{marker}
ClusterName=virtual
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
AuthType=auth/munge
SlurmUser=root
StateSaveLocation={folder}/state
SlurmctldLogFile={folder}/slurmctld.log
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdSpoolDir={folder}/spool-%n
SlurmdLogFile={folder}/slurmd-%n.log
SlurmdPidFile={folder}/slurmd-%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
TaskProlog={folder}/prolog
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherParams=OverMemoryKill
JobAcctGatherFrequency=5
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
DefMemPerCPU=500
GresTypes=gpu
ReturnToService=2
SlurmdParameters=config_overrides
MinJobAge=3600
KillWait=10
SchedulerParameters=sched_interval=2,bf_interval=2
NodeName=gpu[1-{nodes}] NodeHostname={host} NodeAddr=127.0.0.1 Port=[{first}-{last}] \
CPUs=96 RealMemory={memory} Gres=gpu:h100:{gpus} State=UNKNOWN
PreemptType=preempt/partition_prio
PreemptMode=CANCEL
PartitionName=gpu Nodes=ALL Default=YES MaxTime=INFINITE State=UP PriorityTier=1
PartitionName=cpu Nodes=ALL MaxTime=INFINITE State=UP PriorityTier=1
PartitionName={urgent} Nodes=ALL MaxTime=INFINITE State=UP PriorityTier=9
"""


def missing_tools() -> list[str]:
    """What this machine lacks to run the cluster; empty if nothing."""
    missing = [name for name in TOOLS if not shutil.which(name, path="/usr/sbin:/usr/bin")]
    if os.geteuid():
        missing.append("root")
    conf = ETC / "slurm.conf"
    if conf.is_file() and MARKER not in conf.read_text():
        missing.append(f"an unused {ETC} (it holds another cluster's configuration)")
    return missing


def _free_ports(count: int) -> list[int]:
    """`count` consecutive free ports."""
    for first in range(26_900, 28_900, count):
        with contextlib.ExitStack() as stack:
            try:
                for port in range(first, first + count):
                    stack.enter_context(socket.socket()).bind(("127.0.0.1", port))
            except OSError:
                continue
            return list(range(first, first + count))
    raise RuntimeError("no free ports for a virtual cluster")


def _configure(folder: Path) -> None:
    ports = _free_ports(NODES + 1)
    ETC.mkdir(exist_ok=True)
    (ETC / "slurm.conf").write_text(
        SLURM_CONF.format(
            marker=MARKER, host=socket.gethostname(), folder=folder, port=ports[0],
            first=ports[1], last=ports[-1], nodes=NODES, gpus=GPUS, memory=2_000_000,
            urgent=URGENT,
        )
    )  # fmt: skip
    # What SLURM says of GPUs that are none would be believed, and a training refuse to do without.
    prolog = folder / "prolog"
    prolog.write_text(
        "#!/bin/sh\necho unset CUDA_VISIBLE_DEVICES\necho unset SLURM_STEP_GPUS\n"
        "echo unset SLURM_JOB_GPUS\necho unset SLURM_GPUS_ON_NODE\n"
    )
    prolog.chmod(0o755)
    # Character devices that stand for GPUs, so that SLURM has something to give.
    for index in range(GPUS):
        device = folder / f"gpu{index}"
        os.mknod(device, 0o666 | 0o020000, os.makedev(1, 3))
    (ETC / "gres.conf").write_text(
        f"{MARKER}\nNodeName=gpu[1-{NODES}] Name=gpu Type=h100 File={folder}/gpu[0-{GPUS - 1}]\n"
    )


def _wait(
    what: str, ready: Callable[[], bool], folder: Path, daemons: list[subprocess.Popen]
) -> None:
    """Until `ready`, however slow the machine is; show the daemons' logs where it ends early."""
    try:
        while not ready():
            if any(daemon.poll() is not None for daemon in daemons):
                raise RuntimeError(f"virtual cluster: a daemon ended before {what} was ready")
            time.sleep(0.3)
    except BaseException:
        # Also where the caller's own limit ends the wait: without its logs a cluster tells nothing.
        for log in sorted([*folder.glob("*.log"), *folder.glob("*.out")]):
            print(f"--- {log.name}", *log.read_text().splitlines()[-8:], sep="\n")
        raise


def _output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else ""


@contextlib.contextmanager
def virtual_cluster() -> Iterator[Path]:
    """Start the cluster, yield its folder (logs), and end all that was started."""
    lacking = missing_tools()
    if lacking:
        raise RuntimeError(f"virtual cluster: missing {', '.join(lacking)}")
    with FileLock(LOCK):
        yield from _cluster()


def _cluster() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="virtual-slurm-"))
    folder.chmod(0o755)
    for name in ("state", *(f"spool-gpu{node}" for node in range(1, NODES + 1))):
        (folder / name).mkdir()
    started: list[subprocess.Popen] = []

    def start(*command: str) -> None:
        log = (folder / f"{Path(command[0]).name}-{len(started)}.out").open("wb")
        # Its own session: a Ctrl-C of the tests must not end the cluster before its jobs.
        started.append(subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True))

    try:
        _configure(folder)
        if not _output("munge", "-n"):
            run = Path("/run/munge")
            run.mkdir(exist_ok=True)
            shutil.chown(run, "munge", "munge")
            start("/usr/sbin/runuser", "-u", "munge", "--", "/usr/sbin/munged", "--foreground")
            _wait("munge", lambda: bool(_output("munge", "-n")), folder, started)
        start("/usr/sbin/slurmctld", "-c", "-D")
        for node in range(1, NODES + 1):
            start("/usr/sbin/slurmd", "-D", "-N", f"gpu{node}")
        _wait(
            "nodes",
            lambda: (
                _output("sinfo", "--noheader", "--format=%T", "--partition=gpu").split() == ["idle"]
            ),
            folder,
            started,
        )
        yield folder
    finally:
        subprocess.run(["scancel", "--user=root", "--full"], capture_output=True)
        for process in reversed(started):
            process.send_signal(signal.SIGTERM)
        for process in reversed(started):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for name in ("slurm.conf", "gres.conf"):
            (ETC / name).unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Run a command inside a virtual cluster."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    command = [part for part in parser.parse_args().command if part != "--"]
    try:
        with virtual_cluster() as folder:
            code = subprocess.run(command).returncode
            if code:
                for log in sorted(folder.glob("*.log")):
                    print(f"--- {log.name}", *log.read_text().splitlines()[-20:], sep="\n")
            return code
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
