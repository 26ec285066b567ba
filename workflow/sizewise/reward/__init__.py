"""Reward: finished trainings go on by group-relative policy optimisation, some on a learned reward.

    python -m sizewise judge --config '{"reward": {…}}' --family feelings --seed 0 \
        --training results/quick/training/ladder/792k/seed0 --world results/quick/world/main \
        --output results/quick/judge/feelings_learned/seed0
    python -m sizewise reward --config '{"reward": {…}}' --family feelings --source learned \
        --arm feelings_learned --size 83k --seed 0 --world results/quick/world/main \
        --parent results/quick/training/ladder/83k/seed0 \
        --judged results/quick/judge/feelings_learned/seed0 \
        --runs runs/quick/feelings_learned/83k/seed0 \
        --output results/quick/training/feelings_learned/83k/seed0

A question of a labelled family has one right label, so a policy answers with one token, and every
expectation over its answers is exact. Answers are still drawn, in groups, as in the method itself
(Shao et al. 2024, DeepSeekMath, arXiv 2402.03300).
"""
