"""Mission Control decides whether an agent's work may run. This asks it, waits, and goes on only after a yes.

It must never take silence, an error or a lost connection for a yes.
"""

from mission_control.client import MissionControl
from mission_control.errors import MissionControlError, NotUnderstood, Refused, StillWaiting, Unreachable
from mission_control.permission import Permission

__all__ = [
    "MissionControl",
    "MissionControlError",
    "NotUnderstood",
    "Permission",
    "Refused",
    "StillWaiting",
    "Unreachable",
]
