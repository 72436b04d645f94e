"""The Space of DataSelectEnv: OpenEnv's command line wants this package beside the Dockerfile that serves the environment."""

from .client import DataSelectEnv
from .models import DataSelectAction, DataSelectObservation, DataSelectState

__all__ = ["DataSelectAction", "DataSelectEnv", "DataSelectObservation", "DataSelectState"]
