"""The client of MEDUSA by OpenEnv's EnvClient."""

from medusa_env.openenv import MedusaAction, MedusaEnv, MedusaObservation, MedusaState

__all__ = ["MedusaAction", "MedusaEnv", "MedusaObservation", "MedusaState"]
