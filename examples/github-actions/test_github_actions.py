"""The step of deploy.yml, as a job would run it: approve, reject, edit, cancel, and a server that is gone."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from desk import Desk, approve, edit, reject

HERE = Path(__file__).parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the job has checked out: hold.sh, and a deployment that leaves a trace."""
    shutil.copy(HERE / "hold.sh", tmp_path)
    deploy = tmp_path / "deploy.sh"
    deploy.write_text('#!/bin/sh\necho "deployed to $1${MISSION_CONTROL_KEY:+ with a key}" | tee -a trace\n[ "$1" != broken ] || exit 3\n')
    deploy.chmod(0o755)
    return tmp_path


def step() -> dict[str, Any]:
    """The step that is held."""
    job = yaml.safe_load((HERE / "deploy.yml").read_text())["jobs"]["deploy"]
    found: dict[str, Any] = job["steps"][-1]
    return found


def start(desk: Desk, checkout: Path, **environment: str) -> subprocess.Popen[str]:
    """Runs the step as GitHub does."""
    known = {**desk.environment(), "GITHUB_SHA": "0123abc", "GITHUB_RUN_ID": "7", **environment}
    script = checkout / "step.sh"
    script.write_text(step()["run"])
    # Whoever runs these tests may ignore signals, and hands that down: a job hears them.
    heard = ["env", "--default-signal=INT,TERM"]
    words = [*heard, "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)]
    return subprocess.Popen(
        words, cwd=checkout, env=known, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )  # fmt: skip


def run(desk: Desk, checkout: Path, **environment: str) -> tuple[int, str, str]:
    """Runs it to its end."""
    process = start(desk, checkout, **environment)
    output, errors = process.communicate(timeout=120)
    return process.returncode, output, errors


def trace(checkout: Path) -> str:
    """What was deployed."""
    file = checkout / "trace"
    return file.read_text() if file.exists() else ""


def test_the_step_names_every_variable_that_it_needs() -> None:
    names = {"MISSION_CONTROL_URL", "MISSION_CONTROL_DESKTOP", "MISSION_CONTROL_KEY", "MISSION_CONTROL_SECONDS"}
    assert set(step()["env"]) == names


def test_approve(desk: Desk, checkout: Path) -> None:
    desk.will(approve)
    code, output, errors = run(desk, checkout)
    assert code == 0, errors
    assert "Approved by Ana: ./deploy.sh production" in output
    assert trace(checkout) == "deployed to production\n"
    action = desk.actions()[-1]
    assert (action["state"], action["result"]["stdout"]) == ("succeeded", "deployed to production\n")
    assert action["title"] == "Deploy 0123abc to production"


def test_reject(desk: Desk, checkout: Path) -> None:
    desk.will(reject("Not on a Friday."))
    code, _, errors = run(desk, checkout)
    assert code == 125 and "Not on a Friday." in errors
    assert trace(checkout) == ""


def test_edit(desk: Desk, checkout: Path) -> None:
    desk.will(edit("./deploy.sh staging"), approve)
    code, output, errors = run(desk, checkout)
    assert code == 0, errors
    assert "Approved by Ana: ./deploy.sh staging" in output
    assert trace(checkout) == "deployed to staging\n"
    first, second = desk.actions()[-2:]
    assert first["digest"] != second["digest"] and second["revision"] == 2


def test_the_exit_code_of_the_command_is_that_of_the_step(desk: Desk, checkout: Path) -> None:
    desk.will(edit("./deploy.sh broken"), approve)
    code, _, errors = run(desk, checkout)
    assert code == 3, errors
    action = desk.actions()[-1]
    assert (action["state"], action["result"]["exitCode"]) == ("failed", 3)


def test_a_cancelled_job_withdraws_its_request(desk: Desk, checkout: Path) -> None:
    process = start(desk, checkout)
    action = desk.until(desk.waiting)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 125, errors
    assert desk.agent().action(action["id"])["state"] == "withdrawn"
    assert trace(checkout) == ""


def test_nobody_answers_in_time(desk: Desk, checkout: Path) -> None:
    code, _, errors = run(desk, checkout, MISSION_CONTROL_SECONDS="1")
    assert code == 125 and "expired" in errors
    assert trace(checkout) == ""


def test_a_server_that_is_gone_is_not_a_yes(desk: Desk, checkout: Path) -> None:
    quick = checkout / "bin"
    quick.mkdir()
    (quick / "sleep").symlink_to("/bin/true")
    path = f"{quick}:{desk.environment()['PATH']}"
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        code, _, errors = run(desk, checkout, MISSION_CONTROL_URL=url, PATH=path)
    assert code == 125 and "does not answer" in errors
    assert trace(checkout) == ""
