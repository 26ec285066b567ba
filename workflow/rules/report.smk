# What is read: one page a chapter, and the front page that answers first, in every language.


rule chapter:
    input:
        notebook="workflow/notebooks/{chapter}.py",
        words=expand("workflow/notebooks/{language}/{{chapter}}.ftl", language=languages()),
        analysis=rules.analyze.output.manifest,
        observation=rules.observe.output.manifest,
        published=rules.published.output.manifest,
    output:
        page=report(
            f"{REPORT}/{{chapter}}.html",
            caption="../report/chapter.rst",
            category="Chapters",
            labels={"chapter": "{chapter}"},
        ),
        editions=FLOW.editions(f"{REPORT}/{{page}}", "{chapter}"),
        notebook=f"{REPORT}/notebooks/{{chapter}}.ipynb",
        manifest=f"{R}/report/{{chapter}}.json",
    log:
        f"{R}/logs/chapter/{{chapter}}.log",
    conda:
        "../../envs/report.yaml"
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.config("chapter"),
        identity=FLOW.identity("chapter"),
    shell:
        "python -m sizewise report chapter --config {params.config:q}"
        " --chapter {wildcards.chapter:q} --analysis $(dirname {input.analysis:q})"
        " --observation $(dirname {input.observation:q}) --published $(dirname {input.published:q})"
        " --claims claims.yaml --manifest {output.manifest:q}"
        " --output $(dirname {output.page:q}) 2>&1 | tee {log:q}"


# Every question with its answers, a page a family. Data lie beside them in items/.
rule items:
    input:
        world=FLOW.streams_read_by("items", rules.world.output.manifest),
        questions=FLOW.streams_read_by("items", rules.world.output.questions),
        # By the manifests alone: a clone that pulled has neither texts nor the ledgers of records,
        # and makes them by `artifacts remake`, not by rules, behind which all would run again.
        stream=FLOW.streams_read_by("items", rules.stream.output.manifest),
        answers=FLOW.runs_read_by("items", rules.evaluate.output.answers),
    output:
        page=f"{REPORT}/items.html",
        editions=FLOW.editions(f"{REPORT}/{{page}}", "items"),
        manifest=f"{R}/report/items.json",
    log:
        f"{R}/logs/items.log",
    conda:
        "../../envs/report.yaml"
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.config("items"),
        identity=FLOW.identity("items"),
    shell:
        "python -m sizewise report items --config {params.config:q}"
        " --results $(dirname $(dirname {output.manifest:q})) --manifest {output.manifest:q}"
        " --output $(dirname {output.page:q}) 2>&1 | tee {log:q}"


rule index:
    input:
        chapters=expand(rules.chapter.output.page, chapter=STUDY.report.chapters),
        questions=rules.items.output.page,
        analysis=rules.analyze.output.manifest,
    output:
        page=report(
            f"{REPORT}/index.html",
            caption="../report/index.rst",
            category="Answer",
            labels={"page": "front page"},
        ),
        story=f"{REPORT}/story.html",
        about=f"{REPORT}/about.html",
        search=f"{REPORT}/search.html",
        editions=FLOW.editions(f"{REPORT}/{{page}}", "index", "story", "about", "search"),
        manifest=f"{R}/report/index.json",
    log:
        f"{R}/logs/index.log",
    conda:
        "../../envs/report.yaml"
    resources:
        **FLOW.cpu_resources(),
    params:
        config=FLOW.config("index"),
        identity=FLOW.identity("index"),
    shell:
        "python -m sizewise report index --config {params.config:q} --results $(dirname $(dirname {input.analysis:q}))"
        " --claims claims.yaml --manifest {output.manifest:q}"
        " --output $(dirname {output.page:q}) 2>&1 | tee {log:q}"


# Snakemake's own report, in a process that reads what this one has noted of finished jobs.
rule workflow:
    input:
        page=rules.index.output.page,
    output:
        page=f"{REPORT}/workflow.html",
    log:
        f"{R}/logs/workflow.log",
    localrule: True
    conda:
        "../../envs/report.yaml"
    params:
        same=AS_THIS_RUN,
    shell:
        "snakemake {input.page:q} --report {output.page:q} --nolock --cores 1 --quiet all"
        " {params.same:q} > {log:q} 2>&1"
