"""The answer to "may I?", and the report of what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mission_control.errors import MissionControlError, Refused

if TYPE_CHECKING:
    from mission_control.client import MissionControl
    from mission_control.models import Action, Exact, ReportAction

# What the server takes, with room for the sentence that says what is missing.
_OUTPUT = 60 * 1024


@dataclass(frozen=True)
class Permission:
    """Whether an agent may go on, and with what exactly. True in a condition only if it may."""

    action: Action
    """The action that was decided: the newest revision."""
    why: str
    """The answer as a sentence for the model, with what the person said."""
    _client: MissionControl = field(repr=False)
    _lease: str | None = field(default=None, repr=False)

    def __bool__(self) -> bool:
        return self._lease is not None

    @property
    def exact(self) -> Exact | None:
        """What may be done now, and nothing else. None where the agent did not say what it would do."""
        return self.action.get("exact")

    @property
    def command(self) -> str:
        """The command line that may run now. Raises when it was no command that was asked about, or the answer was no."""
        command = dict(self.exact or {}).get("command")
        if not self or not isinstance(command, str):
            raise MissionControlError(f"There is no command that may run. {self.why}")
        return command

    @property
    def edited(self) -> bool:
        """Whether a person changed what was proposed."""
        return self.action.get("editedBy") is not None

    def report(self, exit_code: int, output: str = "") -> Action:
        """Says that it ended, with 0 for what went well. Without a report its outcome is unknown after the action's time.

        Of a long output the end is kept.
        """
        return self._say({"lease": self._lease or "", "outcome": "exited", "exitCode": exit_code, "output": _end(output)})

    def report_not_started(self, reason: str) -> Action:
        """Says that it was let go on and then nothing was done."""
        return self._say({"lease": self._lease or "", "outcome": "not_started", "reason": reason})

    def _say(self, report: ReportAction) -> Action:
        if not self:
            raise MissionControlError(f"Nothing was let go on, so there is nothing to report. {self.why}")
        return self._client.report(self.action["id"], report)


def may(client: MissionControl, action: Action) -> Permission | None:
    """What an answered action says. A yes is taken, which works once; if somebody was faster it is a no.

    None when the yes does not count any more and a person is asked again.
    """
    if action["state"] != "approved":
        return Permission(action, _why(action), client)
    try:
        taken = client.take(action["id"], reports=True)
    except Refused as refused:
        if refused.code == "asked_again":
            return None
        if refused.status != 409:
            raise
        return Permission(client.action(action["id"]), f"Not done: {refused}", client)
    lease = taken.get("lease")
    if lease is None:
        raise MissionControlError("The server let the agent go on without a lease.")
    changed = "A person changed it and approved that." if taken["action"].get("editedBy") else "Approved."
    return Permission(taken["action"], changed + _said(action), client, lease)


def _why(action: Action) -> str:
    state = action["state"]
    if state == "rejected":
        return f"A person said no. Nothing was done. Do not try the same again.{_said(action)}"
    if state in ("running", "succeeded", "failed", "outcome_unknown", "released"):
        return "It was let go on before, and that works once. It is not done again."
    return f"Nothing was done: it is {state.replace('_', ' ')}.{_said(action)}"


def _said(action: Action) -> str:
    decision = action.get("decision")
    feedback = decision.get("feedback") if decision else None
    return f" They say: {feedback}" if feedback else ""


def _end(output: str) -> str:
    # The server takes no control characters but those of plain text: a person reads this in a terminal, too.
    plain = "".join(c if c >= " " and c != "\x7f" or c in "\n\t\r" else "\ufffd" for c in output)
    data = plain.encode(errors="replace")
    if len(data) <= _OUTPUT:
        return data.decode()
    left_out = len(data) - _OUTPUT
    return f"({left_out} bytes before this are left out)\n" + data[left_out:].decode(errors="ignore")
