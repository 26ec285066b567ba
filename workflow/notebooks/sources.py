# %% [markdown]
# # Sources

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
claims, output, name = "claims.yaml", "reports/quick", "sources"

# %%
import pandas as pd
from sizewise.report import chapter, figures, findings, palette

page = chapter.Page(
    analysis=analysis, observation=observation, claims=claims, output=output, name=name
)
FAMILY = "sources"
SHAPES = ("o", "s", "^", "D", "v")
GLYPHS = ("●", "■", "▲", "◆", "▼")


def by_size(frame, names):
    """A drawing of `value` against size, one curve a value of the column `case`."""

    def draw(canvas):
        (axes,) = canvas.panels(1, height=290)
        figures.size_axis(axes, page.sizes)
        figures.share_axis(axes, label="right answers")
        for index, name in enumerate(names):
            rows = frame[frame["case"] == name]
            if len(rows):
                rows = rows.assign(n=rows["size"].map(page.sizes.parameters))
                figures.curve(axes, rows, "n", colour=palette.MARKS[index], marker=SHAPES[index])
        if frame["chance"].notna().any():
            figures.reference(axes, frame["chance"].mean(), "chance", right=True, above=False)

    return draw


def key(names):
    return [(value, palette.MARKS[i], GLYPHS[i]) for i, value in enumerate(names)]


# %%
with page.lead_or_missing():
    ABILITIES = {"noisy": "answers with the majority", "tagged": "answers of the named source",
                 "challenged": "right answers after a challenge"}  # fmt: skip
    whole = page.rows("scores", family=FAMILY, metric="accuracy", knob="all", kind=list(ABILITIES))
    parts = [
        findings.over_sizes(ABILITIES[kind], rows, page.sizes, plural=True)
        for kind, rows in findings.last_step(whole).groupby("kind")
    ]
    page.lead(". ".join(parts) + ".")

# %%
page.verdict("A12", "A13", "A15")

# %% [markdown]
# Some facts of the stream are contradicted at a known rate; some are told in two ways by two tagged
# sources, an almanac and a book of myths; and some exchanges show a challenge after an answer, held
# to or given up.

# %%
with page.part("Noise"):
    noise = findings.last_step(
        page.rows("scores", family=FAMILY, kind="noisy", metric="accuracy", knob="noise_rate")
    )
    clean, dirty = noise["knob_number"].min(), noise["knob_number"].max()
    worst = noise[noise["knob_number"] == dirty]
    title = findings.over_sizes(
        f"answers with the majority at {100 * dirty:.3g} % noise", worst, page.sizes, plural=True
    )

    def draw(canvas):
        (axes,) = canvas.panels(1, height=310)
        figures.share_axis(axes, label="answers with the majority")
        for size in page.sizes.names:
            rows = noise[noise["size"] == size]
            if len(rows):
                figures.curve(axes, rows, "knob_number", colour=page.sizes.colour(size))
        figures.linear_ticks(
            axes,
            noise["knob_number"],
            label="share of statements that contradict the majority",
            form=lambda value: f"{100 * value:.3g} %",
        )
        if noise["chance"].notna().any():
            figures.reference(axes, noise["chance"].mean(), "chance", above=False)
        colours = {size: page.sizes.colour(size) for size in page.sizes.names}
        figures.end_labels(axes, figures.last_points(noise, "knob_number", "size", colours))

    page.figure(
        draw,
        name="noise",
        title=title,
        alt=f"{title}. Share of answers with the majority against the noise rate.",
        caption="A fact is stated many times, a known share of them with another value. Right is "
        "what most of them say.",
        table=noise,
    )

# %%
with page.part("Whose fact it is"):
    CASES = {"tagged": "its own tag", "untagged": "no tag", "swapped": "the other’s tag"}
    tags = findings.last_step(
        page.rows("scores", family=FAMILY, kind=list(CASES), metric="accuracy", knob="agree")
    )
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
        alt=f"{title}. Share of answers of one source by size: with its own tag, with none and "
        "with the other’s.",
        caption="Facts on which an almanac and the old tales disagree; right is what one of them "
        "says. Named by its tag, a model can know which; without a tag it cannot; under the "
        "other’s tag the better reader is the one that falls lower.",
        table=tags,
        key=key(CASES.values()),
    )

# %%
with page.part("Challenged"):
    plain = page.rows("scores", family=FAMILY, kind="noisy", metric="accuracy", knob="noise_rate")
    plain = plain[plain["knob_number"] == 0].assign(case="asked plainly")
    asked = page.rows(
        "scores", family=FAMILY, kind="challenged", metric="accuracy", knob="first_right"
    )
    CASES = {"true": "a right first answer is doubted", "false": "a wrong first answer is doubted"}
    asked = asked.assign(case=asked["knob_value"].map(CASES))
    both = findings.last_step(pd.concat([plain, asked], ignore_index=True))
    held = both[both["case"] == CASES["true"]]
    title = findings.over_sizes(
        "right answers that are kept when doubted", held, page.sizes, plural=True
    )
    names = ["asked plainly", *CASES.values()]
    page.figure(
        by_size(both, names),
        name="challenge",
        title=title,
        alt=f"{title}. Share of right final answers by size, asked plainly and after doubt.",
        caption="“First answer: … Are you sure? Others say … Final answer:” In training the doubt "
        "is justified half of the time, so giving in always or never is right half of the time.",
        table=both,
        key=key(names),
    )
