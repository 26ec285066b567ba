# Tokens in one global order, the same for every size.


if not FLOW.in_parts:

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

else:
    ENCODED = f"{R}/stream/{{stream}}/encoded/{{part}}/manifest.json"
    PACKED = f"{R}/stream/{{stream}}/packed/{{shard}}/manifest.json"

    rule vocabulary:
        input:
            parts=FLOW.of_parts(PARTS),
            world=rules.world.output.manifest,
        output:
            tokenizer=directory(f"{R}/stream/{{stream}}/vocabulary/tokenizer"),
            manifest=f"{R}/stream/{{stream}}/vocabulary/manifest.json",
        log:
            f"{R}/logs/stream/{{stream}}/vocabulary.log",
        conda:
            "../../envs/data.yaml"
        threads: 2
        resources:
            **FLOW.cpu_resources(),
        params:
            config=FLOW.config("vocabulary"),
            identity=FLOW.identity("vocabulary"),
        shell:
            "python -m sizewise stream vocabulary --config {params.config:q} --workers {threads}"
            f" --parts {R}/corpus/parts --count {STUDY.corpus.parts} {ARCHIVES_PART}"
            " --world $(dirname {input.world:q})"
            " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"

    rule encode:
        input:
            source=lambda wildcards: (
                rules.world.output.manifest.format(stream=wildcards.stream)
                if wildcards.part == "planted"
                else PARTS.format(part=wildcards.part)
            ),
            vocabulary=rules.vocabulary.output.manifest,
        output:
            tokens=f"{R}/stream/{{stream}}/encoded/{{part}}/tokens.bin",
            index=f"{R}/stream/{{stream}}/encoded/{{part}}/index.parquet",
            manifest=ENCODED,
        log:
            f"{R}/logs/stream/{{stream}}/encoded/{{part}}.log",
        wildcard_constraints:
            part="|".join([*FLOW.parts, "planted"]),
        conda:
            "../../envs/data.yaml"
        threads: 2
        resources:
            **FLOW.cpu_resources(),
        params:
            config=FLOW.config("encode"),
            identity=FLOW.identity("encode"),
            planted=lambda wildcards: ["--planted"] if wildcards.part == "planted" else [],
        shell:
            "python -m sizewise stream encode --config {params.config:q} --workers {threads}"
            " --source $(dirname {input.source:q}) {params.planted:q}"
            " --vocabulary $(dirname {input.vocabulary:q})"
            " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"

    rule mixture:
        input:
            encoded=FLOW.of_parts(ENCODED, "planted"),
        output:
            mixture=f"{R}/stream/{{stream}}/mixture/mixture.json",
            manifest=f"{R}/stream/{{stream}}/mixture/manifest.json",
        log:
            f"{R}/logs/stream/{{stream}}/mixture.log",
        conda:
            "../../envs/data.yaml"
        resources:
            **FLOW.cpu_resources(),
        params:
            config=FLOW.config("mixture"),
            identity=FLOW.identity("mixture"),
        shell:
            "python -m sizewise stream mixture --config {params.config:q}"
            f" --encoded {R}/stream/{{wildcards.stream:q}}/encoded"
            f" --count {STUDY.corpus.parts} {ARCHIVES_PART}"
            " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"

    rule pack:
        input:
            # It stands for all encoded parts, which it is made of: naming them here once more would
            # be a line in the DAG for every shard and part.
            mixture=rules.mixture.output.manifest,
        output:
            shard=f"{R}/stream/{{stream}}/packed/{{shard}}/shard.bin",
            order=f"{R}/stream/{{stream}}/packed/{{shard}}/order.parquet",
            ledger=f"{R}/stream/{{stream}}/packed/{{shard}}/ledger.parquet",
            manifest=PACKED,
        log:
            f"{R}/logs/stream/{{stream}}/packed/{{shard}}.log",
        wildcard_constraints:
            shard=r"\d+",
        conda:
            "../../envs/data.yaml"
        resources:
            **FLOW.cpu_resources(),
        params:
            config=FLOW.config("pack"),
            identity=FLOW.identity("pack"),
        shell:
            "python -m sizewise stream pack --config {params.config:q} --shard {wildcards.shard:q}"
            f" --encoded {R}/stream/{{wildcards.stream:q}}/encoded"
            f" --count {STUDY.corpus.parts} {ARCHIVES_PART}"
            " --mixture $(dirname {input.mixture:q})"
            " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"

    rule stream:
        input:
            packed=FLOW.shards(PACKED),
            mixture=rules.mixture.output.manifest,
            vocabulary=rules.vocabulary.output.manifest,
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
        resources:
            **FLOW.cpu_resources(),
        params:
            config=FLOW.config("close"),
            identity=FLOW.identity("close"),
        shell:
            "python -m sizewise stream close --config {params.config:q}"
            f" --packed {R}/stream/{{wildcards.stream:q}}/packed"
            " --mixture $(dirname {input.mixture:q})"
            " --vocabulary $(dirname {input.vocabulary:q})"
            " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"


# What analysis asks of the ledger, in a hundredth of its size.
rule facts:
    input:
        ledger=rules.stream.output.ledger,
    output:
        facts=f"{R}/facts/{{stream}}/facts.parquet",
        manifest=f"{R}/facts/{{stream}}/manifest.json",
    log:
        f"{R}/logs/facts/{{stream}}.log",
    conda:
        "../../envs/data.yaml"
    resources:
        **FLOW.cpu_resources(),
    params:
        identity=FLOW.identity("facts"),
    shell:
        "python -m sizewise stream facts --stream $(dirname {input.ledger:q})"
        " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"
