# %% [markdown]
# # What a verdict is worth

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "trust"

# %%
from sizewise.report import chapter, findings, trust
from sizewise.report.claim_words import world_name
from sizewise.report.tables import MissingData
from sizewise.study.messages import say, selector
from sizewise.study.null_worlds import LEAST_FOUND, MOST_ERRORS

TABLES = ["analysis/stability"]
CLAIMS = ["A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "A11", "A12", "A13",
          "A14", "A15", "A16", "B1", "B2", "B3", "B4", "B5", "B6"]  # fmt: skip
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
views = [page.cards.view(claim) for claim in CLAIMS]
table = trust.by_claim(views)


def title_of(view):
    """The claim's question, in the language of the page."""
    return lambda: view.words.title


def worth_of(view):
    """The claim, its question and what the gate found, in the language of the page."""
    return lambda: f"**{view.id}** {view.words.title} {view.worth}"


def share(value):
    """A share, or a dash where there is none."""
    return findings.as_share(value) if value == value else None


def named(verdict):
    """A verdict, in the language of the page."""
    return say("trust-verdict", name=selector(verdict))


def tried():
    """The claims that were tried. Raises MissingData where none was."""
    found = [view for view in views if trust.state(view) != trust.UNTRIED]
    if not found:
        raise MissingData(say("trust-x-missing"))
    return found


with page.lead_or_missing():
    failing = table[table["state"] == trust.FAILS]
    misled = failing[failing["misled"] > MOST_ERRORS]
    parts = [say("trust-pass", count=int((table["state"] == trust.PASSES).sum()))]
    if len(failing) > len(misled):
        parts.append(say("trust-blind", count=len(failing) - len(misled)))
    if len(misled):
        parts.append(say("trust-misled", count=len(misled)))
    page.lead(say("trust-lead", tests=len(tried()), parts=parts))

# %%
page.text(say("trust-about-a-verdict"))

# %%
with page.part(say("trust-what-was")):
    tried()
    given = trust.seeds(views)
    page.text(
        say("trust-rule", found=LEAST_FOUND, errors=MOST_ERRORS),
        say(
            "trust-seeds",
            runs=[say("trust-seed", count=int(count), size=size) for size, count in given.items()],
        ),
    )

# %%
with page.part(say("trust-claim-by")):
    tried()
    questions = {view.id: title_of(view) for view in views}
    page.frame(
        table.assign(
            found=[share(value) for value in table["found"]],
            misled=[share(value) for value in table["misled"]],
            question=table["claim"].map(questions),
        ),
        columns={
            "claim": say("trust-column-claim"),
            "question": say("trust-column-question"),
            "state": (
                say("trust-column-test"),
                lambda name: say("trust-state", name=selector(name)),
            ),
            "worlds": say("trust-column-worlds"),
            "ladders": say("trust-column-ladders-each"),
            "found": say("trust-column-right-worlds-found"),
            "misled": say("trust-column-misled-at-most"),
        },
        caption=say("trust-claim-by-caption"),
    )

# %%
with page.part(say("trust-what-fails")):
    failing = [view for view in tried() if trust.state(view) == trust.FAILS]
    for view in failing:
        page.text(worth_of(view))
    if not failing:
        page.text(say("trust-what-fails-text"))
    untried = [view.id for view in views if trust.state(view) == trust.UNTRIED]
    if untried:
        page.note(say("trust-untried", claims=untried))

# %%
with page.part(say("trust-every-world")):
    tried()
    worlds = trust.by_world(views)
    page.frame(
        worlds,
        columns={
            "claim": say("trust-column-claim"),
            "world": (say("trust-column-world"), world_name),
            "kind": (say("trust-column-kind"), lambda name: say("trust-kind", name=selector(name))),
            "truth": (
                say("trust-column-what-is-so"),
                lambda name: say("trust-truth", name=selector(name or "none")),
            ),
            "ladders": say("trust-column-ladders"),
            "failure": (
                say("trust-column-fails"),
                lambda name: say("trust-failure", name=selector(name or "none")),
            ),
        },
        estimates={
            say("trust-column-found"): ("found", "found_low", "found_high"),
            say("trust-column-misled"): ("misled", "misled_low", "misled_high"),
        },
        caption=say("trust-every-world-caption"),
    )

# %%
with page.part(say("trust-other-choices")):
    rows = page.read("stability")
    if rows.empty:
        raise MissingData(say("trust-other-choices-missing"))
    flips = rows[rows["flips"]]
    page.text(say(
        "trust-other-choices-text", choices=len(rows.groupby(["choice", "place"])),
        claims=rows["claim"].nunique(), flipped=flips["claim"].nunique(), count=len(flips),
    ))  # fmt: skip
    if len(flips):
        page.frame(
            flips.assign(by=[
                say("trust-choice", name=selector(row["choice"]), place=int(row["place"]) + 1)
                for _, row in flips.iterrows()
            ]),
            columns={
                "claim": say("trust-column-claim"),
                "by": say("trust-column-choice"),
                "verdict_here": (say("trust-column-here"), named),
                "verdict": (say("trust-column-then"), named),
            },
            caption=say("trust-other-choices-caption"),
        )  # fmt: skip
