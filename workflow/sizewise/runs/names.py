"""Names inside a training's folders."""


def checkpoint_name(step: int) -> str:
    """Folder name of the checkpoint or state after `step` updates; names sort as steps do."""
    return f"step{step:07d}"
