import random

import torch
from sizewise.evaluation.trees import Continuation, batches, grow


def continuations(pairs):
    return [
        Continuation(request=number, context=context, tokens=tokens)
        for number, (context, tokens) in enumerate(pairs)
    ]


def drawn(count: int, seed: int = 0) -> list[Continuation]:
    draw = random.Random(seed)
    prompts = [[0, *draw.choices(range(1, 4), k=draw.randrange(1, 9))] for _ in range(count // 4)]
    return continuations(
        (draw.choice(prompts), draw.choices(range(1, 4), k=draw.randrange(1, 6)))
        for _ in range(count)
    )


def test_what_sequences_share_stands_in_the_row_once():
    # The drawing at the head of the module, with a = 5, b = 6, c = 7, d = 8, x = 9.
    pairs = [([3, 4], [5, 6, 9]), ([3, 4], [5, 7, 9]), ([3, 4], [8, 9])]
    (row,) = grow(continuations(pairs), longest=20, share=True)
    assert row.tokens == [3, 4, 5, 6, 7, 8]
    assert row.depths == [0, 1, 2, 3, 3, 2]
    assert row.ends() == [6, 6, 5, 4, 5, 6]
    assert row.forked
    assert sorted(row.picks) == [
        (1, 5, 0), (1, 5, 1), (1, 8, 2), (2, 6, 0), (2, 7, 1), (3, 9, 0), (4, 9, 1), (5, 9, 2),
    ]  # fmt: skip


def test_choices_of_one_token_are_read_from_the_prompt_alone():
    (row,) = grow(continuations([([3, 4], [5]), ([3, 4], [6])]), longest=20, share=True)
    assert row.tokens == [3, 4]
    assert not row.forked


def test_every_token_sees_its_own_sequence():
    asked = drawn(200)
    rows = grow(asked, longest=24, share=True)
    assert sum(len(row.tokens) for row in rows) < sum(len(asked[n].read) for n in range(200)) / 2
    answered = []
    for batch in batches(rows, positions=60):
        count, length = batch.tokens.shape
        assert count * length <= 60
        columns = torch.arange(length)
        sees = batch.sees
        if sees is None:
            sees = (columns <= columns[:, None]).repeat(count, 1, 1, 1)
        positions = columns.repeat(count, 1) if batch.positions is None else batch.positions
        for number, token, request in batch.picks.tolist():
            row, column = divmod(batch.kept[number].item(), length)
            (seen,) = sees[row, 0, column].nonzero(as_tuple=True)
            sequence = batch.tokens[row, seen].tolist()
            assert positions[row, seen].tolist() == list(range(len(sequence)))
            behind = len(sequence) - len(asked[request].context)
            assert sequence == [*asked[request].context, *asked[request].tokens[:behind]]
            assert token == asked[request].tokens[behind]
            answered.append((request, behind))
    wanted = [(c.request, n) for c in asked for n in range(len(c.tokens))]
    assert sorted(answered) == sorted(wanted)


def test_no_row_is_longer_than_what_the_model_reads():
    rows = grow(drawn(200), longest=14, share=True)
    assert len(rows) > 1
    assert max(len(row.tokens) for row in rows) <= 14


def test_nothing_is_shared_where_it_may_not_be():
    asked = drawn(40)
    rows = grow(asked, longest=24, share=False)
    assert len(rows) == 40
    assert not any(row.forked for row in rows)


def test_rows_do_not_depend_on_the_order():
    asked = drawn(60)
    shuffled = random.Random(1).sample(asked, len(asked))
    first, second = (grow(c, longest=24, share=True) for c in (asked, shuffled))
    assert [row.tokens for row in first] == [row.tokens for row in second]
