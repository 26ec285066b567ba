# %% [markdown]
# # Sources

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
claims, output, name = "claims.yaml", "reports/quick", "sources"

# %%
from sizewise.report import chapter, figures, findings, palette

page = chapter.Page(
    analysis=analysis, observation=observation, claims=claims, output=output, name=name
)
FAMILY = "sources"
SHAPES = ("o", "s", "^", "D", "v")
GLYPHS = ("●", "■", "▲", "◆", "▼")


def last_step(frame):
    return frame[frame["step"] == frame["step"].max()]


def by_size(frame, group, canvas_titles, names):
    """A drawing of `value` against size, one curve a value of `group`, one panel a kind."""

    def draw(canvas):
        panels = canvas.panels(len(canvas_titles), height=270, columns=2, titles=canvas_titles)
        for axes, (_, rows) in zip(panels, frame.groupby("kind"), strict=True):
            figures.size_axis(axes, page.sizes)
            figures.share_axis(axes, label="right answers")
            for index, value in enumerate(names):
                one = rows[rows[group] == value]
                if len(one):
                    one = one.assign(n=one["size"].map(page.sizes.parameters))
                    figures.curve(axes, one, "n", colour=palette.MARKS[index], marker=SHAPES[index])
            if rows["chance"].notna().any():
                figures.reference(axes, rows["chance"].mean(), "chance", right=True, above=False)

    return draw


def key(names):
    return [(f"{value} {GLYPHS[i]}", palette.MARKS[i]) for i, value in enumerate(names)]


# %%
with page.lead_or_missing():
    whole = last_step(page.rows("scores", family=FAMILY, metric="accuracy", knob="all"))
    parts = [
        findings.over_sizes(
            f"right answers to {kind.replace('_', ' ')} questions", rows, page.sizes, plural=True
        )
        for kind, rows in whole.groupby("kind")
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
    noise = last_step(page.rows("scores", family=FAMILY, metric="accuracy", knob="noise_rate"))
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
    tags = last_step(page.rows("scores", family=FAMILY, metric="accuracy", knob="tag"))
    names = [tag for tag in ("own", "removed", "swapped") if tag in set(tags["knob_value"])]
    names += sorted(set(tags["knob_value"]) - set(names))
    kinds = sorted(tags["kind"].unique())
    own = tags[tags["knob_value"] == names[0]]
    title = findings.over_sizes("answers of the named source", own, page.sizes, plural=True)
    page.figure(
        by_size(tags, "knob_value", kinds if len(kinds) > 1 else [""], names),
        name="tags",
        title=title,
        alt=f"{title}. Share of right answers by size with the source’s own tag, with none and "
        "with the other’s.",
        caption="Two sources disagree on the same fact. The question names the source (own), names "
        "none (removed), or names the other (swapped); right is what the first one says. The "
        "drop is how far the answer hangs on the tag.",
        table=tags,
        key=key(names),
    )

# %%
with page.part("Challenged"):
    asked = last_step(page.rows("scores", family=FAMILY, metric="accuracy", knob="challenge"))
    names = ["none", *sorted(set(asked["knob_value"]) - {"none"})]
    kinds = sorted(asked["kind"].unique())
    after = asked[asked["knob_value"] == names[-1]]
    title = findings.over_sizes("right answers after a challenge", after, page.sizes, plural=True)
    page.figure(
        by_size(asked, "knob_value", kinds if len(kinds) > 1 else [""], names),
        name="challenge",
        title=title,
        alt=f"{title}. Share of right answers by size, unchallenged and after a challenge.",
        caption="The same question, asked plainly and after somebody has said otherwise.",
        table=asked,
        key=key(names),
    )
