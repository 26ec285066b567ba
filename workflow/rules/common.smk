# What every rule shares: the checked study and its folders.

import os
import sys
from pathlib import Path

from snakemake.settings.types import DeploymentMethod

from sizewise.flow import Flow, check_writable
from sizewise.report.editions import languages
from sizewise.runs.stopping import HandOn
from sizewise.study.errors import StudyError
from sizewise.study.printable import printable
from sizewise.tracking.provenance import record

try:
    check_writable(Path())
    FLOW = Flow(
        [Path("config.yaml"), *workflow.config_settings.configfiles],
        workflow.config_settings.config,
    )
except StudyError as error:
    # One line, no stack trace: a user's mistake is not a crash of the workflow.
    print(f"sizewise: {printable(str(error))}", file=sys.stderr)
    os._exit(2)

STUDY = FLOW.study
# What tells another Snakemake to read the same study.
AS_THIS_RUN = FLOW.as_this_run(
    workflow.config_settings.configfiles, workflow.config_settings.config
)
R = f"results/{STUDY.name}"
REPORT = f"reports/{STUDY.name}"
RUNS = f"runs/{STUDY.name}"
# One run of an arm; the three keys stand in this order everywhere.
RUN = "{arm}/{size}/seed{seed}"

# Jobs wait for one another where there are fewer GPUs than jobs that want one.
if FLOW.local_gpus:
    workflow.global_resources.setdefault("gpu", FLOW.local_gpus)

# The jobs of a group, which are one job of the cluster, run side by side as far as a node's memory goes.
if FLOW.cluster:
    workflow.global_resources.setdefault("mem_mb", FLOW.cluster.memory_per_node_mb)

CONDA = DeploymentMethod.CONDA in workflow.deployment_settings.deployment_method
shell.prefix(FLOW.prefix(workflow.basedir, conda=CONDA))
shell.suffix(FLOW.suffix)


wildcard_constraints:
    arm="|".join(STUDY.arms),
    stream="|".join(STUDY.stream_names),
    size="|".join(size.name for size in STUDY.sizes),
    seed=r"\d+",
    chapter=r"[a-z_]+",


# Snakemake has set up its own signals by now. On a cluster, jobs outlive it.
onstart:
    if FLOW.cluster is None:
        HandOn(Path(RUNS))


onsuccess:
    record(STUDY.name)
    if Path(REPORT, "index.html").is_file():
        print(f"Report: {REPORT}/index.html", file=sys.stderr)
