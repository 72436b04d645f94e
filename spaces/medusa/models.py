"""Actions, observations and states of MEDUSA, as the client has them."""

from medusa_env import MedusaAction, MedusaObservation, MedusaState

__all__ = ["MedusaAction", "MedusaObservation", "MedusaState"]
