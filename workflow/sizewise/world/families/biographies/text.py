"""What biographies say: attributes, their values, and several ways to state and to ask them."""

from dataclasses import dataclass

from sizewise.world.names import TOWN
from sizewise.world.paraphrases import Sentence, sentences

NOT_RECORDED = "not recorded"

_OCCUPATIONS = """baker barber beekeeper bookbinder brewer bricklayer butcher candlemaker carpenter
cartwright cheesemaker clockmaker cobbler cook cooper dairyman diver doctor dyer falconer farrier
ferryman fisher forester furrier gardener gilder glazier goldsmith groom hatter herbalist jeweller
joiner judge lacemaker lamplighter locksmith mason midwife miller miner nurse painter papermaker
pedlar pilot porter potter printer ropemaker saddler sailor sculptor shepherd shipwright tailor
tanner teacher thatcher tinker toymaker watchman weaver"""
_INSTRUMENTS = """accordion bagpipe balalaika banjo bassoon bugle cello clarinet cornet dulcimer
fiddle flute guitar harmonica harp harpsichord horn lute lyre mandolin marimba oboe organ piano
piccolo recorder sitar spinet tambourine trombone trumpet viola"""
_ANIMALS = """badger beaver camel canary crane crow donkey dove falcon ferret finch fox frog goat
goose hare hawk hedgehog heron jackdaw lizard llama magpie parrot peacock pigeon rabbit raven
salamander snail squirrel tortoise"""
_DISHES = """biscuits chestnuts chowder custard dumplings figs gingerbread goulash haddock herring
honey lentils lobster marzipan mushrooms mussels mutton noodles nougat pancakes peaches pickles
plums polenta porridge pumpkin quinces radishes rhubarb salmon sausages waffles"""


@dataclass(frozen=True)
class Attribute:
    """Something that a biography states."""

    noun: str
    """For "the … of somebody is not recorded"."""
    values: tuple[str, ...] | None
    """All values that exist; None for invented towns."""
    statements: tuple[Sentence, ...]
    questions: tuple[str, ...]

    @property
    def n_values(self) -> int:
        """How many values exist."""
        return len(TOWN) if self.values is None else len(self.values)

    def unrecorded(self) -> tuple[Sentence, ...]:
        """Ways to say that nothing is known."""
        return sentences(
            f"The {self.noun} of {{name}} is {{value}}.",
            f"As for {{name}}, the {self.noun} is {{value}}.",
            f"{{name}} has left no trace in the books: the {self.noun} is {{value}}.",
        )


ATTRIBUTES = {
    "birthplace": Attribute(
        noun="birthplace",
        values=None,
        statements=sentences(
            "{name} was born in {value}.",
            "{name} comes from {value}.",
            "{name} is a native of {value}.",
            "{name} spent the earliest years in {value}.",
            "{name} learned to walk in {value}.",
            "{name} calls {value} home.",
        ),
        questions=("Where was {name} born?", "Where does {name} come from?"),
    ),
    "occupation": Attribute(
        noun="trade",
        values=tuple(_OCCUPATIONS.split()),
        statements=sentences(
            "{name} works as a {value}.",
            "{name} earns a living as a {value}.",
            "{name} trained for years as a {value}.",
            "{name} is a {value} by trade.",
            "{name} has long been a {value}.",
            "{name} is known as a good {value}.",
        ),
        questions=("What does {name} work as?", "What is the trade of {name}?"),
    ),
    "instrument": Attribute(
        noun="instrument",
        values=tuple(_INSTRUMENTS.split()),
        statements=sentences(
            "{name} plays the {value}.",
            "{name} practises the {value} every evening.",
            "{name} is never far from the {value}.",
            "{name} took up the {value} as a child.",
            "{name} gives lessons on the {value}.",
            "{name} goes to fairs with the {value}.",
        ),
        questions=("Which instrument does {name} play?", "What does {name} practise?"),
    ),
    "animal": Attribute(
        noun="favourite animal",
        values=tuple(_ANIMALS.split()),
        statements=sentences(
            "{name} keeps a {value}.",
            "{name} lives with a {value}.",
            "{name} once rescued a {value}.",
            "{name} shares the house with a {value}.",
            "{name} has a tame {value}.",
            "{name} is followed everywhere by a {value}.",
        ),
        questions=("Which animal does {name} keep?", "What lives with {name}?"),
    ),
    "dish": Attribute(
        noun="favourite dish",
        values=tuple(_DISHES.split()),
        statements=sentences(
            "{name} loves to eat {value}.",
            "{name} asks for {value} on feast days.",
            "{name} cooks {value} for every guest.",
            "{name} could live on {value}.",
            "{name} never tires of {value}.",
            "{name} likes nothing better than {value}.",
        ),
        questions=("What does {name} love to eat?", "Which dish does {name} cook?"),
    ),
    "year": Attribute(
        noun="year of birth",
        values=tuple(map(str, range(1500, 1756))),
        statements=sentences(
            "{name} came into the world in {value}.",
            "{name} was christened in {value}.",
            "{name} first appears in the parish book of {value}.",
            "{name} dates from {value}.",
            "{name} is a child of the year {value}.",
            "{name} gives the year of birth as {value}.",
        ),
        questions=("In which year was {name} born?", "Which year does {name} date from?"),
    ),
}
