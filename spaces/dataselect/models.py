"""Actions, observations and states of DataSelectEnv, as the client has them."""

from medusa_env import DataSelectAction, DataSelectObservation, DataSelectState

__all__ = ["DataSelectAction", "DataSelectObservation", "DataSelectState"]
