"""How the evaluation libraries are set up. Call `prepare` before the first import of them."""

import logging
import os
import warnings


def prepare(*, offline: bool) -> None:
    """Silence progress bars and advice of lm-eval, datasets and transformers.

    With `offline`, the Hugging Face libraries never ask the hub: everything that the planted
    tasks read lies on disk. Variables that the user has set are left as they are.
    """
    quiet = {
        "TQDM_DISABLE": "1",
        "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "TRANSFORMERS_VERBOSITY": "error",
    }
    if offline:
        quiet |= {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
    for name, value in quiet.items():
        os.environ.setdefault(name, value)
    logging.getLogger("lm_eval").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", category=FutureWarning, module="lm_eval|transformers")
