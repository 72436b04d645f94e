"""The environments as subclasses of OpenEnv's own EnvClient. Needs ``pip install medusa-env[openenv]``.

They have all that EnvClient has: ``async with``, ``.sync()``, ``from_docker_image``, ``from_env``. Without openenv, importing
this module raises ImportError; :mod:`medusa_env` has the same names over the standard library.
"""

from __future__ import annotations

from openenv.core.client_types import StepResult
from openenv.core.env_client import EnvClient

from .dataselect import DataSelectAction, DataSelectObservation, DataSelectState, DataSelectWire
from .medusa import MedusaAction, MedusaActionType, MedusaObservation, MedusaState, MedusaWire

__all__ = [
    "DataSelectAction",
    "DataSelectEnv",
    "DataSelectObservation",
    "DataSelectState",
    "MedusaAction",
    "MedusaActionType",
    "MedusaEnv",
    "MedusaObservation",
    "MedusaState",
]


class MedusaEnv(MedusaWire, EnvClient[MedusaAction, MedusaObservation, MedusaState]):  # type: ignore[misc]
    """MEDUSA, through OpenEnv's client."""

    _result_class = StepResult


class DataSelectEnv(DataSelectWire, EnvClient[DataSelectAction, DataSelectObservation, DataSelectState]):  # type: ignore[misc]
    """DataSelect, through OpenEnv's client."""

    _result_class = StepResult
