"""Training: each size of the ladder on the same batches at the same steps.

    python -m sizewise train --config '{"training": {…}}' --size 792k --seed 0 \
        --stream results/quick/stream --runs runs/quick/792k/seed0 \
        --output results/quick/training/792k/seed0

`parametrization` is the rule between sizes, `model` the network, `engine` one optimizer step,
`loop` the whole run, `resume` and `run_folder` what survives a kill, `exports` what later rooms
read.
"""
