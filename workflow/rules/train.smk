# One run: an arm, a size, a seed. What is under way lives in runs/, outside the declared outputs,
# because Snakemake deletes those of a job that failed.


rule train:
    input:
        stream=FLOW.of_stream(rules.stream.output.manifest),
        shards=FLOW.of_stream(rules.stream.output.shards),
        tokenizer=FLOW.of_stream(rules.stream.output.tokenizer),
        parent=FLOW.of_parent(f"{R}/training/{RUN}/manifest.json"),
        # Asked for by name: a study that was pulled has manifests whose weights were left behind.
        forked=FLOW.of_parent(f"{R}/training/{RUN}/checkpoints"),
    output:
        checkpoints=directory(f"{R}/training/{RUN}/checkpoints"),
        log=f"{R}/training/{RUN}/log.parquet",
        manifest=f"{R}/training/{RUN}/manifest.json",
    log:
        f"{R}/logs/train/{{arm}}-{{size}}-seed{{seed}}.log",
    priority: 10
    conda:
        "../../envs/train.yaml"
    threads: FLOW.cpus(FLOW.training)
    resources:
        **FLOW.gpu_resources(FLOW.training),
    params:
        config=FLOW.config("train"),
        identity=FLOW.identity("train"),
        runs=f"{RUNS}/{RUN}",
        parent=FLOW.parent_option(f"{R}/training/{RUN}"),
    shell:
        "OMP_NUM_THREADS={threads} python -m sizewise train --config {params.config:q}"
        " --arm {wildcards.arm:q} --size {wildcards.size:q} --seed {wildcards.seed:q}"
        " --stream $(dirname {input.stream:q}) --runs {params.runs:q} {params.parent:q}"
        " --gpus {resources.local_gpus:q}"
        " --nodes {resources.nodes:q}"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"


# The longest first, so that nothing waits for it at the end; a priority belongs to a rule.
use rule train as train_largest with:
    wildcard_constraints:
        size=FLOW.largest,
    priority: 20


if FLOW.several_nodes:

    # The executor gives such a job its nodes and leaves the starting of tasks to `sizewise train`.
    use rule train as train_on_nodes with:
        wildcard_constraints:
            size="|".join(FLOW.several_nodes),
        priority: 20
        resources:
            **FLOW.node_resources(),

    ruleorder: train_on_nodes > train_largest > train

else:

    ruleorder: train_largest > train
