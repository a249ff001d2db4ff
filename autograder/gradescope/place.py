"""Where things are on the platform, and in the image that setup.sh makes."""

from __future__ import annotations

from pathlib import Path

PLATFORM = Path("/autograder")
SUBMISSION = PLATFORM / "submission"
METADATA = PLATFORM / "submission_metadata.json"
RESULTS = PLATFORM / "results" / "results.json"

SECRET = Path("/opt/autograder/secret")
BUNDLE = SECRET / "bundle"
SETTINGS = SECRET / "settings.json"
REHEARSAL = SECRET / "rehearsal"
STUBS = SECRET / "stubs.json"
