"""What an agent does itself: it goes on once, with what was approved, and says how it ended."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from desk import Desk, approve, edit, reject, revoke
from mission_control import MissionControlError, Permission, Refused, StillWaiting
from mission_control.models import Propose


def proposal(desk: Desk, command: str) -> Propose:
    """A command that the agent would run on a machine of its own."""
    return {
        "desktopId": desk.desktop,
        "title": "Deploy",
        "tool": {"name": "Bash", "kind": "execute"},
        "exact": {"command": command},
        "editable": True,
        "timeoutSeconds": 60,
        "description": "Deploys and prints the version.",
    }


def carry_out(permission: Permission, cwd: Path) -> None:
    """What an agent does with a yes."""
    done = subprocess.run(["sh", "-c", permission.command], cwd=cwd, capture_output=True, text=True)
    permission.report(done.returncode, done.stdout)


def test_a_yes_is_taken_once_and_its_end_is_reported(desk: Desk, tmp_path: Path) -> None:
    agent = desk.agent()
    desk.will(approve)
    permission = agent.ask(proposal(desk, "touch here && echo 2.8.0"))
    assert permission and permission.command == "touch here && echo 2.8.0"
    assert permission.action["state"] == "running"
    with pytest.raises(Refused) as refused:
        agent.take(permission.action["id"], reports=True)
    assert refused.value.code == "execution_already_claimed"
    carry_out(permission, tmp_path)
    done = agent.action(permission.action["id"])
    assert done["state"] == "succeeded"
    assert done["result"] is not None and done["result"]["stdout"] == "2.8.0\n"


def test_a_no_gives_no_permission_and_its_reason(desk: Desk) -> None:
    desk.will(reject("Not on a Friday."))
    permission = desk.agent().ask(proposal(desk, "./deploy"))
    assert not permission
    assert "Not on a Friday." in permission.why
    with pytest.raises(MissionControlError):
        _ = permission.command
    with pytest.raises(MissionControlError):
        permission.report(0)


def test_an_edit_is_what_may_run_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    desk.will(edit("touch edited"), approve)
    permission = desk.agent().ask(proposal(desk, "touch proposed"))
    assert permission and permission.edited
    assert (permission.command, permission.action["revision"]) == ("touch edited", 2)
    first = desk.actions()[-2]
    assert (first["state"], first["supersededBy"]) == ("superseded", permission.action["id"])
    assert first["digest"] != permission.action["digest"]
    carry_out(permission, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["edited"]


def test_a_yes_that_was_taken_back_is_a_no(desk: Desk) -> None:
    agent = desk.agent()
    action = agent.propose({**proposal(desk, "true"), "kind": "agent_permission"})
    approve(desk, desk.until(desk.waiting))
    revoke(desk, agent.action(action["id"]))  # type: ignore[arg-type]
    permission = agent.settle(action)
    assert not permission and permission.action["state"] == "revoked"


def test_a_yes_that_is_taken_back_between_reading_and_going_on_is_a_no(desk: Desk) -> None:
    agent = desk.agent()
    action = agent.propose({**proposal(desk, "true"), "kind": "agent_permission"})
    approve(desk, desk.until(desk.waiting))
    read = agent.wait(action["id"])
    revoke(desk, read)  # type: ignore[arg-type]
    agent.wait = lambda *_, **__: read  # type: ignore[method-assign]
    permission = agent.settle(action)
    assert not permission and "Not done" in permission.why


def test_nobody_answers_and_the_proposal_is_withdrawn(desk: Desk) -> None:
    with pytest.raises(StillWaiting) as late:
        desk.agent().ask(proposal(desk, "true"), seconds=0.2)
    assert desk.agent().action(late.value.action["id"])["state"] == "withdrawn"


def test_long_output_with_colours_is_reported_by_its_end(desk: Desk) -> None:
    desk.will(approve)
    permission = desk.agent().ask(proposal(desk, "make"))
    done = permission.report(2, "\x1b[31mred\x1b[0m\n" + "ä" * 100_000 + "\nthe end\n")
    assert done["state"] == "failed" and done["result"] is not None
    assert done["result"]["exitCode"] == 2
    assert done["result"]["stdout"].endswith("\nthe end\n")


def test_what_was_let_go_on_and_not_done_says_so(desk: Desk) -> None:
    desk.will(approve)
    done = desk.agent().ask(proposal(desk, "make")).report_not_started("There is no make here.")
    assert done["state"] == "failed" and done["result"] is not None
    assert done["result"]["reason"] == "There is no make here."
