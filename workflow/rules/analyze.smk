# From item-level results to tables and verdicts; public models need no training.


rule observe:
    input:
        FLOW.code("observation"),
        data=sorted(str(p) for p in Path("data").glob("public_*.csv")),
        claims="claims.yaml",
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
        config=FLOW.sections("analysis"),
    shell:
        "python -m sizewise observe --config {params.config:q} --data data"
        " --claims {input.claims:q} --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"


rule published:
    input:
        FLOW.code("analysis"),
        data="data/pythia_zero_shot.csv",
        claims="claims.yaml",
    output:
        manifest=f"{R}/published/manifest.json",
    log:
        f"{R}/logs/published.log",
    conda:
        "../../envs/report.yaml"
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.sections("analysis"),
    shell:
        "python -m sizewise published --config {params.config:q} --data $(dirname {input.data:q})"
        " --claims {input.claims:q} --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"


rule analyze:
    input:
        FLOW.code("analysis"),
        claims="claims.yaml",
        laws="data/scaling_laws.csv",
        capacities="data/capacities.csv",
        stream=rules.stream.output.manifest,
        ledger=rules.stream.output.ledger,
        logs=FLOW.every_run(rules.train.output.log),
        answers=FLOW.every_run(rules.evaluate.output.answers),
        held_out=FLOW.every_run(rules.evaluate.output.held_out),
        probes=FLOW.every_run(rules.probe.output.manifest),
        questions=rules.world.output.questions,
        observation=rules.observe.output.claims,
    output:
        claims=f"{R}/analysis/claims.json",
        metrics=f"{R}/analysis/metrics.json",
        manifest=f"{R}/analysis/manifest.json",
    log:
        f"{R}/logs/analyze.log",
    conda:
        "../../envs/report.yaml"
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.sections("name", "arms", "analysis", "mix"),
    shell:
        "python -m sizewise analyze --config {params.config:q} --results $(dirname $(dirname {output.manifest:q}))"
        " --claims {input.claims:q} --data $(dirname {input.laws:q}) --verdicts {input.observation:q}"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"
