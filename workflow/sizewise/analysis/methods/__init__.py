"""Statistics: fits, slopes, matched comparisons. Knows data, and no table, claim or measure."""
