"""The pictures on the pages, of real outputs: `python docs/pictures.py` grades the demo's class and looks at it."""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from autograder.gradescope import blocks
from autograder.result import Result, from_json

HERE = Path(__file__).parent / "pictures"
WIDTH, MARGIN = 760, 16
PLATFORM = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 16px; color: #222 }
h1 { font-size: 20px } h2 { font-size: 15px; margin: 0 } p { margin: 4px 0 } ul { margin: 6px 0 0; padding-left: 18px }
section { border: 1px solid #ccc; border-left: 4px solid #888; padding: 8px 12px; margin: 8px 0 }
section.passed { border-left-color: #1b7f5c } section.failed { border-left-color: #c0392b }
"""


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
        shown = Path(folder, "gradescope.html")
        shown.write_text(as_a_platform(from_json((out / "results" / "alan_boole.json").read_text("utf-8"))), "utf-8")
        take(page, shown, "Autograder results", 560, "gradescope.png")
        browser.close()


def as_a_platform(result: Result) -> str:
    """A results.json as a student finds it: the first block, then one for each entry, with what is hidden left out."""
    written = blocks.results(result, "after_published", {})
    seen = [block for block in written["tests"] if block["visibility"] == "visible"]
    entries = "".join(
        f"<section class={block['status']}><h2>{html.escape(block['number'])}) {html.escape(block['name'])}"
        f" ({block['score']:g}/{block['max_score']:g})</h2>{block['output']}</section>"
        for block in seen
    )
    return (
        f"<!doctype html><meta charset=utf-8><style>{PLATFORM}</style><h1>Autograder results</h1>"
        f"<section>{written['output']}</section>{entries}"
    )


def take(page: Page, shown: Path, heading: str, height: int, name: str) -> None:
    """A picture of a page from a heading on, so many pixels high."""
    page.goto(shown.as_uri())
    box = page.get_by_role("heading", name=heading).first.bounding_box()
    assert box is not None
    page.screenshot(path=HERE / name, clip={"x": 0, "y": box["y"] - MARGIN, "width": WIDTH, "height": height})


if __name__ == "__main__":
    main()
