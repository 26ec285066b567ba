# A look inside all checkpoints of one run: attention heads, directions in the residual stream.


rule probe:
    input:
        FLOW.code("probes"),
        training=rules.train.output.manifest,
        checkpoints=rules.train.output.checkpoints,
        stream=rules.stream.output.manifest,
        tokenizer=rules.stream.output.tokenizer,
        world=rules.world.output.manifest,
        questions=rules.world.output.questions,
    output:
        heads=f"{R}/probes/{{size}}/seed{{seed}}/heads.parquet",
        repeats=f"{R}/probes/{{size}}/seed{{seed}}/repeats.parquet",
        overlap=f"{R}/probes/{{size}}/seed{{seed}}/overlap.parquet",
        manifest=f"{R}/probes/{{size}}/seed{{seed}}/manifest.json",
    log:
        f"{R}/logs/probe/{{size}}-seed{{seed}}.log",
    conda:
        "../../envs/train.yaml"
    threads: lambda wildcards: FLOW.evaluation[wildcards.size].cpus
    resources:
        **FLOW.gpu_resources(FLOW.evaluation),
    params:
        config=FLOW.sections("probes"),
    shell:
        "OMP_NUM_THREADS={threads} python -m sizewise probe --config {params.config:q}"
        " --size {wildcards.size:q} --seed {wildcards.seed:q}"
        " --training $(dirname {input.training:q}) --stream $(dirname {input.stream:q})"
        " --world $(dirname {input.world:q})"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"
