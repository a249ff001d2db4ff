#!/usr/bin/env python3
"""The `run_autograder` of a Gradescope zip of finished results: pick the submitter's by e-mail, and run nothing.

It stands alone in Gradescope's container, with the Python that is there.
"""

import json
import shutil
import sys
from pathlib import Path


def main(home: Path) -> int:
    """Put the one result of the submitters in place; where there is none, or are several, put none there."""
    source = home / "source"
    files = json.loads((source / "emails.json").read_text("utf-8"))
    users = json.loads((home / "submission_metadata.json").read_text("utf-8")).get("users", [])
    emails = [str(user.get("email", "")).strip().casefold() for user in users]
    found = {files[email] for email in emails if email in files}
    if len(found) != 1:
        print(f"{len(found)} finished results for {', '.join(emails) or 'nobody'}: nothing is graded.")
        return 1
    shutil.copyfile(source / "results" / found.pop(), home / "results" / "results.json")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent))
