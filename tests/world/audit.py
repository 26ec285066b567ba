"""Shortcuts: ways to answer that know nothing of what an item is meant to measure."""

import math
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

Item = dict[str, Any]
Guess = Callable[[Item], int]
# Two-sided, about one false alarm in 16,000; seeds are fixed, so an alarm stays an alarm.
DEVIATIONS = 4.0


def accuracy(items: list[Item], guess: Guess) -> float:
    """Share of right answers."""
    return sum(guess(item) == item["answer"] for item in items) / len(items)


def assert_at_chance(items: list[Item], guess: Guess) -> None:
    """The accuracy of `guess` is that of picking a choice blindly, within sampling error."""
    chances = [1 / len(item["choices"]) for item in items]
    mean = sum(chances) / len(items)
    error = math.sqrt(sum(p * (1 - p) for p in chances)) / len(items)
    found = accuracy(items, guess)
    assert abs(found - mean) <= DEVIATIONS * error, f"{found:.3f}, chance {mean:.3f} ± {error:.3f}"


def best(scores: list[float]) -> int:
    """Index of the first highest score."""
    return scores.index(max(scores))


def constant(index: int) -> Guess:
    """Always the same place among the choices."""
    return lambda item: index


def places(item: Item) -> list[list[int]]:
    """Where the prompt has each choice, as places among its words."""
    words = tokens_of(item["prompt"])
    return [[i for i, word in enumerate(words) if word == c.strip()] for c in item["choices"]]


def last_in_prompt(item: Item) -> int:
    """The choice that the prompt named last."""
    return best([max(at, default=-1) for at in places(item)])


def first_in_prompt(item: Item) -> int:
    """The choice that the prompt named first."""
    return best([-min(at, default=math.inf) for at in places(item)])


def commonest_in_prompt(item: Item) -> int:
    """The choice that the prompt names most often."""
    return best([len(at) for at in places(item)])


def commonest_word(texts: list[str]) -> Guess:
    """The choice that training names most often."""
    counts = Counter(word for text in texts for word in re.findall(r"\w+", text))
    return lambda item: best([counts[choice.strip()] for choice in item["choices"]])


def tokens_of(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", text)


def ngram(texts: list[str], order: int = 4) -> Guess:
    """The choice that a word n-gram with stupid backoff finds most likely after the prompt.

    Brants et al. 2007; the counts are those of the training documents.
    """
    counts: Counter = Counter()
    for text in texts:
        words = tokens_of(text)
        for n in range(1, order + 1):
            counts.update(zip(*(words[i:] for i in range(n)), strict=False))
    total = sum(count for gram, count in counts.items() if len(gram) == 1)

    def word_score(context: list[str], word: str) -> float:
        for n in range(order - 1, 0, -1):
            gram = (*context[-n:], word)
            if counts[gram]:
                return math.log(counts[gram] / counts[gram[:-1]]) + (order - 1 - n) * math.log(0.4)
        return math.log((counts[(word,)] + 1) / total) + (order - 1) * math.log(0.4)

    def guess(item: Item) -> int:
        prompt, scores = tokens_of(item["prompt"]), []
        for choice in item["choices"]:
            context, score, words = list(prompt), 0.0, tokens_of(choice)
            for word in words:
                score += word_score(context, word)
                context.append(word)
            # By word, so that "not recorded" is not worse for being two.
            scores.append(score / len(words))
        return best(scores)

    return guess


def without_names(text: str) -> str:
    """A question with its decisive part, who it is about, removed."""
    return re.sub(r"(?<!^)(?<!: )\b[A-Z]\w+(?: [A-Z]\w+)?", "…", text)


def question_only(texts: list[str]) -> Guess:
    """The choice that most often answers the same question about anybody in training."""
    answers: Counter = Counter()
    for text in texts:
        for question, answer in re.findall(r"(Question: [^?]*\?).*?([\w ]+)\.$", text, re.M):
            answers[without_names(question), answer.strip()] += 1

    def guess(item: Item) -> int:
        question = without_names(item["prompt"].split("?")[0] + "?")
        return best([answers[question, choice.strip()] for choice in item["choices"]])

    return guess


def without_choice(item: Item, value: str) -> Item:
    """The item without one of its wrong choices."""
    choices = [choice for choice in item["choices"] if choice.strip() != value]
    return item | {"choices": choices, "answer": choices.index(item["choices"][item["answer"]])}
