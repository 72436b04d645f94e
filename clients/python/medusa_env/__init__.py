"""Client of Medusa, a server of reinforcement-learning episodes.

- :class:`MedusaEnv` and :class:`DataSelectEnv`: one OpenEnv session with one environment (:mod:`medusa_env.openenv` has the
  same as subclasses of OpenEnv's own client).
- :class:`MedusaVectorEnv`: many episodes behind Gymnasium's vector interface.
- :class:`MedusaClient`: the native API.
"""

from typing import TYPE_CHECKING, Any

from .client import MedusaClient
from .dataselect import DataSelectAction, DataSelectEnv, DataSelectObservation, DataSelectState
from .errors import (
    Conflict,
    ConnectionLost,
    Expired,
    InvalidRequest,
    MedusaError,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    ResetNeeded,
    ServerError,
    Unauthorized,
    Unavailable,
)
from .medusa import FEATURES, MedusaAction, MedusaActionType, MedusaEnv, MedusaObservation, MedusaState
from .results import StepReply, StepResult
from .retry import RetryPolicy
from .session import OpenEnvSession

if TYPE_CHECKING:
    from .vector import AutoresetMode, MedusaVectorEnv, StepsRefused

__version__ = "0.1.0"

__all__ = [
    "FEATURES",
    "AutoresetMode",
    "Conflict",
    "ConnectionLost",
    "DataSelectAction",
    "DataSelectEnv",
    "DataSelectObservation",
    "DataSelectState",
    "Expired",
    "InvalidRequest",
    "MedusaAction",
    "MedusaActionType",
    "MedusaClient",
    "MedusaEnv",
    "MedusaError",
    "MedusaObservation",
    "MedusaState",
    "MedusaVectorEnv",
    "NotFound",
    "OpenEnvSession",
    "OutcomeUnknown",
    "RateLimited",
    "ResetNeeded",
    "RetryPolicy",
    "ServerError",
    "StepReply",
    "StepResult",
    "StepsRefused",
    "Unauthorized",
    "Unavailable",
]


def __getattr__(name: str) -> Any:
    # Sessions need the standard library alone; the vectorised client, which needs numpy, is imported where it is used.
    if name in ("AutoresetMode", "MedusaVectorEnv", "StepsRefused"):
        from . import vector

        return getattr(vector, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
