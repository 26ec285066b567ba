# What is read: one page a chapter, and the index that answers first.


rule chapter:
    input:
        FLOW.code("report"),
        notebook="workflow/notebooks/{chapter}.py",
        analysis=rules.analyze.output.manifest,
        observation=rules.observe.output.manifest,
        published=rules.published.output.manifest,
        claims="claims.yaml",
    output:
        page=f"{REPORT}/{{chapter}}.html",
        notebook=f"{REPORT}/notebooks/{{chapter}}.ipynb",
    log:
        f"{R}/logs/chapter/{{chapter}}.log",
    conda:
        "../../envs/report.yaml"
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.sections("name", "report"),
    shell:
        "python -m sizewise report chapter --config {params.config:q}"
        " --chapter {wildcards.chapter:q} --analysis $(dirname {input.analysis:q})"
        " --observation $(dirname {input.observation:q})"
        " --published $(dirname {input.published:q})"
        " --claims {input.claims:q} --output $(dirname {output.page:q}) 2>&1 | tee {log:q}"


rule index:
    input:
        FLOW.code("report"),
        chapters=expand(rules.chapter.output.page, chapter=STUDY.report.chapters),
        analysis=rules.analyze.output.manifest,
        claims="claims.yaml",
    output:
        f"{REPORT}/index.html",
    log:
        f"{R}/logs/index.log",
    conda:
        "../../envs/report.yaml"
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.sections("name", "arms", "mix", "report"),
    shell:
        "python -m sizewise report index --config {params.config:q} --results $(dirname $(dirname {input.analysis:q}))"
        " --claims {input.claims:q} --output $(dirname {output:q}) 2>&1 | tee {log:q}"
