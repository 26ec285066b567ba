"""Final weights of a study, published as folders that transformers and lm-eval open as they are."""

from pathlib import Path
from typing import Any

from sizewise.study.artifacts import link_file, read_json, verify_files, write_text

SEED = 0
_CARD = """\
# sizewise {size}, study {study}

One rung of a ladder of model sizes that read the same {tokens:,} tokens in the same order: what
differs between the rungs is their size. It exists to be compared with the other rungs, knows a
small planted world and some public-domain text, and is of no use for anything else.

| | |
| --- | --- |
| parameters | {total:,}, {non_embedding:,} without embedding and head |
| vocabulary, context | {vocabulary_size:,} tokens, {sequence_length:,} tokens |
| training | seed {seed}, {steps:,} steps, {training_flops:.3g} floating point operations |
| training loss at the end | {loss:.3f} nats a token |
| hash chain over all tokens read | `{chain}` |
| stream | `{stream}` |
| identity of the training | `{identity}` |

```python
from transformers import AutoModelForCausalLM, AutoTokenizer

model = AutoModelForCausalLM.from_pretrained("{folder}")
tokenizer = AutoTokenizer.from_pretrained("{folder}")
```

```sh
lm_eval run --model hf --model_args pretrained={folder} --tasks lambada_openai
```

Its answers to every question, and those of all other sizes and seeds, are part of the same study:
`make pull STUDY={study}`.
"""


def _card(manifest: dict[str, Any], study: str, folder: Path) -> str:
    # The library that reads cards on the hub writes their heads; it is slow to import.
    from huggingface_hub import ModelCardData

    facts, size = manifest["facts"], manifest["of"]["size"]["name"]
    head = ModelCardData(
        language="en", license="apache-2.0", library_name="transformers",
        pipeline_tag="text-generation", tags=["sizewise", "scaling", "maximal-update"],
    )  # fmt: skip
    text = _CARD.format(
        **{key: value for key, value in facts.items() if key != "size"}, **facts["parameters"],
        size=size, study=study, folder=folder, seed=manifest["of"]["seed"],
        stream=manifest["inputs"]["stream"], identity=manifest["identity"],
    )  # fmt: skip
    return f"---\n{head.to_yaml()}\n---\n\n{text}"


def publish_weights(study: str, folder: Path) -> list[Path]:
    """Put the ladder's last weights of one seed a size into `folder`/<size>, each with a card.

    Returns the folders. Raises StudyError where a checkpoint is not what its manifest says.
    """
    made = []
    for file in sorted(
        Path("results", study, "training/ladder").glob(f"*/seed{SEED}/manifest.json")
    ):
        manifest, target = read_json(file), folder / file.parent.parent.name
        last = max(manifest["facts"]["weights_sha256"])
        prefix = f"checkpoints/{last}/"
        names = [
            name for name in manifest["files"]
            if name.startswith(prefix) and not Path(name).name.startswith(".")
        ]  # fmt: skip
        if not all((file.parent / name).is_file() for name in names):
            continue  # a study that was pulled has them in its release already
        verify_files(file.parent, names)
        for name in names:
            link_file(file.parent / name, target / Path(name).name)
        write_text(target / "README.md", _card(manifest, study, target))
        made.append(target)
    return made
