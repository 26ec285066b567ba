# What does model size buy, on the same data?  `snakemake --profile local` or `--profile slurm`.
# Reads config.yaml; `--configfile studies/desk.yaml` puts another study over it.

from snakemake.utils import min_version

min_version("9.27")


report: "workflow/report/workflow.rst"


include: "workflow/rules/common.smk"
include: "workflow/rules/corpus.smk"
include: "workflow/rules/stream.smk"
include: "workflow/rules/train.smk"
include: "workflow/rules/reward.smk"
include: "workflow/rules/evaluate.smk"
include: "workflow/rules/probe.smk"
include: "workflow/rules/analyze.smk"
include: "workflow/rules/report.smk"


rule all:
    default_target: True
    input:
        rules.index.output.page,
        [rules.workflow.output.page] if STUDY.report.workflow else [],


# Everything that is downloaded, before anything that needs a GPU is queued.
rule prefetch:
    input:
        DOWNLOADED,


rule trained:
    input:
        FLOW.runs(rules.train.output.manifest),


rule evaluated:
    input:
        FLOW.runs(rules.evaluate.output.manifest),


rule probed:
    input:
        FLOW.runs(rules.probe.output.manifest),
