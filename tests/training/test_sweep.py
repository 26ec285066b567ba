"""Short trainings at several rates."""

from sizewise.study.artifacts import read_json
from sizewise.training.sweep import sweep

from .conftest import training_section


def test_sweep_writes_the_loss_of_each_rate(alone, stream, tmp_path):
    output = tmp_path / "sweep.json"
    sweep(
        training=training_section(),
        size="25k",
        seed=0,
        stream=stream,
        learning_rates=[1e-5, 1e-2],
        steps=20,
        output=output,
        processes=alone,
    )
    slow, right = read_json(output)["rates"]
    assert [slow["learning_rate"], right["learning_rate"]] == [1e-5, 1e-2]
    assert slow["first_loss"] == right["first_loss"]
    assert right["loss"] < slow["loss"] - 1
    assert [path.name for path in tmp_path.iterdir()] == ["sweep.json"]
