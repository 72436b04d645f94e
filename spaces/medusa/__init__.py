"""The Space of MEDUSA: OpenEnv's command line wants this package beside the Dockerfile that serves the environment."""

from .client import MedusaEnv
from .models import MedusaAction, MedusaObservation, MedusaState

__all__ = ["MedusaAction", "MedusaEnv", "MedusaObservation", "MedusaState"]
