"""What is installed is what is tested."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

SOURCE = Path(__file__).parent.parent


def test_the_wheel_holds_the_client_and_needs_nothing_else(tmp_path: Path) -> None:
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(tmp_path), str(SOURCE)], check=True)
    [wheel] = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    files = {f"mission_control/{file.name}" for file in (SOURCE / "src" / "mission_control").iterdir() if file.is_file()}
    assert files <= names and "mission_control/py.typed" in names
    # With nothing but the standard library.
    script = f"import sys; sys.path.insert(0, {str(wheel)!r}); import mission_control, mission_control.models"
    subprocess.run([sys.executable, "-I", "-S", "-c", script], check=True, env={"PATH": os.environ["PATH"]})
