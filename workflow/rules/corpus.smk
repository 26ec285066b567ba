# Text: natural domains from their archives, planted families from their seed.


rule corpus:
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
        config=FLOW.config("corpus"),
        identity=FLOW.identity("corpus"),
        domains=",".join(FLOW.natural),
    shell:
        "python -m sizewise corpus build --config {params.config:q} --domains {params.domains:q}"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"


rule world:
    output:
        documents=f"{R}/world/{{stream}}/documents.parquet",
        exposures=f"{R}/world/{{stream}}/exposures.parquet",
        questions=directory(f"{R}/world/{{stream}}/items"),
        manifest=f"{R}/world/{{stream}}/manifest.json",
    log:
        f"{R}/logs/world/{{stream}}.log",
    conda:
        "../../envs/data.yaml"
    threads: 2
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.config("world"),
        identity=FLOW.identity("world"),
    shell:
        "python -m sizewise world build --config {params.config:q} --workers {threads}"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"
