from hypothesis import given
from hypothesis import strategies as st
from sizewise.corpus.sources import Document
from sizewise.corpus.split import beyond_the_smallest, draw, held_out_groups, sample


def documents(count: int, length: int = 100) -> list[Document]:
    return [
        Document(work=f"work {n % 7}", passage=n // 7, text="x" * (length + n % 13))
        for n in range(count)
    ]


def test_draw_depends_on_its_labels_alone() -> None:
    assert draw("a", 1) == draw("a", 1)
    # Two lists of labels never run together.
    assert len({draw("a", 1), draw("a", 2), draw("a1"), draw("1", "a")}) == 4
    values = [draw("uniform", n) for n in range(2000)]
    assert abs(sum(values) / 2000 - 0.5) < 0.02 and min(values) >= 0 and max(values) < 1


@given(st.permutations(documents(40)), st.integers(0, 5))
def test_order_of_reading_has_no_say(shuffled: list[Document], seed: int) -> None:
    options = {"domain": "d", "seed": seed}
    assert held_out_groups(shuffled, share=0.2, **options) == held_out_groups(
        documents(40), share=0.2, **options
    )
    kept = sample(shuffled, most_bytes=2000, **options)
    assert {d.split_key for d in kept} == {
        d.split_key for d in sample(documents(40), most_bytes=2000, **options)
    }
    assert kept == [d for d in shuffled if d in kept]


def test_share_is_of_bytes_and_seeds_differ() -> None:
    texts = documents(400)
    sizes = {d.split_key: len(d.text) for d in texts}
    chosen = [held_out_groups(texts, domain="d", seed=seed, share=0.1) for seed in range(4)]
    for groups in chosen:
        share = sum(sizes[key] for key in groups) / sum(sizes.values())
        assert 0.09 <= share <= 0.1
    assert len(set(chosen)) == 4


def test_one_long_document_cannot_fill_the_held_out_side() -> None:
    texts = [*documents(100), Document(work="long", passage=0, text="y" * 5000)]
    for seed in range(20):
        groups = held_out_groups(texts, domain="d", seed=seed, share=0.1)
        assert "long\n0" not in groups


def test_two_documents_fall_on_two_sides_however_small_the_share() -> None:
    assert len(held_out_groups(documents(2), domain="d", seed=0, share=0.01)) == 1


def test_groups_stay_whole() -> None:
    texts = [
        Document(work=f"{chapter} {side}", passage=0, text="x" * 50, group=f"chapter {chapter}")
        for chapter in range(60)
        for side in ("KJV", "ASV")
    ]
    kept = sample(texts, domain="d", seed=3, most_bytes=2000)
    assert 1900 <= 50 * len(kept) <= 2000
    counts = [sum(d.group == f"chapter {n}" for d in kept) for n in range(60)]
    assert set(counts) == {0, 2}


SIZES = st.dictionaries(
    st.sampled_from(["plays", "verse", "code"]),
    st.dictionaries(st.text("abcdef", min_size=1, max_size=4), st.integers(1, 500), min_size=1),
    min_size=1,
)


@given(SIZES, st.integers(0, 3))
def test_every_domain_ends_with_the_bytes_of_the_smallest(sizes, seed: int) -> None:
    # Ids are unique in a study.
    sizes = {name: {f"{name}-{key}": size for key, size in own.items()}
             for name, own in sizes.items()}  # fmt: skip
    dropped = beyond_the_smallest(sizes, seed=seed)
    least = min(sum(own.values()) for own in sizes.values())
    for own in sizes.values():
        left = sum(size for key, size in own.items() if key not in dropped)
        assert least - max(own.values()) < left <= least
    assert beyond_the_smallest(dict(reversed(sizes.items())), seed=seed) == dropped


def test_equal_domains_lose_nothing() -> None:
    assert beyond_the_smallest({"a": {"a-1": 7}, "b": {"b-1": 3, "b-2": 4}}, seed=1) == frozenset()
    assert beyond_the_smallest({}, seed=1) == frozenset()
