"""What can go wrong between a program and Mission Control. None of it is ever a yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mission_control.models import Action, Problem


class MissionControlError(Exception):
    """Every error of this client."""


class Refused(MissionControlError):
    """The server said no to a call and said why. `code` is stable; `str()` is for people."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem['title']} {problem['detail']}".strip())
        self.problem = problem
        """The whole answer (RFC 9457)."""
        self.code: str = problem["code"]
        """What kind of refusal it is, as in `not_found` or `already_decided`."""
        self.status: int = problem["status"]
        """The HTTP status."""
        self.field: str | None = problem.get("field")
        """The field that was refused, if it was one."""
        self.retry_after: int | None = problem.get("retryAfter")
        """How many seconds to wait before the next try, if the server said so."""


class Unreachable(MissionControlError):
    """The server did not answer, for longer than the client is patient."""


class NotUnderstood(MissionControlError):
    """Something answered that is no Mission Control, or one that this client does not know."""


class StillWaiting(MissionControlError):
    """Nobody decided in the time the caller had. Nothing was decided: it can be waited for again."""

    def __init__(self, action: Action) -> None:
        super().__init__(f"Nobody has decided about {action['title'] or action['id']} yet.")
        self.action = action
        """The action as it was last read."""
