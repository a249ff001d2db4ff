"""The pictures on the pages, of real outputs: `python docs/pictures.py` grades the demo's class and looks at it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent / "pictures"
WIDTH, MARGIN = 760, 16


def main() -> None:
    """Grade, open the report and a student's feedback, and keep what is seen."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        out = Path(folder, "grades")
        subprocess.run(["autograder", "demo", "-o", out], check=True)
        subprocess.run(["autograder", "report", out, "--feedback"], check=True)
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 3000}, color_scheme="light")
        take(page, out / "report.html", "Questions", 760, "report.png")
        take(page, out / "feedback" / "alan_boole.html", "Draw the line", 160, "feedback.png")
        browser.close()


def take(page: Page, shown: Path, heading: str, height: int, name: str) -> None:
    """A picture of a page from a heading on, so many pixels high."""
    page.goto(shown.as_uri())
    box = page.get_by_role("heading", name=heading).first.bounding_box()
    assert box is not None
    page.screenshot(path=HERE / name, clip={"x": 0, "y": box["y"] - MARGIN, "width": WIDTH, "height": height})


if __name__ == "__main__":
    main()
