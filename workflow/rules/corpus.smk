# Text: natural domains from their archives or in parts from the hub, planted families from their
# seed.

if not FLOW.in_parts:

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
            **FLOW.cpu_resources(network=True),
        params:
            config=FLOW.config("corpus"),
            identity=FLOW.identity("corpus"),
            domains=",".join(FLOW.archives),
        shell:
            "python -m sizewise corpus build --config {params.config:q} --domains {params.domains:q}"
            " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"

    DOWNLOADED = rules.corpus.output.manifest

else:
    PARTS = f"{R}/corpus/parts/{{part}}/manifest.json"
    READ = f"{R}/corpus/read/{{part}}/manifest.json"

    rule archives:
        output:
            documents=f"{R}/corpus/archives/documents.parquet",
            held_out=f"{R}/corpus/archives/held_out.jsonl",
            manifest=f"{R}/corpus/archives/manifest.json",
        log:
            f"{R}/logs/corpus/archives.log",
        conda:
            "../../envs/data.yaml"
        resources:
            **FLOW.cpu_resources(network=True),
        params:
            config=FLOW.config("corpus"),
            identity=FLOW.identity("corpus"),
            domains=",".join(FLOW.archives),
        shell:
            "python -m sizewise corpus build --config {params.config:q} --domains {params.domains:q}"
            " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"

    # What such rules say of natural domains, where a study has some.
    ARCHIVES = [rules.archives.output.manifest] if FLOW.archives else []
    ARCHIVES_FOLDER = ["--archives", f"{R}/corpus/archives"] if FLOW.archives else []
    ARCHIVES_PART = "--archives" if FLOW.archives else ""

    rule files:
        output:
            files=f"{R}/corpus/files/files.json",
            manifest=f"{R}/corpus/files/manifest.json",
        log:
            f"{R}/logs/corpus/files.log",
        conda:
            "../../envs/data.yaml"
        resources:
            **FLOW.cpu_resources(network=True),
        params:
            config=FLOW.config("files"),
            identity=FLOW.identity("files"),
        shell:
            "python -m sizewise corpus files --config {params.config:q}"
            " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"

    rule read:
        input:
            files=rules.files.output.files,
        output:
            documents=f"{R}/corpus/read/{{part}}/documents.parquet",
            digests=f"{R}/corpus/read/{{part}}/digests.parquet",
            manifest=READ,
        log:
            f"{R}/logs/corpus/read/{{part}}.log",
        wildcard_constraints:
            part=r"\d+",
        conda:
            "../../envs/data.yaml"
        resources:
            **FLOW.cpu_resources(network=True),
        params:
            config=FLOW.config("read"),
            identity=FLOW.identity("read"),
        shell:
            "python -m sizewise corpus read --config {params.config:q} --part {wildcards.part:q}"
            " --files $(dirname {input.files:q})"
            " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"

    DOWNLOADED = ARCHIVES + expand(READ, part=range(STUDY.corpus.parts))

    rule held_out:
        input:
            parts=expand(READ, part=range(STUDY.corpus.parts)),
            archives=ARCHIVES,
        output:
            index=expand(
                f"{R}/corpus/held_out/{{name}}.npy",
                name=["shingles", "starts", "owners", "sizes"],
            ),
            copies=f"{R}/corpus/held_out/copies.parquet",
            candidates=f"{R}/corpus/held_out/held_out.jsonl",
            manifest=f"{R}/corpus/held_out/manifest.json",
        log:
            f"{R}/logs/corpus/held_out.log",
        conda:
            "../../envs/data.yaml"
        resources:
            **FLOW.cpu_resources(),
        params:
            config=FLOW.config("held_out"),
            identity=FLOW.identity("held_out"),
            archives=ARCHIVES_FOLDER,
        shell:
            "python -m sizewise corpus index --config {params.config:q}"
            f" --parts {R}/corpus/read {{params.archives:q}}"
            " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"

    rule screen:
        input:
            source=lambda wildcards: (
                ARCHIVES if wildcards.part == "archives" else READ.format(part=wildcards.part)
            ),
            held_out=rules.held_out.output.manifest,
        output:
            documents=f"{R}/corpus/parts/{{part}}/documents.parquet",
            seen=f"{R}/corpus/parts/{{part}}/seen.npy",
            manifest=PARTS,
        log:
            f"{R}/logs/corpus/parts/{{part}}.log",
        wildcard_constraints:
            part="|".join(FLOW.parts),
        conda:
            "../../envs/data.yaml"
        resources:
            **FLOW.cpu_resources(),
        params:
            config=FLOW.config("screen"),
            identity=FLOW.identity("screen"),
            part=lambda wildcards: (
                [] if wildcards.part == "archives" else ["--part", wildcards.part]
            ),
        shell:
            "python -m sizewise corpus screen --config {params.config:q} {params.part:q}"
            " --source $(dirname {input.source:q}) --held-out $(dirname {input.held_out:q})"
            " --output $(dirname {output.manifest:q}) 2>&1 | tee {log:q}"

    rule corpus:
        input:
            parts=FLOW.of_parts(PARTS),
            held_out=rules.held_out.output.manifest,
            archives=ARCHIVES,
        output:
            held_out=f"{R}/corpus/held_out.jsonl",
            manifest=f"{R}/corpus/manifest.json",
        log:
            f"{R}/logs/corpus.log",
        conda:
            "../../envs/data.yaml"
        resources:
            **FLOW.cpu_resources(),
        params:
            config=FLOW.config("gather"),
            identity=FLOW.identity("gather"),
            archives=ARCHIVES_FOLDER,
        shell:
            "python -m sizewise corpus gather --config {params.config:q}"
            f" --parts {R}/corpus/parts {{params.archives:q}}"
            " --held-out $(dirname {input.held_out:q})"
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
