"""The client of DataSelectEnv by OpenEnv's EnvClient."""

from medusa_env.openenv import DataSelectAction, DataSelectEnv, DataSelectObservation, DataSelectState

__all__ = ["DataSelectAction", "DataSelectEnv", "DataSelectObservation", "DataSelectState"]
