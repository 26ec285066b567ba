# From item-level results to tables and verdicts; public models need no training.


rule observe:
    input:
        data=sorted(str(p) for p in Path("data").glob("public_*.csv")),
    output:
        claims=f"{R}/observation/claims.json",
        manifest=f"{R}/observation/manifest.json",
    log:
        f"{R}/logs/observe.log",
    conda:
        "../../envs/report.yaml"
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.config("observe"),
        identity=FLOW.identity("observe"),
    shell:
        "python -m sizewise observe --config {params.config:q} --data data"
        " --claims claims.yaml --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"


rule published:
    input:
        data="data/pythia_zero_shot.csv",
    output:
        manifest=f"{R}/published/manifest.json",
    log:
        f"{R}/logs/published.log",
    conda:
        "../../envs/report.yaml"
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.config("published"),
        identity=FLOW.identity("published"),
    shell:
        "python -m sizewise published --config {params.config:q} --data $(dirname {input.data:q})"
        " --claims claims.yaml --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"


rule analyze:
    input:
        laws="data/scaling_laws.csv",
        capacities="data/capacities.csv",
        stream=FLOW.streams_read_by("analyze", rules.stream.output.manifest),
        facts=FLOW.streams_read_by("analyze", rules.facts.output.facts),
        questions=FLOW.streams_read_by("analyze", rules.world.output.questions),
        training=FLOW.runs_read_by("analyze", rules.train.output.manifest),
        logs=FLOW.logs_read_by("analyze", rules.train.output.log, rules.reward.output.updates),
        answers=FLOW.runs_read_by("analyze", rules.evaluate.output.answers),
        held_out=FLOW.runs_read_by("analyze", rules.evaluate.output.held_out),
        probes=FLOW.ladder(rules.probe.output.manifest),
        observation=rules.observe.output.claims,
    output:
        claims=report(
            f"{R}/analysis/claims.json",
            caption="../report/verdicts.rst",
            category="Verdicts",
            labels={"file": "claims"},
        ),
        metrics=report(
            f"{R}/analysis/metrics.json",
            caption="../report/metrics.rst",
            category="Verdicts",
            labels={"file": "metrics"},
        ),
        manifest=f"{R}/analysis/manifest.json",
    log:
        f"{R}/logs/analyze.log",
    conda:
        "../../envs/report.yaml"
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.config("analyze"),
        identity=FLOW.identity("analyze"),
    shell:
        "python -m sizewise analyze --config {params.config:q} --results $(dirname $(dirname {output.manifest:q}))"
        " --claims claims.yaml --data $(dirname {input.laws:q}) --verdicts {input.observation:q}"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"
