# Text: natural domains from their archives, planted families from their seed.


rule corpus:
    input:
        FLOW.code("corpus"),
    output:
        documents=f"{R}/corpus/documents.parquet",
        held_out=f"{R}/corpus/held_out.jsonl",
        manifest=f"{R}/corpus/manifest.json",
    log:
        f"{R}/logs/corpus.log",
    conda:
        "../../envs/data.yaml"
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.sections("corpus"),
        domains=",".join(FLOW.natural),
    shell:
        "python -m sizewise corpus build --config {params.config:q} --domains {params.domains:q}"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"


rule world:
    input:
        FLOW.code("world"),
    output:
        documents=f"{R}/world/documents.parquet",
        exposures=f"{R}/world/exposures.parquet",
        questions=expand(f"{R}/world/items/{{family}}.jsonl", family=FLOW.planted),
        manifest=f"{R}/world/manifest.json",
    log:
        f"{R}/logs/world.log",
    conda:
        "../../envs/data.yaml"
    threads: 2
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.sections("world", "mix"),
    shell:
        "python -m sizewise world build --config {params.config:q} --workers {threads}"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"
