# Several checkpoints of one run in one job, so that imports are paid once.


rule evaluate:
    input:
        code("evaluation"),
        tasks=sorted(str(p) for p in Path("workflow/tasks").glob("*.yaml")),
        training=rules.train.output.manifest,
        checkpoints=rules.train.output.checkpoints,
        items=rules.world.output.items,
        held_out=rules.corpus.output.held_out,
        world=rules.world.output.manifest,
        corpus=rules.corpus.output.manifest,
    output:
        items=f"{R}/evaluation/{{size}}/seed{{seed}}/items.parquet",
        held_out=f"{R}/evaluation/{{size}}/seed{{seed}}/held_out.parquet",
        manifest=f"{R}/evaluation/{{size}}/seed{{seed}}/manifest.json",
    log:
        f"{R}/logs/evaluate/{{size}}-seed{{seed}}.log",
    conda:
        "../../envs/train.yaml"
    threads: lambda wildcards: EVALUATION[wildcards.size].cpus
    resources:
        **gpu_resources(EVALUATION),
    params:
        config=sections("evaluation", "mix"),
    shell:
        "OMP_NUM_THREADS={threads} {PYTHON:q} -m sizewise evaluate --config {params.config:q}"
        " --size {wildcards.size:q} --seed {wildcards.seed:q}"
        " --training $(dirname {input.training:q}) --world $(dirname {input.world:q})"
        " --corpus $(dirname {input.corpus:q})"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"
