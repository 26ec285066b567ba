# %% [markdown]
# # Feelings

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "feelings"

# %%
from sizewise.report import chapter, figures, findings, numbers, palette

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
KEY = list(zip(FAMILIES, palette.MARKS, palette.GLYPHS, strict=False))


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
        raise chapter.MissingData("diffuse.parquet has no rows of a single setting")
    return rows


def by_setting(canvas, rows, height):
    """(axes, rows) a setting, with the axis of sizes drawn."""
    settings = sorted(rows["setting"].unique())
    panels = canvas.panels(
        len(settings), height=height, titles=[f"setting {int(s)}" for s in settings]
    )
    for axes, setting in zip(panels, settings, strict=True):
        figures.size_axis(axes, page.sizes)
        yield axes, rows[rows["setting"] == setting]


def contrast_text(rows):
    """What the exponents say, with the difference's interval, as a sentence without its stop."""
    gap = rows.loc["difference"]
    text = numbers.estimate(gap["value"], gap["low"], gap["high"])
    if sign_of(gap) == 0:
        return f"No difference seen in how feelings and deductions gain from size, {text}"
    slow, fast = FAMILIES if gap["value"] > 0 else FAMILIES[::-1]
    return (
        f"With size {slow} gain more slowly than {fast}, by {text} in the exponent"
        f"{page.sizes.caveat}"
    )


with page.lead_or_missing():
    lead = contrast_text(exponents_of(None))
    try:
        natural = page.rows("emotion_slopes", domain="all", half="difference").iloc[0]
        natural = natural.rename({"slope": "value"})
        said = {
            1: "In natural text dense feeling gains less from size than sparse",
            -1: "In natural text dense feeling gains more from size than sparse",
            0: "In natural text no difference is seen between dense and sparse feeling",
        }[sign_of(natural)]
        lead += f". {said}" + (page.sizes.caveat if sign_of(natural) else "")
    except chapter.MissingData:
        pass
    page.lead(f"{lead}.")

# %%
page.verdict(*CLAIMS)

# %% [markdown]
# Is it the feeling in a text that calls for a larger network? Two planted families test a
# mechanism. In *feelings* many small details each push a mood a little; in *deductions* a few
# details decide a finding by crisp rules. Everything else is equal: length, number of labels,
# share of the stream, how often each detail is named, and how uncertain a label is once its
# details are known. The natural half asks whether real text behaves so: passages of one play, poem
# or book of scripture, dense or sparse in words of feeling. The planted half carries what is
# causal, because there only one thing differs. The natural half carries whether it matters outside
# of the planted world; it can agree or disagree, and cannot say why.

# %%
with page.part("Divergence by size"):
    rows = single_settings().rename(columns={"divergence": "value"})
    title = contrast_text(exponents_of(None))
    drawn = rows[["value", "low", "high", "reachable"]].stack()
    bottom, top = drawn[drawn > 0].min(), drawn.max()
    ticks = figures.decades(bottom, top)

    def draw(canvas):
        for axes, here in by_setting(canvas, rows, height=270):
            figures.count_axis(axes, ticks, which="y", label="divergence, nats")
            axes.set_ylim(bottom / 1.1, top * 1.1)
            figures.kind_curves(axes, here, "family", LOOK, page.sizes)
            figures.reference(axes, here["reachable"].mean(), "all labels alike", right=True)

    page.figure(
        draw,
        name="divergence",
        title=title,
        alt="Divergence from the true labels against parameters, one panel a setting.",
        caption="Kullback-Leibler divergence of a model's shares of the labels from their true "
        "distribution, on combinations of details that training never showed; 0 is everything "
        "that can be known. The panels are the settings of the dial, in the order of the study's "
        "configuration; a setting has the same label entropy in both families.",
        table=rows,
        key=KEY,
    )

# %%
with page.part("Share of what can be learned"):
    rows = single_settings().drop(columns=["low", "high"])
    rows = rows.rename(columns={"share": "value", "share_low": "low", "share_high": "high"})
    needed = exponents_of(None)
    part = needed["share_of_gain"].iloc[0]
    ends = [
        f"{numbers.share(one['value'].min())} to {numbers.share(one['value'].max())} of {family}"
        for family, one in rows.groupby("family", sort=False)
    ]
    title = f"What can be learned is learned over sizes and settings: {findings.listing(ends)}"

    def draw(canvas):
        for axes, here in by_setting(canvas, rows, height=250):
            figures.share_axis(axes, label="share of the gain")
            axes.set_ylim(min(0.0, rows["low"].min(), rows["value"].min()) - 0.03, 1.04)
            figures.kind_curves(axes, here, "family", LOOK, page.sizes)
            figures.reference(axes, part, numbers.share(part), right=True)

    page.figure(
        draw,
        name="share",
        title=title,
        alt="Share of the reachable gain against parameters, one panel a setting.",
        caption="One less the divergence, as a share of what a guess of all labels alike has. "
        "Below zero a model is worse than that guess. The dashed share is the one at which the "
        "table below compares parameters.",
        table=rows,
        key=KEY,
    )

