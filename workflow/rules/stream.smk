# Tokens in one global order, the same for every size.


rule stream:
    input:
        corpus=rules.corpus.output.manifest,
        natural=rules.corpus.output.documents,
        world=rules.world.output.manifest,
        planted=rules.world.output.documents,
        exposures=rules.world.output.exposures,
    output:
        tokenizer=directory(f"{R}/stream/{{stream}}/tokenizer"),
        shards=directory(f"{R}/stream/{{stream}}/shards"),
        order=f"{R}/stream/{{stream}}/order.parquet",
        ledger=f"{R}/stream/{{stream}}/ledger.parquet",
        manifest=f"{R}/stream/{{stream}}/manifest.json",
    log:
        f"{R}/logs/stream/{{stream}}.log",
    conda:
        "../../envs/data.yaml"
    threads: 2
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.config("stream"),
        identity=FLOW.identity("stream"),
    shell:
        "python -m sizewise stream build --config {params.config:q} --workers {threads}"
        " --corpus $(dirname {input.corpus:q}) --world $(dirname {input.world:q})"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"
