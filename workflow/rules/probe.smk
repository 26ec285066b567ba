# A look inside all checkpoints of one run: attention heads, directions in the residual stream.


rule probe:
    input:
        training=rules.train.output.manifest,
        checkpoints=rules.train.output.checkpoints,
        stream=FLOW.of_stream(rules.stream.output.manifest),
        tokenizer=FLOW.of_stream(rules.stream.output.tokenizer),
        world=FLOW.of_stream(rules.world.output.manifest),
        questions=FLOW.of_stream(rules.world.output.questions),
    output:
        heads=f"{R}/probes/{RUN}/heads.parquet",
        repeats=f"{R}/probes/{RUN}/repeats.parquet",
        overlap=f"{R}/probes/{RUN}/overlap.parquet",
        manifest=f"{R}/probes/{RUN}/manifest.json",
    log:
        f"{R}/logs/probe/{{arm}}-{{size}}-seed{{seed}}.log",
    conda:
        "../../envs/train.yaml"
    threads: FLOW.cpus(FLOW.evaluation)
    resources:
        **FLOW.gpu_resources(FLOW.evaluation),
    params:
        config=FLOW.config("probe"),
        identity=FLOW.identity("probe"),
    shell:
        "OMP_NUM_THREADS={threads} python -m sizewise probe --config {params.config:q}"
        " --arm {wildcards.arm:q} --size {wildcards.size:q} --seed {wildcards.seed:q}"
        " --training $(dirname {input.training:q}) --stream $(dirname {input.stream:q})"
        " --world $(dirname {input.world:q})"
        " --gpus {resources.local_gpus:q}"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"
