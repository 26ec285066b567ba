# Several checkpoints of one run in one job, so that imports are paid once.


rule evaluate:
    input:
        tasks=FLOW.tasks,
        training=rules.train.output.manifest,
        checkpoints=rules.train.output.checkpoints,
        questions=FLOW.of_stream(rules.world.output.questions),
        held_out=rules.corpus.output.held_out,
        world=FLOW.of_stream(rules.world.output.manifest),
        corpus=rules.corpus.output.manifest,
    output:
        answers=f"{R}/evaluation/{RUN}/items.parquet",
        held_out=f"{R}/evaluation/{RUN}/held_out.parquet",
        manifest=f"{R}/evaluation/{RUN}/manifest.json",
    log:
        f"{R}/logs/evaluate/{{arm}}-{{size}}-seed{{seed}}.log",
    conda:
        "../../envs/train.yaml"
    threads: FLOW.cpus(FLOW.evaluation)
    resources:
        **FLOW.gpu_resources(FLOW.evaluation),
    params:
        config=FLOW.config("evaluate"),
        identity=FLOW.identity("evaluate"),
    shell:
        "OMP_NUM_THREADS={threads} python -m sizewise evaluate --config {params.config:q}"
        " --arm {wildcards.arm:q} --size {wildcards.size:q} --seed {wildcards.seed:q}"
        " --training $(dirname {input.training:q}) --world $(dirname {input.world:q})"
        " --corpus $(dirname {input.corpus:q})"
        " --gpus {resources.local_gpus:q}"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"
