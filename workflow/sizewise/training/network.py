"""What a training has to know of a kind of network: here the dense one, `sparse/` has another."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from transformers import GraniteForCausalLM, PreTrainedConfig, PreTrainedModel

from sizewise.study.ladder import Size, size_named
from sizewise.study.sections import Section
from sizewise.training.config import Training
from sizewise.training.model import NextTokenLoss, model_config
from sizewise.training.parametrization import Parametrization, group_of, maximal_update


class Network:
    """The dense network of the ladder. Another kind overrides what differs.

    Its module belongs to a job of its own (`job`), so that an edit there trains no dense run again.
    """

    job: ClassVar[str] = "train"
    """Kind of job (study/jobs.py) that trains it."""
    make: ClassVar[Callable[..., PreTrainedModel]] = GraniteForCausalLM
    """Class of the model, made from its config."""

    @property
    def sections(self) -> Mapping[str, Section]:
        """Sections of the configuration beside `training` that its training depends on."""
        return {}

    def size_named(self, name: str) -> Size:
        """The size called `name`. Raises StudyError that lists the known ones."""
        return size_named(name)

    def rule(self, size: Size, training: Training) -> Parametrization:
        """The hyperparameters of `size`, from those of the base shape in `training`."""
        return maximal_update(size, training)

    def group_of(self, parameter: str) -> str:
        """The group of a parameter in `rule`, by its name in the state dict."""
        return group_of(parameter)

    def config(self, size: Size, rule: Parametrization, **options: Any) -> PreTrainedConfig:
        """The transformers config of `size`; `options` as in `model.model_config`."""
        return model_config(size, rule, **options)

    def loss(self, model: PreTrainedModel) -> NextTokenLoss:
        """The model with its loss."""
        return NextTokenLoss(model)


DENSE = Network()
