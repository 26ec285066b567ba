"""Training: each size of the ladder on the same batches at the same steps.

    python -m sizewise train --config '{"training": {…}}' --arm ladder --size 792k --seed 0 \
        --stream results/quick/stream --runs runs/quick/ladder/792k/seed0 \
        --output results/quick/training/ladder/792k/seed0

`step` is the step, `loop` the run over all batches, `engine` the model and optimizer that the step
works on, `model` the network, `parametrization` the rule between sizes, `schedule` what happens at
which step, `record` what is logged, `finish` what is left at the end. What any training needs,
whatever its model, is in `sizewise.runs`.
"""
