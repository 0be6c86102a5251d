"""propose.sh against a real server: approve, reject, edit, and a server that is gone."""

from __future__ import annotations

import subprocess
from pathlib import Path

from desk import Desk, approve, edit, reject

SCRIPT = Path(__file__).parent / "propose.sh"


def propose(desk: Desk, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the example as a person would."""
    words = [str(SCRIPT), "Greet", "Writes a greeting."]
    environment = {**desk.environment(), **environment}
    return subprocess.run(words, input=script, env=environment, capture_output=True, text=True, timeout=120)


def test_approve(desk: Desk) -> None:
    place = desk.workspace / "greeting"
    desk.will(approve)
    done = propose(desk, f"""echo "it's" > {place}; cat {place}; echo careful >&2; exit 3\n""")
    assert (done.returncode, done.stdout) == (3, "it's\n"), done.stderr
    assert "careful" in done.stderr


def test_reject(desk: Desk) -> None:
    desk.will(reject("Use the staging database."))
    done = propose(desk, f"touch {desk.workspace}/greeting\n")
    assert (done.returncode, done.stdout) == (125, ""), done.stderr
    assert "Use the staging database." in done.stderr
    assert not (desk.workspace / "greeting").exists()


def test_edit(desk: Desk) -> None:
    desk.will(edit(f"touch {desk.workspace}/edited"), approve)
    done = propose(desk, f"touch {desk.workspace}/proposed\n")
    assert done.returncode == 0, done.stderr
    first, second = desk.actions()[-2:]
    assert (first["supersededBy"], second["revision"]) == (second["id"], 2)
    assert first["digest"] != second["digest"]
    assert [file.name for file in desk.workspace.iterdir() if file.is_file()] == ["edited"]


def test_a_wrong_key_is_said_and_nothing_is_proposed(desk: Desk) -> None:
    before = len(desk.actions())
    done = propose(desk, "true\n", MISSION_CONTROL_KEY="wrong")
    assert (done.returncode, done.stdout) == (125, "")
    assert done.stderr
    assert len(desk.actions()) == before
