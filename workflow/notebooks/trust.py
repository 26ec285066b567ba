# %% [markdown]
# # What a verdict is worth

# %% tags=["parameters"]
analysis, observation = "results/quick/analysis", "results/quick/observation"
published, claims = "results/quick/published", "claims.yaml"
output, name = "reports/quick", "trust"

# %%
from sizewise.report import chapter, findings, numbers, trust
from sizewise.report.tables import MissingData
from sizewise.study.null_worlds import LEAST_FOUND, MOST_ERRORS

TABLES = []
CLAIMS = ["A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "A11", "A12", "A13",
          "A14", "A15", "A16", "B1", "B2", "B3", "B6"]  # fmt: skip
page = chapter.Page(
    analysis=analysis, observation=observation, published=published, claims=claims, output=output,
    name=name, tables=TABLES, claim_ids=CLAIMS,
)  # fmt: skip
views = [page.cards.view(claim) for claim in CLAIMS]
table = trust.by_claim(views)


def tried():
    """The claims that were tried. Raises MissingData where none was."""
    found = [view for view in views if trust.state(view) != trust.UNTRIED]
    if not found:
        raise MissingData("no claim was tried on simulated ladders (run `sizewise gate`)")
    return found


with page.lead_or_missing():
    tests = findings.count(len(tried()), "test")
    parts = [f"{(table['state'] == trust.PASSES).sum()} pass in every simulated world"]
    failing = table[table["state"] == trust.FAILS]
    misled = failing[failing["misled"] > MOST_ERRORS]
    lost = failing.drop(misled.index)
    if len(lost):
        parts.append(f"{len(lost)} would too often not see the essay right where it is")
    if len(misled):
        parts.append(f"{len(misled)} can be misled")
    page.lead(f"Of {tests} of the essays' claims {findings.listing(parts)}.")

# %% [markdown]
# A verdict is worth what it does where the truth is known. So each claim's test was tried on many
# simulated ladders: the study's own items, answered by simulated models in a *world* in which the
# essay is right, in which it is wrong, or in which something else is so that a careless test takes
# for an answer, such as models that only guess, or a source's name that nobody reads. They run
# through the same measure, the same judge and the same correction for many tests as the trained
# models.

# %%
with page.part("What was asked"):
    tried()
    given = trust.seeds(views)
    runs = findings.listing([f"{count} at {size}" for size, count in given.items()])
    page.text(
        "A test **passes** where a right world is found in at least "
        f"{numbers.share(LEAST_FOUND)} of the ladders, and where in no world more than "
        f"{numbers.share(MOST_ERRORS)} of them end with a verdict that is not so. Where it fails "
        "by the first rule its verdicts can be believed and are missing more often than they "
        "should; where it fails by the second they cannot be believed in that world."
    )
    page.text(
        f"The simulated ladders have these seeds by size: {runs}. A study with fewer of them finds "
        "less, and one with a single seed decides nothing."
    )

# %%
with page.part("Claim by claim"):
    tried()
    shown = table.assign(
        found=[numbers.share(value) for value in table["found"]],
        misled=[numbers.share(value) for value in table["misled"]],
    )
    page.frame(
        shown,
        columns={"claim": "claim", "question": "question", "state": "test", "worlds": "worlds",
                 "ladders": "ladders each", "found": "right worlds found, at least",
                 "misled": "misled, at most"},
        caption="Each claim's test on simulated ladders whose truth is known.",
    )  # fmt: skip

# %%
with page.part("What fails, why, and what it would take"):
    failing = [view for view in tried() if trust.state(view) == trust.FAILS]
    for view in failing:
        page.text(f"**{view.id}, {view.claim.title}** {view.worth}")
    if not failing:
        page.text("No test fails in any world.")
    untried = [view.id for view in views if trust.state(view) == trust.UNTRIED]
    if untried:
        page.note(
            f"Not tried since the test last changed: {findings.listing(untried)}."
        )  # fmt: skip

# %%
with page.part("Every world"):
    tried()
    worlds = trust.by_world(views)
    page.frame(
        worlds.assign(truth=worlds["truth"].replace("", "no verdict may be given")),
        columns={"claim": "claim", "world": "world", "kind": "kind", "truth": "what is so",
                 "ladders": "ladders", "failure": "fails"},
        estimates={"found": ("found", "found_low", "found_high"),
                   "misled": ("misled", "misled_low", "misled_high")},
        caption="Shares of the simulated ladders, with their 95 % intervals (Wilson's).",
    )  # fmt: skip
