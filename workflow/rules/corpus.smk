# Text: natural domains from their archives, planted families from their seed.


rule corpus:
    input:
        code("corpus"),
    output:
        documents=f"{R}/corpus/documents.parquet",
        held_out=f"{R}/corpus/held_out.jsonl",
        manifest=f"{R}/corpus/manifest.json",
    log:
        f"{R}/logs/corpus.log",
    conda:
        "../../envs/data.yaml"
    resources:
        **cpu_resources(),
    params:
        config=sections("corpus"),
        domains=",".join(NATURAL),
    shell:
        "{PYTHON:q} -m sizewise corpus build --config {params.config:q} --domains {params.domains:q}"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"


rule world:
    input:
        code("world"),
    output:
        documents=f"{R}/world/documents.parquet",
        exposures=f"{R}/world/exposures.parquet",
        items=expand(f"{R}/world/items/{{family}}.jsonl", family=PLANTED),
        manifest=f"{R}/world/manifest.json",
    log:
        f"{R}/logs/world.log",
    conda:
        "../../envs/data.yaml"
    threads: 2
    resources:
        **cpu_resources(),
    params:
        config=sections("world", "mix"),
    shell:
        "{PYTHON:q} -m sizewise world build --config {params.config:q} --workers {threads}"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"
