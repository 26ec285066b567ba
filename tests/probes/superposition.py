"""The toy model of superposition (Elhage et al. 2022, arXiv 2209.10652, "ReLU output model").

x' = ReLU(W^T W x + b), trained to give x back through fewer dimensions than x has features, of
which each is zero with probability `sparsity` and else uniform in [0, 1].
"""

import torch

INSTANCES, BATCH, STEPS = 8, 512, 1800


def trained_features(features: int, dimensions: int, *, sparsity: float) -> torch.Tensor:
    """W of the best of several trainings: (features, dimensions), a row a feature."""
    generator = torch.Generator().manual_seed(0)
    shape = (INSTANCES, features, dimensions)
    weights = (0.5 * torch.randn(shape, generator=generator)).requires_grad_()
    bias = torch.zeros(INSTANCES, 1, features, requires_grad=True)
    optimizer = torch.optim.Adam([weights, bias], lr=0.01)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
    running = torch.zeros(INSTANCES)
    for _ in range(STEPS):
        x = torch.rand(INSTANCES, BATCH, features, generator=generator)
        x = x * (torch.rand(x.shape, generator=generator) >= sparsity)
        hidden = torch.einsum("ibf,ifd->ibd", x, weights)
        out = torch.relu(torch.einsum("ibd,ifd->ibf", hidden, weights) + bias)
        loss = ((x - out) ** 2).mean(dim=(1, 2))
        optimizer.zero_grad()
        loss.sum().backward()
        optimizer.step()
        schedule.step()
        running = 0.98 * running + 0.02 * loss.detach()
    return weights.detach()[running.argmin()]
