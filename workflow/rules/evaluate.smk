# Several checkpoints of one run in one job, so that imports are paid once.


rule evaluate:
    input:
        FLOW.code("evaluation"),
        tasks=sorted(map(str, Path("workflow/tasks").glob("*.yaml"))),
        axes="workflow/tasks/public.csv",
        training=rules.train.output.manifest,
        checkpoints=rules.train.output.checkpoints,
        questions=rules.world.output.questions,
        held_out=rules.corpus.output.held_out,
        world=rules.world.output.manifest,
        corpus=rules.corpus.output.manifest,
    output:
        answers=f"{R}/evaluation/{{size}}/seed{{seed}}/items.parquet",
        held_out=f"{R}/evaluation/{{size}}/seed{{seed}}/held_out.parquet",
        manifest=f"{R}/evaluation/{{size}}/seed{{seed}}/manifest.json",
    log:
        f"{R}/logs/evaluate/{{size}}-seed{{seed}}.log",
    conda:
        "../../envs/train.yaml"
    threads: lambda wildcards: FLOW.evaluation[wildcards.size].cpus
    resources:
        **FLOW.gpu_resources(FLOW.evaluation),
    params:
        config=FLOW.sections("evaluation", "mix"),
    shell:
        "OMP_NUM_THREADS={threads} python -m sizewise evaluate --config {params.config:q}"
        " --size {wildcards.size:q} --seed {wildcards.seed:q}"
        " --training $(dirname {input.training:q}) --world $(dirname {input.world:q})"
        " --corpus $(dirname {input.corpus:q})"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"
