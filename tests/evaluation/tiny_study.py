"""A tiny tokenizer, tiny checkpoints and tiny item files, in the layout of a real study."""

import json
from pathlib import Path

from sizewise.evaluation.libraries import prepare

prepare(offline=True)

import torch  # noqa: E402
from safetensors.torch import save_file  # noqa: E402
from sizewise.evaluation.config import Evaluation  # noqa: E402
from sizewise.study.formats.names import checkpoint_folder  # noqa: E402
from sizewise.study.mix import Mix  # noqa: E402
from sizewise.study.sections import Sections, read_sections  # noqa: E402
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers  # noqa: E402
from tokenizers.trainers import BpeTrainer  # noqa: E402
from transformers import (  # noqa: E402
    GraniteConfig,
    GraniteForCausalLM,
    PreTrainedTokenizerFast,
)

from tests.manifests import write_manifest  # noqa: E402

SPECIAL = "<|endoftext|>"
CONTEXT = 96
VOCABULARY = 340
NAMES = ("Ada", "Bela", "Cora", "Dumo", "Ewan", "Faro", "Gila", "Hedy")
CITIES = ("Norwick", "Ulmar", "Soleta", "Brinmouth", "Tanvale")
FAMILIES = ("biographies", "chains", "sources")


def _text() -> list[str]:
    lines = [
        f"{name} was born in {city} and moved to {other}."
        for name in NAMES
        for city in CITIES
        for other in CITIES
    ]
    lines += [f"k{i} v{i * 7 % 10} ; start k{i} : v{i * 3 % 10}" for i in range(60)]
    return lines + ["Whose house is this? It is the house of the miller.\n"] * 20


def _biographies() -> list[dict]:
    return [
        {
            "item_id": f"biographies/{i}",
            "family": "biographies",
            "entity_id": name,
            "fact_id": f"{name}.city" if i % 2 else None,
            "kind": "recorded" if i % 2 else "never_seen",
            "prompt": f"{name} was born in",
            "choices": [f" {city}" for city in CITIES[: 3 + i % 3]],
            "answer": i % 3,
            "target": f" {CITIES[i % 3]}",
            "knobs": {"exposures": 2**i, "attribute": "city"},
        }
        for i, name in enumerate(NAMES)
    ]


def _chains() -> list[dict]:
    items = []
    for i in range(6):
        prompt = " ; ".join(f"k{j} v{j * 7 % 10}" for j in range(1 + i % 3)) + f" ; start k{i} :"
        common = {"family": "chains", "entity_id": f"c{i}", "fact_id": None, "prompt": prompt}
        knobs = {"hops": i, "written": False}
        items.append({
            **common, "item_id": f"chains/direct{i}", "kind": "direct",
            "choices": [f" {d}" for d in range(10)], "answer": i, "target": f" {i}",
            "knobs": knobs,
        })  # fmt: skip
        items.append({
            **common, "item_id": f"chains/written{i}", "kind": "written", "choices": [],
            "answer": None, "target": f" v{i} k{i}", "knobs": knobs | {"written": True},
        })  # fmt: skip
    return items


def _sources() -> list[dict]:
    return [
        {
            "item_id": f"sources/{i}",
            "family": "sources",
            "entity_id": f"miller{i}",
            "fact_id": None,
            "kind": "majority",
            # Ends with a blank, which lm-eval moves to the choices.
            "prompt": "Whose house is this? ",
            "choices": ["It is the miller", f"{name} was born", name],
            "answer": 0,
            "target": "It is the miller",
            "knobs": {"noise_rate": 0.1 * i},
        }
        for i, name in enumerate(NAMES[:4])
    ]


ITEMS = {"biographies": _biographies, "chains": _chains, "sources": _sources}


def passages() -> list[dict]:
    """Held-out texts from one token to several windows of the context."""
    texts = ["é", "Ada was born", "  two blanks\n\nand lines ", " ".join(_text()[:30])]
    return [
        {"item_id": f"plays/{i}", "domain": "plays" if i < 3 else "code", "work": "w", "text": t}
        for i, t in enumerate(texts)
    ]


def tiny_tokenizer() -> PreTrainedTokenizerFast:
    """Byte-level BPE with one special token, as the stream makes it, but of few ids."""
    backend = Tokenizer(models.BPE())
    backend.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(False)]
    )
    backend.decoder = decoders.ByteLevel()
    trainer = BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=[AddedToken(SPECIAL, special=True, normalized=False)],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    backend.train_from_iterator(_text(), trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=backend,
        bos_token=SPECIAL,
        eos_token=SPECIAL,
        pad_token=SPECIAL,
        add_bos_token=True,
    )


def tiny_model(seed: int = 0, *, vocabulary: int = VOCABULARY, context: int = CONTEXT, **over):
    """A Granite of two layers whose logits are far from uniform."""
    torch.manual_seed(seed)
    config = GraniteConfig(
        vocab_size=vocabulary, hidden_size=32, intermediate_size=48, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=4, max_position_embeddings=context,
        initializer_range=0.3, embedding_multiplier=2.0, logits_scaling=1.5,
        attention_multiplier=0.25, tie_word_embeddings=False,
        bos_token_id=0, eos_token_id=0, **over,
    )  # fmt: skip
    return GraniteForCausalLM(config).eval()


def write_world(folder: Path, items: dict[str, list[dict]]) -> Path:
    """Item files and their manifest."""
    files = []
    for family, rows in items.items():
        path = folder / "items" / f"{family}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        files.append(path)
    write_manifest(folder, job="world", files=files)
    return folder


def write_corpus(folder: Path, rows: list[dict]) -> Path:
    """Held-out text and its manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "held_out.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    write_manifest(folder, job="corpus", files=[path])
    return folder


def write_training(folder: Path, tokenizer, models: dict[int, object]) -> Path:
    """Exported checkpoints and their manifest."""
    for step, model in models.items():
        checkpoint = folder / checkpoint_folder(step)
        # save_pretrained would import deepspeed, seconds that no test here needs.
        model.config.save_pretrained(checkpoint)
        save_file(model.state_dict(), checkpoint / "model.safetensors", {"format": "pt"})
        tokenizer.save_pretrained(checkpoint)
    files = [path for path in (folder / "checkpoints").rglob("*") if path.is_file()]
    write_manifest(folder, job="training", files=files)
    return folder


def study_json(
    families=FAMILIES, *, checkpoints: int = 2, intermediate_items: int | None = None,
    batch_sequences: int = 8, tasks=(),
) -> str:  # fmt: skip
    """The sections that `evaluate` gets."""
    shares = {"plays": 0.0, "code": 0.0} | dict.fromkeys(families, 1 / len(families))
    return json.dumps({
        "evaluation": {
            "checkpoints": checkpoints, "intermediate_items": intermediate_items,
            "batch_sequences": batch_sequences, "tasks": list(tasks),
        },
        "mix": {"tokens": 4096, "shares": shares, "planted_bytes_per_token": {}},
    })  # fmt: skip


def study(*arguments, **keywords) -> Sections:
    """The same, parsed."""
    return read_sections(study_json(*arguments, **keywords), evaluation=Evaluation, mix=Mix)
