"""Behaviour 3: GraphQL over HTTP as specified.  The public audits of `graphql-http`, against the real service."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.web.served import served

AUDITS = Path(__file__).resolve().parents[2] / "tools" / "http_audits"
NUMBER = 61


@pytest.fixture(scope="module")
def audits() -> Path:
    """The script, its package installed; without the means its test is skipped, and in CI it fails."""
    fetched = subprocess.run([AUDITS / "fetch"], capture_output=True, text=True, check=False)
    if shutil.which("node") and fetched.returncode == 0:
        return AUDITS / "audit.mjs"
    if os.environ.get("CI"):
        pytest.fail(f"CI must run the audits. {fetched.stderr}", pytrace=False)
    pytest.skip(fetched.stderr.strip())


def test_behaviour_3_every_public_audit_passes_warnings_included(audits: Path, tmp_path: Path) -> None:
    with served(tmp_path) as service:
        run = subprocess.run(
            ["node", audits, f"{service.url}/graphql"], capture_output=True, text=True, check=True, timeout=60)
        log = service.log()
    results: list[dict[str, Any]] = json.loads(run.stdout)
    assert len(results) == NUMBER
    assert [result for result in results if result["status"] != "ok"] == []
    assert "Traceback" not in log


def test_the_audits_are_pinned_by_hashes_and_name_no_registry() -> None:
    lock = json.loads((AUDITS / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: found for name, found in lock["packages"].items() if name}
    assert packages
    assert all(found["integrity"].startswith("sha512-") for found in packages.values())
    assert not any("resolved" in found for found in packages.values())
