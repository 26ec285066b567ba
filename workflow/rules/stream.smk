# Tokens in one global order, the same for every size.


rule stream:
    input:
        FLOW.code("stream"),
        corpus=rules.corpus.output.manifest,
        natural=rules.corpus.output.documents,
        world=rules.world.output.manifest,
        planted=rules.world.output.documents,
        exposures=rules.world.output.exposures,
    output:
        tokenizer=directory(f"{R}/stream/tokenizer"),
        shards=directory(f"{R}/stream/shards"),
        order=f"{R}/stream/order.parquet",
        ledger=f"{R}/stream/ledger.parquet",
        manifest=f"{R}/stream/manifest.json",
    log:
        f"{R}/logs/stream.log",
    conda:
        "../../envs/data.yaml"
    threads: 2
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.sections("stream", "mix"),
    shell:
        "python -m sizewise stream build --config {params.config:q} --workers {threads}"
        " --corpus $(dirname {input.corpus:q}) --world $(dirname {input.world:q})"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"
