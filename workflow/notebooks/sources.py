# %% [markdown]
# # Sources

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "sources"

# %%
import pandas as pd
from sizewise.report import chapter, figures, findings, palette, planted
from sizewise.report.messages import said
from sizewise.study.messages import say

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
        figures.share_axis(axes, label=say("axis-right"))
        figures.kind_curves(axes, frame, "case", look(names), page.sizes)
        figures.chance_line(axes, frame, right=True)

    return draw


def key(names):
    """Entries of the figure's key for the messages `names`."""
    return list(zip(names, palette.MARKS, palette.GLYPHS, strict=False))


# %%
with page.lead_or_missing():
    ABILITIES = {"noisy": say("sources-majority"), "tagged": say("sources-named"),
                 "challenged": say("sources-after-challenge")}  # fmt: skip
    page.lead(planted.answers(page, FAMILY, ABILITIES))

# %%
page.verdict(*CLAIMS)

# %%
page.text(say("sources-about-some-facts"))

# %%
with page.part(say("sources-noise")):
    noise = planted.scores(page, FAMILY, kind="noisy", knob="noise_rate")
    dirty = noise["knob_number"].max()
    worst = noise[noise["knob_number"] == dirty]
    title = findings.over_sizes(say("sources-majority-at", noise=dirty), worst, page.sizes)

    def draw(canvas):
        (axes,) = canvas.panels(1, height=310)
        figures.share_axis(axes, label=say("sources-noise-label"))
        figures.curves(axes, noise, "knob_number", page.sizes)
        figures.linear_ticks(
            axes,
            noise["knob_number"],
            label=say("sources-noise-label-2"),
            form=lambda value: said(say("share", value=value)),
        )
        figures.chance_line(axes, noise)
        figures.size_labels(axes, noise, "knob_number", page.sizes)

    page.figure(
        draw,
        name="noise",
        title=title,
        alt=say("sources-noise-alt"),
        caption=say("sources-noise-caption"),
        table=noise,
    )

# %%
with page.part(say("sources-whose-fact")):
    CASES = {
        "tagged": say("sources-own-tag"),
        "untagged": say("sources-no-tag"),
        "swapped": say("sources-other-tag"),
    }
    tags = planted.scores(page, FAMILY, kind=list(CASES), knob="agree")
    tags = tags[tags["knob_value"] == "false"]
    if tags.empty:
        raise chapter.MissingData(say("sources-whose-fact-missing"))
    tags = tags.assign(case=tags["kind"])
    own = tags[tags["kind"] == "tagged"]
    title = findings.over_sizes(say("sources-named"), own, page.sizes)
    page.figure(
        by_size(tags, list(CASES)),
        name="tags",
        title=title,
        alt=say("sources-whose-fact-alt"),
        caption=say("sources-whose-fact-caption"),
        table=tags,
        key=key(CASES.values()),
    )

# %%
with page.part(say("sources-challenged")):
    plain = planted.scores(page, FAMILY, kind="noisy", knob="noise_rate")
    plain = plain[plain["knob_number"] == 0].assign(case="plain")
    asked = planted.scores(page, FAMILY, kind="challenged", knob="first_right")
    CASES = {
        "plain": say("sources-asked-plainly"),
        "true": say("sources-right-doubted"),
        "false": say("sources-wrong-doubted"),
    }
    asked = asked.assign(case=asked["knob_value"])
    both = pd.concat([plain, asked], ignore_index=True)
    held = both[both["case"] == "true"]
    title = findings.over_sizes(say("sources-challenged-what"), held, page.sizes)
    page.figure(
        by_size(both, list(CASES)),
        name="challenge",
        title=title,
        alt=say("sources-challenged-alt"),
        caption=say("sources-challenged-caption"),
        table=both,
        key=key(CASES.values()),
    )
