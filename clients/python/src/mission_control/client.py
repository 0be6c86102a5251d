"""The client: propose, wait for a person, go on once, say how it ended."""

from __future__ import annotations

import math
import os
import time
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mission_control.connection import Connection
from mission_control.errors import MissionControlError, StillWaiting
from mission_control.permission import Permission, may

if TYPE_CHECKING:
    from mission_control.models import Action, MessageItem, Propose, ReportAction, Taken, Task

# The server waits no longer for one answer.
_LONGEST_WAIT = 50


class MissionControl:
    """A Mission Control server, as the program that a key belongs to sees it.

    Every call that changes something carries an idempotency key, so a lost connection never makes it happen twice. The
    client keeps asking a server that is away for `patience` seconds, then raises `Unreachable`. Nothing here ever turns an
    error into a yes.
    """

    def __init__(self, url: str, key: str, *, patience: float = 300) -> None:
        self._connection = Connection(url, key, patience)

    @classmethod
    def from_environment(cls) -> MissionControl:
        """The server and the key that MISSION_CONTROL_URL and MISSION_CONTROL_KEY name."""
        try:
            return cls(os.environ["MISSION_CONTROL_URL"], os.environ["MISSION_CONTROL_KEY"])
        except KeyError as missing:
            raise MissionControlError(f"Set {missing.args[0]}.") from None

    def propose(self, proposal: Propose) -> Action:
        """Proposes an action. It waits for a person unless the policy answers."""
        return self._post("/actions", proposal)

    def action(self, action_id: str, *, wait: int = 0) -> Action:
        """Reads an action; with `wait` the answer comes when it changes, or after that many seconds (at most 50)."""
        query = {"wait": wait} if wait else None
        return self._connection.call("GET", f"/actions/{quote(action_id, safe='')}", query=query)

    def wait(self, action_id: str, *, seconds: float | None = None) -> Action:
        """Waits until there is an answer: decided, for what the agent does itself; over, for what a desktop runs.

        The action that comes back can be another one than was asked for: a person may have changed it, and what counts is
        then the newest revision. Raises `StillWaiting` after `seconds`.
        """
        end = math.inf if seconds is None else time.monotonic() + seconds
        action = self.action(action_id)
        while True:
            newer = action.get("supersededBy")
            if action["state"] == "superseded" and newer is not None:
                action = self.action(newer)
                continue
            if _answered(action):
                return action
            left = end - time.monotonic()
            if left <= 0:
                raise StillWaiting(action)
            action = self.action(action["id"], wait=math.ceil(min(left, _LONGEST_WAIT)))

    def ask(self, proposal: Propose, *, seconds: float | None = None) -> Permission:
        """Asks whether the agent may do something itself, and waits for the answer.

        A yes is taken at once: whoever gets a permission that is true goes on with `permission.exact`, which a person may
        have changed, and reports how it ended. If nobody answers within `seconds`, or the program is interrupted, the
        proposal is withdrawn and the error goes on.
        """
        return self.settle(self.propose({**proposal, "kind": "agent_permission"}), seconds=seconds)

    def settle(self, action: Action, *, seconds: float | None = None) -> Permission:
        """The second half of `ask`, for a proposal that was made before."""
        end = None if seconds is None else time.monotonic() + seconds
        while True:
            left = None if end is None else end - time.monotonic()
            action = self._wait_or_withdraw(action["id"], left)
            permission = may(self, action)
            if permission is not None:
                return permission

    def take(self, action_id: str, *, reports: bool) -> Taken:
        """The moment at which the agent goes on. It works once: a second try, or one after a revoke, is refused."""
        return self._post(f"/actions/{quote(action_id, safe='')}/take", {"reports": reports})

    def report(self, action_id: str, report: ReportAction) -> Action:
        """Says how what was taken ended."""
        return self._post(f"/actions/{quote(action_id, safe='')}/report", report)

    def withdraw(self, action_id: str) -> Action:
        """Takes a proposal back: nobody needs to decide about it any more."""
        return self._post(f"/actions/{quote(action_id, safe='')}/withdraw", None)

    def say(self, task_id: str, text: str) -> MessageItem:
        """Writes into the thread of a task."""
        return self._post(f"/tasks/{quote(task_id, safe='')}/messages", {"text": text})

    def finish(self, task_id: str, *, succeeded: bool, output: str | None = None) -> Task:
        """Ends the task that the agent works on."""
        outcome = "succeeded" if succeeded else "failed"
        body: dict[str, Any] = {"outcome": outcome}
        if output is not None:
            body["output"] = output
        return self._post(f"/tasks/{quote(task_id, safe='')}/finish", body)

    def call(self, method: str, path: str, body: Any = None, *, query: dict[str, Any] | None = None) -> Any:
        """Any other call of the API, as in `call("GET", "/tasks", query={"status": "review"})`.

        `mission_control.models` has the type of each body and answer. It is not repeated when the connection is lost.
        """
        return self._connection.call(method, path, body, query=query)

    def _post(self, path: str, body: Any) -> Any:
        return self._connection.call("POST", path, body, idempotency_key=str(uuid.uuid4()))

    def _wait_or_withdraw(self, action_id: str, seconds: float | None) -> Action:
        try:
            return self.wait(action_id, seconds=seconds)
        except StillWaiting as late:
            self.withdraw(late.action["id"])
            raise
        except KeyboardInterrupt:
            self.withdraw(self._newest(action_id)["id"])
            raise

    def _newest(self, action_id: str) -> Action:
        action = self.action(action_id)
        while (newer := action.get("supersededBy")) is not None:
            action = self.action(newer)
        return action


def _answered(action: Action) -> bool:
    if action["kind"] == "agent_permission":
        return action["state"] != "pending"
    return action["state"] not in ("pending", "approved", "running")
