"""What a desktop runs for an agent: approve, reject, edit."""

from __future__ import annotations

import pytest
from desk import Desk, approve, edit, reject
from mission_control import StillWaiting
from mission_control.models import Propose


def proposal(desk: Desk, script: str) -> Propose:
    """A change of the desktop's workspace."""
    return {
        "desktopId": desk.desktop,
        "title": "Write a greeting",
        "interpreter": "sh",
        "script": script,
        "cwd": str(desk.workspace),
        "description": "Writes a file and prints nothing else.",
    }


def test_an_approved_proposal_runs_once_and_its_result_comes_back(desk: Desk) -> None:
    agent = desk.agent()
    action = agent.propose(proposal(desk, "echo once >> greeting && echo written"))
    assert action["state"] == "pending"
    desk.will(approve)
    done = agent.wait(action["id"])
    assert done["state"] == "succeeded"
    assert done["result"] is not None and done["result"]["stdout"] == "written\n"
    assert (desk.workspace / "greeting").read_text() == "once\n"


def test_a_rejected_proposal_never_runs_and_says_why(desk: Desk) -> None:
    agent = desk.agent()
    desk.will(reject("Use the staging database."))
    done = agent.wait(agent.propose(proposal(desk, "touch greeting"))["id"])
    assert done["state"] == "rejected"
    assert done["decision"] is not None and done["decision"]["feedback"] == "Use the staging database."
    assert not (desk.workspace / "greeting").exists()


def test_an_edit_is_a_new_revision_with_a_new_digest_and_only_that_runs(desk: Desk) -> None:
    agent = desk.agent()
    proposed = agent.propose(proposal(desk, "touch proposed"))
    desk.will(edit("touch edited"), approve)
    done = agent.wait(proposed["id"])
    assert (done["state"], done["revision"]) == ("succeeded", 2)
    assert done["id"] == agent.action(proposed["id"])["supersededBy"]
    assert done["digest"] != proposed["digest"]
    assert done["editedBy"] is not None and done["editedBy"]["name"] == "Ana"
    assert (desk.workspace / "edited").exists()
    assert not (desk.workspace / "proposed").exists()


def test_nobody_answers_in_time_and_nothing_is_decided(desk: Desk) -> None:
    agent = desk.agent()
    action = agent.propose(proposal(desk, "touch greeting"))
    with pytest.raises(StillWaiting) as late:
        agent.wait(action["id"], seconds=0.2)
    assert late.value.action["state"] == "pending"
    assert agent.withdraw(action["id"])["state"] == "withdrawn"
