"""The null-world gate: simulated ladders with known truth through the real measures and judge.

A study's own items (sizes, seeds, knobs, entities) are answered by a simulated ladder in a *world*
in which an essay is right, or wrong, or in which something else is so that a careless test takes
for an answer (a floor, guessing, a tag that nobody reads). What the claim's measure and the judge
make of many such ladders says whether its verdicts can be believed. `power` asks of the same
worlds which effect a design can see, `allocation` which seeds would serve best.
"""
