# %% [markdown]
# # Feelings

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "feelings"

# %%
from sizewise.report import chapter, figures, findings, palette, planted
from sizewise.report.messages import said
from sizewise.study.messages import say

TABLES = [
    "analysis/sizes",
    "analysis/scores",
    "analysis/diffuse",
    "analysis/diffuse_exponents",
    "analysis/emotion",
    "analysis/emotion_slopes",
]
CLAIMS = ["B3"]
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
FAMILIES = ["feelings", "deductions"]
LOOK = {family: (palette.MARKS[i], palette.SHAPES[i]) for i, family in enumerate(FAMILIES)}
NAMES = [say("family", name=family) for family in FAMILIES]
KEY = list(zip(NAMES, palette.MARKS, palette.GLYPHS, strict=False))


# %%
def sign_of(row):
    """1 or -1 where the interval of `row` (value, low, high) leaves zero out, else 0."""
    one = findings.Estimate.of(row)
    return (1 if one.value > 0 else -1) if one.excludes_zero else 0


def exponents_of(setting):
    """Exponent of each family and of their difference: rows by family, or MissingData."""
    rows = page.rows("diffuse_exponents", setting=setting)
    return rows.rename(columns={"exponent": "value"}).set_index("family")


def single_settings():
    """Divergence of every family and size at single settings of the dial, or MissingData."""
    rows = page.rows("diffuse")
    rows = rows[rows["setting"].notna()]
    if rows.empty:
        raise chapter.MissingData(say("feelings-x-missing"))
    return rows


def by_setting(canvas, rows, height):
    """(axes, rows) a setting, with the axis of sizes drawn."""
    settings = sorted(rows["setting"].unique())
    panels = canvas.panels(
        len(settings),
        height=height,
        titles=[say("feelings-setting", number=int(s)) for s in settings],
    )
    for axes, setting in zip(panels, settings, strict=True):
        figures.size_axis(axes, page.sizes)
        yield axes, rows[rows["setting"] == setting]


def contrast_text(rows):
    """What the exponents say, with the difference's interval."""
    gap = rows.loc["difference"]
    estimate = findings.estimate_message(gap["value"], gap["low"], gap["high"])
    way = {0: "no-difference", 1: "feelings-slower", -1: "feelings-faster"}[sign_of(gap)]
    return say("feelings-contrast", way=way, estimate=estimate, caveat=caveat_of(gap))


def caveat_of(row):
    """What a stated difference needs beside it; nothing where none is stated."""
    return findings.caveat(page.sizes) if sign_of(row) else say("nothing")


def way_of(row):
    """less, more or alike: what dense feeling gains from size beside sparse."""
    return {1: "less", -1: "more", 0: "alike"}[sign_of(row)]


with page.lead_or_missing():
    lead = [contrast_text(exponents_of(None))]
    try:
        natural = page.rows("emotion_slopes", domain="all", half="difference").iloc[0]
        natural = natural.rename({"slope": "value"})
        lead.append(say("feelings-natural", way=way_of(natural), caveat=caveat_of(natural)))
    except chapter.MissingData:
        pass
    page.lead(planted.sentences(lead))

# %%
page.verdict(*CLAIMS)

# %%
page.text(say("feelings-about-is-it"))

# %%
with page.part(say("feelings-divergence-by")):
    rows = single_settings().rename(columns={"divergence": "value"})
    title = contrast_text(exponents_of(None))
    drawn = rows[["value", "low", "high", "reachable"]].stack()
    bottom, top = drawn[drawn > 0].min(), drawn.max()
    ticks = figures.decades(bottom, top)

    def draw(canvas):
        for axes, here in by_setting(canvas, rows, height=270):
            figures.count_axis(axes, ticks, which="y", label=say("feelings-divergence-by-label"))
            axes.set_ylim(bottom / 1.1, top * 1.1)
            figures.kind_curves(axes, here, "family", LOOK, page.sizes)
            figures.reference(
                axes, here["reachable"].mean(), say("feelings-divergence-by-line"), right=True
            )

    page.figure(
        draw,
        name="divergence",
        title=title,
        alt=say("feelings-divergence-by-alt"),
        caption=say("feelings-divergence-by-caption"),
        table=rows,
        key=KEY,
    )

# %%
with page.part(say("feelings-share-of")):
    rows = single_settings().drop(columns=["low", "high"])
    rows = rows.rename(
        columns={
            "share": "value",
            "share_low": "low",
            "share_high": "high",
        }
    )
    needed = exponents_of(None)
    part = needed["share_of_gain"].iloc[0]
    ends = [
        say(
            "feelings-learned", family=family,
            low=float(one["value"].min()), high=float(one["value"].max()),
        )
        for family, one in rows.groupby("family", sort=False)
    ]  # fmt: skip
    title = say("feelings-learned-over", ends=ends)

    def draw(canvas):
        for axes, here in by_setting(canvas, rows, height=250):
            figures.share_axis(axes, label=say("feelings-share-of-label"))
            axes.set_ylim(min(0.0, rows["low"].min(), rows["value"].min()) - 0.03, 1.04)
            figures.kind_curves(axes, here, "family", LOOK, page.sizes)
            figures.reference(axes, part, findings.as_share(part), right=True)

    page.figure(
        draw,
        name="share",
        title=title,
        alt=say("feelings-share-of-alt"),
        caption=say("feelings-share-of-caption"),
        table=rows,
        key=KEY,
    )

