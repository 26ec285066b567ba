"""A workflow of one rule whose jobs say when they are to end, and how."""

SNAKEFILE = """
rule all:
    input: expand("out/{name}", name=config["names"].split(",")),

rule work:
    output: "out/{name}",
    log: "log/{name}",
    params:
        runs="runs/{name}",
        made=config.get("made", "as before"),
    resources:
        slurm_partition="gpu",
        runtime=5,
        mem_mb=lambda wildcards, attempt: 600 * attempt,
    shell:
        "python work.py {wildcards.name} {params.made:q} {output} 2>&1 | tee {log}"
"""

# Every start leaves a line; states are those of a training: names that sort by how far it came.
WORK = """
import os, pathlib, sys, time

name, made, output = sys.argv[1:]
starts = pathlib.Path("starts", name)
starts.parent.mkdir(exist_ok=True)
with starts.open("a") as file:
    print(made, file=file)
count = len(starts.read_text().splitlines())
pathlib.Path("starts", f"{name}.pid").write_text(str(os.getpid()))
print("start", count, flush=True)
if name.startswith("greedy") and count == 1:
    filled = b"x" * 500_000_000
    time.sleep(600)
if name.startswith("trains"):
    state = pathlib.Path("runs", name, "states", f"step{count:07d}")
    state.mkdir(parents=True)
    print("saved", state.name, flush=True)
while not pathlib.Path("go", name).exists():
    time.sleep(0.05)
if name.startswith("trains"):
    import shutil
    shutil.rmtree(pathlib.Path("runs", name))
pathlib.Path(output).write_text(made)
"""
