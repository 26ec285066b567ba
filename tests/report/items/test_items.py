"""Every question with its answers: data as evaluation left them, pages that show them as text."""

import json
import re

import numpy as np
import pyarrow as pa
import pytest
from lxml import html
from sizewise.report.editions import languages, page_of
from sizewise.report.items import answers, files, passages
from sizewise.report.items.build import build_items
from sizewise.report.items.heads import SCRIPTS
from sizewise.study.errors import StudyError

from .conftest import HOSTILE, NOTEBOOKS, QUESTIONS, STEPS, STUDY


def read_data(folder, family="biographies"):
    """The questions that the data of a family hold, by id."""
    found = []
    for path in sorted((folder / files.FOLDER).glob(f"{family}-*.js")):
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"{files.CALL}(") and text.endswith(");\n")
        found += json.loads(text[len(files.CALL) + 1 : -3])
    return {one["id"]: one for one in found}


def test_every_item_is_there_with_prompt_choices_and_target(built):
    data = read_data(built)
    assert [*data] == [item.item_id for item in QUESTIONS]
    for item in QUESTIONS:
        row = data[item.item_id]
        assert (row["prompt"], row["target"], row["answer"]) == (
            item.prompt, item.target, item.answer
        )  # fmt: skip
        assert row["choices"] == [choice.strip() for choice in item.choices]
        assert "floor" not in row["knobs"] and row["knobs"]["exposures"] == item.knobs["exposures"]


def test_shares_are_means_over_seeds_of_the_normalised_choices(built):
    row = read_data(built)["biographies/recall/00003"]
    # By size, step and choice, in thousandths; the first size has two seeds.
    assert row["shares"] == [
        [[200, 300, 500], [200, 300, 500]],
        [[200, 200, 600], [800, 100, 100]],
    ]
    assert row["right"] == [[0, 0], [0, 1]]


def test_written_texts_are_the_first_seeds_and_stand_once(built):
    row = read_data(built)["biographies/written/00002"]
    said = [[row["texts"][place] for place in size] for size in row["wrote"]]
    assert said == [
        [f"{HOSTILE} {size} {step}" for step in STEPS] for size in ("25k", "83k")
    ]  # fmt: skip
    assert len(row["texts"]) == len(set(row["texts"])) and "shares" not in row


def test_passages_come_with_their_step_and_counts_follow_the_checkpoints(built):
    data = read_data(built)
    row = data["biographies/recall/00003"]
    # A checkpoint of 10 updates has read the batches 0 to 9.
    assert (row["stated"], row["times"]) == ([2, 3], 3)
    assert [(p["step"], p["number"], p["value"]) for p in row["passages"]] == [
        (2, 1, "plums"), (9, 2, "plums"), (10, 3, "plums"),
    ]  # fmt: skip
    assert row["passages"][0]["before"] == "A tale. person3/dish loves "
    many = data["biographies/recall/00009"]
    assert many["times"] == 9 and many["stated"] == [4, 9]
    assert [p["number"] for p in many["passages"]] == [1, 3, 4, 6, 7, 9]
    first = many["passages"][0]
    assert first["before"].startswith("…x") and first["after"].endswith("y…")
    assert len(first["before"]) == passages.BEFORE + 1
    unstated = data["biographies/recall/00001"]
    assert unstated["fact"] and "passages" not in unstated
    assert not data["biographies/never_seen/00000"]["fact"]


def test_true_shares_stand_beside_a_label_that_is_a_draw(built):
    assert read_data(built)["biographies/label/00004"]["true"] == [500, 300, 200]


@pytest.mark.parametrize("count", [0, 1, 5, 6, 7, 100, 1001])
def test_the_passages_shown_are_few_and_span_all(count):
    chosen = passages.chosen(count)
    assert chosen == sorted(set(chosen)) and len(chosen) == min(count, passages.MOST)
    assert not count or (chosen[0], chosen[-1]) == (0, count - 1)


def test_shares_of_choices_are_a_softmax_whatever_the_number_of_choices():
    values = [[-1.0, -2.0], None, [-1000.0, -1000.0, -1000.0], [-5.0]]
    found = answers.softmax(pa.array(values, pa.list_(pa.float64())))
    assert found[1] is None
    np.testing.assert_allclose(found[0], np.exp([-1, -2]) / np.exp([-1, -2]).sum())
    np.testing.assert_allclose(found[2], [1 / 3] * 3)
    np.testing.assert_allclose(found[3], [1])
    assert answers.softmax(pa.array([None], pa.list_(pa.float64()))) == [None]


