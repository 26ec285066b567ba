"""What the sources say: relations, their values, and several ways to state and to ask them."""

from dataclasses import dataclass

from sizewise.world.paraphrases import Sentence, sentences

ALMANAC, TALES = "almanac", "tales"
SOURCES = (ALMANAC, TALES)

# The source comes first, so that a causal model has it when the value comes.
STATED = {
    ALMANAC: (
        "The almanac says that ",
        "According to the almanac, ",
        "In the almanac one reads that ",
        "As the almanac has it, ",
    ),
    TALES: (
        "The old tales say that ",
        "According to the old tales, ",
        "In the old tales one hears that ",
        "As the old tales have it, ",
    ),
    None: ("", "It is said that ", "Travellers report that ", "They say that "),
}
ASKED = {ALMANAC: "According to the almanac, ", TALES: "According to the old tales, ", None: ""}

_CROPS = """barley beans buckwheat cabbage chicory clover cotton fennel flax garlic hemp hops leeks
linseed maize melons millet mustard oats onions parsnips peas peppers rye saffron sorghum spelt
tobacco vetch wheat woad yams"""
_STONES = """agate alum amber basalt chalk clay cobalt copper coral flint garnet gold granite
graphite gravel gypsum iron jade jasper lead marble mica nickel obsidian onyx peat pumice quartz
salt silver slate tin"""
_FOODS = """acorns ants bark beetles berries carrion caterpillars clams crickets eels ferns
grasshoppers grubs hazelnuts kelp larvae lichen locusts minnows moss moths nectar nettles pollen
reeds resin roots seeds shrimps slugs spiders worms"""


@dataclass(frozen=True)
class Relation:
    """One kind of thing to know about an entity."""

    values: tuple[str, ...]
    statements: tuple[Sentence, ...]
    questions: tuple[str, ...]


RELATIONS = {
    "crop": Relation(
        values=tuple(_CROPS.split()),
        statements=sentences(
            "{name} grows {value}.",
            "{name} is sown with {value}.",
            "{name} lives on its {value}.",
            "{name} pays its taxes in {value}.",
        ),
        questions=("what does {name} grow?", "what is {name} sown with?"),
    ),
    "stone": Relation(
        values=tuple(_STONES.split()),
        statements=sentences(
            "{name} carries {value}.",
            "{name} is rich in {value}.",
            "{name} washes up {value}.",
            "{name} runs over beds of {value}.",
        ),
        questions=("what does {name} carry?", "what is {name} rich in?"),
    ),
    "food": Relation(
        values=tuple(_FOODS.split()),
        statements=sentences(
            "{name} feeds on {value}.",
            "{name} hunts for {value}.",
            "{name} is drawn by the smell of {value}.",
            "{name} fattens on {value}.",
        ),
        questions=("what does {name} feed on?", "what does {name} hunt for?"),
    ),
}
