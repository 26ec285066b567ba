# %% [markdown]
# # Sources

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "sources"

# %%
import pandas as pd
from sizewise.report import chapter, figures, findings, palette, planted

TABLES = ["analysis/sizes", "analysis/scores"]
CLAIMS = ["A12", "A13", "A15"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
FAMILY = "sources"


def look(names):
    """Colour and marker of each of `names`."""
    return dict(zip(names, zip(palette.MARKS, palette.SHAPES, strict=False), strict=False))


def by_size(frame, names):
    """A drawing of `value` against size, one curve a value of the column `case`."""

    def draw(canvas):
        (axes,) = canvas.panels(1, height=290)
        figures.size_axis(axes, page.sizes)
        figures.share_axis(axes, label="right answers")
        figures.kind_curves(axes, frame, "case", look(names), page.sizes)
        figures.chance_line(axes, frame, right=True)

    return draw


def key(names):
    """Entries of the figure's key for `names`."""
    return list(zip(names, palette.MARKS, palette.GLYPHS, strict=False))


# %%
with page.lead_or_missing():
    ABILITIES = {"noisy": "answers with the majority", "tagged": "answers of the named source",
                 "challenged": "right answers after a challenge"}  # fmt: skip
    page.lead(planted.answers(page, FAMILY, ABILITIES) + ".")

# %%
page.verdict(*CLAIMS)

# %% [markdown]
# Some facts of the stream are contradicted at a known rate; some are told in two ways by two tagged
# sources, an almanac and a book of myths; and some exchanges show a challenge after an answer, held
# to or given up.

# %%
with page.part("Noise"):
    noise = planted.scores(page, FAMILY, kind="noisy", knob="noise_rate")
    dirty = noise["knob_number"].max()
    worst = noise[noise["knob_number"] == dirty]
    title = findings.over_sizes(
        f"answers with the majority at {100 * dirty:.3g} % noise", worst, page.sizes, plural=True
    )

    def draw(canvas):
        (axes,) = canvas.panels(1, height=310)
        figures.share_axis(axes, label="answers with the majority")
        figures.curves(axes, noise, "knob_number", page.sizes)
        figures.linear_ticks(
            axes,
            noise["knob_number"],
            label="share of statements that contradict the majority",
            form=lambda value: f"{100 * value:.3g} %",
        )
        figures.chance_line(axes, noise)
        figures.size_labels(axes, noise, "knob_number", page.sizes)

    page.figure(
        draw,
        name="noise",
        title=title,
        alt="Share of answers with the majority against the noise rate.",
        caption="A fact is stated many times, a known share of them with another value. Right is "
        "what most of them say.",
        table=noise,
    )

# %%
with page.part("Whose fact it is"):
    CASES = {"tagged": "its own tag", "untagged": "no tag", "swapped": "the other’s tag"}
    tags = planted.scores(page, FAMILY, kind=list(CASES), knob="agree")
    tags = tags[tags["knob_value"] == "false"]
    if tags.empty:
        raise chapter.MissingData("the sources disagree in no question of scores.parquet")
    tags = tags.assign(case=tags["kind"].map(CASES))
    own = tags[tags["kind"] == "tagged"]
    title = findings.over_sizes("answers of the named source", own, page.sizes, plural=True)
    page.figure(
        by_size(tags, list(CASES.values())),
        name="tags",
        title=title,
        alt="Share of answers of one source by size: with its own tag, with none and "
        "with the other’s.",
        caption="Facts on which an almanac and the old tales disagree; right is what one of them "
        "says. Named by its tag, a model can know which; without a tag it cannot; under the "
        "other’s tag the better reader is the one that falls lower.",
        table=tags,
        key=key(list(CASES.values())),
    )

# %%
with page.part("Challenged"):
    plain = planted.scores(page, FAMILY, kind="noisy", knob="noise_rate")
    plain = plain[plain["knob_number"] == 0].assign(case="asked plainly")
    asked = planted.scores(page, FAMILY, kind="challenged", knob="first_right")
    CASES = {"true": "a right first answer is doubted", "false": "a wrong first answer is doubted"}
    asked = asked.assign(case=asked["knob_value"].map(CASES))
    both = pd.concat([plain, asked], ignore_index=True)
    held = both[both["case"] == CASES["true"]]
    title = findings.over_sizes(
        "right answers that are kept when doubted", held, page.sizes, plural=True
    )
    names = ["asked plainly", *CASES.values()]
    page.figure(
        by_size(both, names),
        name="challenge",
        title=title,
        alt="Share of right final answers by size, asked plainly and after doubt.",
        caption="“First answer: … Are you sure? Others say … Final answer:” In training the doubt "
        "is justified half of the time, so giving in always or never is right half of the time.",
        table=both,
        key=key(names),
    )
