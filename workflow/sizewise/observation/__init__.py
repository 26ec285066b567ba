"""Published scores of public models: does feeling follow size more than reason does?

Reads the tables of published facts in `data/` and needs no training. Answers the claims B1, B2
and B6 of the register (docs/public-models.md).
"""
