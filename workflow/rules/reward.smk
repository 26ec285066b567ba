# Arms whose finished trainings go on by reward: a judge for those that learn it, then a run each.


rule judge:
    input:
        world=FLOW.of_stream(rules.world.output.manifest),
        training=FLOW.of_judge(f"{R}/training/{RUN}/manifest.json"),
        weights=FLOW.of_judge(f"{R}/training/{RUN}/checkpoints"),
    output:
        rewards=f"{R}/judge/{{arm}}/seed{{seed}}/judged.parquet",
        manifest=f"{R}/judge/{{arm}}/seed{{seed}}/manifest.json",
    log:
        f"{R}/logs/judge/{{arm}}-seed{{seed}}.log",
    wildcard_constraints:
        arm=FLOW.rewarded,
    priority: 15
    conda:
        "../../envs/train.yaml"
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.config("judge"),
        identity=FLOW.identity("judge"),
        family=FLOW.rewarded_for("family"),
    shell:
        "python -m sizewise judge --config {params.config:q} --family {params.family:q}"
        " --seed {wildcards.seed:q} --training $(dirname {input.training:q})"
        " --world $(dirname {input.world:q})"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"


# The outputs that evaluations read lie where those of every training lie.
rule reward:
    input:
        world=FLOW.of_stream(rules.world.output.manifest),
        parent=FLOW.of_parent(f"{R}/training/{RUN}/manifest.json"),
        weights=FLOW.of_parent(f"{R}/training/{RUN}/checkpoints"),
        judged=FLOW.judged(rules.judge.output.manifest),
    output:
        checkpoints=directory(f"{R}/training/{RUN}/checkpoints"),
        updates=f"{R}/training/{RUN}/updates.parquet",
        manifest=f"{R}/training/{RUN}/manifest.json",
    log:
        f"{R}/logs/train/{{arm}}-{{size}}-seed{{seed}}.log",
    wildcard_constraints:
        arm=FLOW.rewarded,
    priority: 10
    conda:
        "../../envs/train.yaml"
    threads: FLOW.cpus(FLOW.training)
    resources:
        **FLOW.gpu_resources(FLOW.training),
    params:
        config=FLOW.config("reward"),
        identity=FLOW.identity("reward"),
        family=FLOW.rewarded_for("family"),
        source=FLOW.rewarded_for("source"),
        runs=f"{RUNS}/{RUN}",
        judged=FLOW.judged_option(f"{R}/judge/{{arm}}/seed{{seed}}"),
    shell:
        "OMP_NUM_THREADS={threads} python -m sizewise reward --config {params.config:q}"
        " --family {params.family:q} --source {params.source:q}"
        " --arm {wildcards.arm:q} --size {wildcards.size:q} --seed {wildcards.seed:q}"
        " --world $(dirname {input.world:q}) --parent $(dirname {input.parent:q})"
        " {params.judged:q} --runs {params.runs:q}"
        " --gpus {resources.local_gpus:q} --nodes {resources.nodes:q}"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"


if FLOW.several_nodes:

    ruleorder: reward > train_on_nodes > train_largest > train

else:

    ruleorder: reward > train_largest > train