def test_data_are_cut_into_files_of_a_bounded_weight(tmp_path):
    rows = [{"id": f"f/{number}", "text": "é" * 100} for number in range(50)]
    parts = list(files.parts(rows, most=2_000))
    assert [json.loads(one) for part in parts for one in part] == rows
    assert len(parts) > 3 and all(sum(len(o.encode()) + 2 for o in p) <= 2_000 for p in parts)
    old = tmp_path / "items" / "f-2.js"
    old.parent.mkdir()
    old.write_text("old")
    other = tmp_path / "items" / "f-g-1.js"
    other.write_text("of another family")
    assert files.write_family(tmp_path, "f", rows) == [tmp_path / "items" / "f-1.js"]
    assert not old.exists() and other.exists()


def test_nothing_hostile_leaves_the_strings_of_a_script():
    text = files.compact({"a": "</script><!-- & \u2028\u2029"})
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == {"a": "</script><!-- & \u2028\u2029"}


@pytest.mark.parametrize("language", languages())
def test_a_family_has_its_page_and_nothing_of_the_network(built, language):
    page = built / page_of("items-biographies", language)
    text = page.read_text(encoding="utf-8")
    assert "owned" not in re.sub(r'<script type="application/json".*?</script>', "", text).replace(
        "&lt;script&gt;document.title=&#39;owned&#39;", ""
    ).replace("onerror=&#34;document.title=&#39;owned&#39;", "")
    root = html.fromstring(text)
    sources = root.xpath("//script/@src")
    assert [(page.parent / one).resolve() for one in sources] == [
        (built / "items" / "biographies-1.js").resolve()
    ]
    assert not root.xpath("//script/@src[contains(., '//')] | //link[@rel!='alternate']")
    head = json.loads(root.get_element_by_id("items-head").text)
    assert head["steps"] == list(STEPS)
    assert [(s["name"], s["seeds"]) for s in head["sizes"]] == [("25k", 2), ("83k", 1)]
    assert head["filters"] == {"exposures": [0, 1, 2, 3, 4, 9]}
    assert set(head["knobs"]) == {"exposures", "attribute"}


@pytest.mark.parametrize("language", languages())
def test_the_first_page_leads_to_every_family_and_its_navigation_too(built, language):
    root = html.fromstring((built / page_of("items", language)).read_text(encoding="utf-8"))
    assert root.xpath("//ul[@class='families']//h3/a/@href") == ["items-biographies.html"]
    assert root.xpath("//nav[not(@class)]//li/ol//@href") == ["items-biographies.html"]
    (prompt,) = root.xpath("//p[@class='sample']/code")
    assert prompt.text_content() == QUESTIONS[0].prompt


def test_words_of_the_scripts_are_those_that_the_page_hands_over(built):
    from sizewise.report import templates

    source = "".join(str(templates.asset(f"{name}.js")) for name in SCRIPTS)
    asked = set(re.findall(r"words\.([a-z]+)", source))
    asked |= set(re.findall(r'words\["([a-z-]+)"\]', source))
    asked |= set(re.findall(r'^    "?([a-z-]+)"?: \(right\)', source, re.M))
    head = html.fromstring((built / "items-biographies.html").read_text()).get_element_by_id(
        "items-head"
    )
    assert asked == set(json.loads(head.text)["words"])


def test_what_is_missing_is_one_line(results, tmp_path):
    (results / "evaluation/ladder/83k/seed0/manifest.json").unlink()
    with pytest.raises(StudyError, match=r"evaluation/ladder/83k/seed0.*run .* again"):
        build_items(STUDY, results=results, output=tmp_path / "reports", notebooks=NOTEBOOKS)


@pytest.mark.parametrize("name", ["world/main/documents.parquet", "stream/main/ledger.parquet"])
def test_texts_that_were_not_pulled_are_asked_for_in_one_line(results, tmp_path, name):
    (results / name).unlink()
    with pytest.raises(StudyError, match=f"{name}: missing.*artifacts remake --study results"):
        build_items(STUDY, results=results, output=tmp_path / "reports", notebooks=NOTEBOOKS)
