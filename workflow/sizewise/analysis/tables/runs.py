"""The proof that all runs read the same tokens, as a table."""

import pandas as pd

from sizewise.analysis.data.inputs import Inputs


def runs_table(inputs: Inputs) -> pd.DataFrame:
    """arm, size, seed, step, tokens, chain: one row a run, the end of its log.

    `chain` is the sha256 chain over the token ids of all steps. Runs that end on the same step
    with the same chain read the same tokens in the same order.
    """
    rows = [
        {**run._asdict(), **log.iloc[-1][["step", "tokens", "chain"]].to_dict()}
        for run, log in inputs.logs.items()
    ]
    return pd.DataFrame(rows, columns=["arm", "size", "seed", "step", "tokens", "chain"])