# %%
with page.part(say("feelings-exponents-and")):
    rows = page.read("diffuse_exponents")
    if rows.empty:
        raise chapter.MissingData(say("feelings-exponents-and-missing"))
    rows = rows.assign(
        where=[
            say("feelings-mean") if value != value else say("feelings-setting", number=int(value))
            for value in rows["setting"]
        ]
    )
    page.frame(
        rows,
        caption=say("feelings-exponents-caption", share=rows["share_of_gain"].iloc[0]),
        columns={
            "where": say("feelings-where"),
            "family": (say("column-family"), lambda name: say("family", name=name)),
        },
        estimates={
            say("feelings-column-exponent"): ("exponent", "low", "high"),
            say("feelings-column-log10-of-the"): ("log10_parameters", "log10_low", "log10_high"),
        },
    )

# %%
with page.part(say("feelings-when-it")):
    growth = page.rows("scores", family=FAMILIES, metric="divergence", knob="all")
    present = [family for family in FAMILIES if family in set(growth["family"])]
    last = findings.last_step(growth)
    title = say(
        "clauses",
        parts=[
            findings.over_sizes(
                say("feelings-divergence-of", family=family),
                last[last["family"] == family],
                page.sizes,
                form=lambda value: say("feelings-nats", value=float(value)),
            )
            for family in present
        ],
    )

    def draw(canvas):
        titles = [say("family", name=family) for family in present]
        panels = canvas.panels(len(present), height=260, columns=2, titles=titles)
        for axes, family in zip(panels, present, strict=True):
            rows = growth[growth["family"] == family]
            figures.curves(axes, rows, "step", page.sizes)
            figures.count_axis(axes, rows["step"], label=say("axis-step"))
            axes.set_ylabel(said(say("feelings-divergence-by-label")))

    page.figure(
        draw,
        name="growth",
        title=title,
        alt=say("feelings-when-it-alt"),
        caption=say("feelings-when-it-caption"),
        table=growth,
        key="sizes",
    )

# %%
with page.part(say("feelings-natural-text")):
    levels = page.rows("emotion", half="difference").rename(columns={"bits_per_byte": "value"})
    slopes = page.read("emotion_slopes")
    domains = ["all", *sorted(set(levels["domain"]) - {"all"})]
    named = [say("domain", name=domain) for domain in domains]
    whole = slopes[(slopes["domain"] == "all") & (slopes["half"] == "difference")]
    title = say("feelings-dense-sparse")
    if len(whole):
        gap = whole.iloc[0].rename({"slope": "value"})
        title = say(
            "feelings-natural-slope", way=way_of(gap), caveat=caveat_of(gap),
            estimate=findings.estimate_message(gap["value"], gap["low"], gap["high"]),
        )  # fmt: skip

    def draw(canvas):
        panels = canvas.panels(len(domains), height=230, titles=named)
        for axes, domain in zip(panels, domains, strict=True):
            figures.size_axis(axes, page.sizes)
            axes.set_ylabel(said(say("feelings-natural-text-axis")))
            figures.size_curve(axes, levels[levels["domain"] == domain], page.sizes)
            figures.reference(axes, 0.0, say("feelings-natural-text-line"))

    page.figure(
        draw,
        name="natural",
        title=title,
        alt=say("feelings-natural-text-alt"),
        caption=say("feelings-natural-text-caption"),
        table=levels,
        key="sizes",
    )
    if len(slopes):
        page.frame(
            slopes,
            caption=say("feelings-natural-text-caption-2"),
            columns={
                "domain": (say("column-domain"), lambda name: say("domain", name=name)),
                "half": (say("feelings-half"), lambda name: say("feelings-half-name", name=name)),
                "pairs": say("feelings-column-pairs"),
            },
            estimates={say("feelings-column-slope"): ("slope", "low", "high")},
        )

# %%
with page.part(say("feelings-which-half")):
    mechanism = sign_of(exponents_of(None).loc["difference"])
    natural = page.rows("emotion_slopes", domain="all", half="difference").iloc[0]
    natural = sign_of(natural.rename({"slope": "value"}))
    speaks = {1: "for", -1: "against", 0: "neither"}
    together = (
        "agree" if mechanism == natural != 0
        else "undecided" if mechanism == natural
        else "disagree" if mechanism and natural
        else "one"
    )  # fmt: skip
    page.text(say(
        "feelings-halves", planted=speaks[mechanism], natural=speaks[natural], together=together
    ))  # fmt: skip
