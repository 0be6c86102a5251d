"""Makes `models.py` from the openapi.json of a running server: python generate.py http://127.0.0.1:3000"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import urlopen

MODELS = Path(__file__).parent / "src" / "mission_control" / "models.py"
_HEAD = '"""The bodies and answers of the API, made from openapi.json by generate.py. Do not edit."""\n'
# Plain dictionaries with types: nothing of it exists at run time, and an answer with more in it than this knows still reads.
_OPTIONS = [
    "--input-file-type=openapi",
    "--output-model-type=typing.TypedDict",
    "--no-use-closed-typed-dict",
    "--enum-field-as-literal=all",
    "--target-python-version=3.11",
    "--use-schema-description",
    "--use-field-description",
    "--use-union-operator",
    "--use-standard-collections",
    "--disable-timestamp",
    "--formatters=builtin",
]


def generate(url: str, to: Path) -> None:
    """Writes what the server at `url` says about itself."""
    with tempfile.TemporaryDirectory() as place:
        document = Path(place) / "openapi.json"
        with urlopen(f"{url.rstrip('/')}/api/mission-control/openapi.json", timeout=30) as answer:
            document.write_bytes(answer.read())
        head = Path(place) / "head"
        head.write_text(_HEAD)
        command = [sys.executable, "-m", "datamodel_code_generator", f"--input={document}", f"--output={to}"]
        subprocess.run([*command, f"--custom-file-header-path={head}", *_OPTIONS], check=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    generate(sys.argv[1], MODELS)