# %%
with page.part("Exponents and parameters needed"):
    rows = page.read("diffuse_exponents")
    if rows.empty:
        raise chapter.MissingData("diffuse_exponents.parquet has no rows")
    rows = rows.assign(
        where=[
            "mean of the settings" if value != value else f"setting {int(value)}"
            for value in rows["setting"]
        ]
    )
    part = rows["share_of_gain"].iloc[0]
    page.frame(
        rows,
        caption="Divergence falls as parameters to the power of minus the exponent. Parameters are "
        f"those at which this law reaches {numbers.share(part)} of the reachable gain, as powers "
        "of ten; of the difference, the decades that feelings need more. Numbers far outside the "
        "ladder are where the law leads, and no measurement; where divergence hardly falls they "
        "are cut at a bound that stands for no size.",
        columns={"where": "", "family": ""},
        estimates={
            "exponent": ("exponent", "low", "high"),
            "log10 of the parameters": ("log10_parameters", "log10_low", "log10_high"),
        },
    )

# %%
with page.part("When it is learned"):
    growth = page.rows("scores", family=FAMILIES, metric="divergence", knob="all")
    present = [family for family in FAMILIES if family in set(growth["family"])]
    last = findings.last_step(growth)
    title = ". ".join(
        findings.over_sizes(
            f"divergence of {family}", last[last["family"] == family], page.sizes,
            form=numbers.plain,
        )
        for family in present
    )  # fmt: skip

    def draw(canvas):
        panels = canvas.panels(len(present), height=260, columns=2, titles=present)
        for axes, family in zip(panels, present, strict=True):
            rows = growth[growth["family"] == family]
            figures.curves(axes, rows, "step", page.sizes)
            figures.count_axis(axes, rows["step"], label="step")
            axes.set_ylabel("divergence, nats")

    page.figure(
        draw,
        name="growth",
        title=title,
        alt="Divergence against training steps.",
        caption="Over all settings, at the checkpoints that were evaluated. A curve that is still "
        "falling at its end says that more tokens would change the comparison.",
        table=growth,
        key="sizes",
    )

# %%
with page.part("Natural text: feeling within a work"):
    levels = page.rows("emotion", half="difference").rename(columns={"bits_per_byte": "value"})
    slopes = page.read("emotion_slopes")
    domains = ["all", *sorted(set(levels["domain"]) - {"all"})]
    named = ["all domains" if domain == "all" else domain for domain in domains]
    whole = slopes[(slopes["domain"] == "all") & (slopes["half"] == "difference")]
    title = "Dense less sparse: loss by size"
    if len(whole):
        gap = whole.iloc[0].rename({"slope": "value"})
        text = numbers.estimate(gap["value"], gap["low"], gap["high"], "bits a byte a decade")
        title = {
            1: f"Passages dense with feeling gain less from size, by {text}{page.sizes.caveat}",
            -1: f"Passages dense with feeling gain more from size, by {text}{page.sizes.caveat}",
            0: f"No difference seen between dense and sparse passages in what size gains, {text}",
        }[sign_of(gap)]

    def draw(canvas):
        panels = canvas.panels(len(domains), height=230, titles=named)
        for axes, domain in zip(panels, domains, strict=True):
            figures.size_axis(axes, page.sizes)
            axes.set_ylabel("bits a byte, dense less sparse")
            figures.size_curve(axes, levels[levels["domain"] == domain], page.sizes)
            figures.reference(axes, 0.0, "alike")

    page.figure(
        draw,
        name="natural",
        title=title,
        alt="Difference of held-out loss between halves against parameters, by domain.",
        caption="Pairs of held-out passages of one work, alike in length and in how common their "
        "words are, one dense and one sparse in words of feeling by a published lexicon. Author, "
        "period and genre cancel. What counts is the slope: a rising curve says that larger models "
        "gain less on dense passages. The height of a curve says only that the two halves are not "
        "equally hard.",
        table=levels,
        key="sizes",
    )
    if len(slopes):
        page.frame(
            slopes.assign(domain=["all domains" if d == "all" else d for d in slopes["domain"]]),
            caption="Change of held-out loss a decade of non-embedding parameters, in bits a byte.",
            columns={"domain": "", "half": "", "pairs": "pairs"},
            estimates={"slope": ("slope", "low", "high")},
        )

# %%
with page.part("Which half carries what"):
    planted = sign_of(exponents_of(None).loc["difference"])
    natural = page.rows("emotion_slopes", domain="all", half="difference").iloc[0]
    natural = sign_of(natural.rename({"slope": "value"}))
    words = {1: "speaks for feeling being dearer", -1: "speaks against it", 0: "does not decide"}
    page.text(
        f"The planted half {words[planted]}: it alone can say that diffuse structure is the cause, "
        "because nothing else differs. The verdict above rests on it. "
        f"The natural half {words[natural]}: it alone can say whether real text behaves so. "
        + (
            "They agree."
            if planted == natural != 0
            else "Neither is decided."
            if planted == natural
            else "They do not agree, so the mechanism and the world are two findings."
            if planted and natural
            else "With one of them undecided, what holds in one half is not shown for the other."
        )
    )
