"""The types are those of the server that is tested."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desk import Desk

sys.path.insert(0, str(Path(__file__).parent.parent))
from generate import MODELS, generate  # noqa: E402


def test_the_models_are_what_the_server_says(desk: Desk, tmp_path: Path) -> None:
    made = tmp_path / "models.py"
    generate(desk.url, made)
    if os.environ.get("MISSION_CONTROL_WRITE"):
        MODELS.write_text(made.read_text())
    same = made.read_text() == MODELS.read_text()
    assert same, "openapi.json changed: run `cargo xtask clients --write` and commit what it made"
