"""The platform's part in a container, by its published behaviour: `python3 harness.py TIMEOUT`, as root.

It makes `submission/` and `results/` anew, copies in what was handed in, writes the metadata, runs the autograder with
its own environment but for the token, kills that one process when the time is over, reads what was left in
results.json, and prints what it would upload as one line of JSON.
"""

import json
import os
import shutil
import subprocess
import sys
import time

ROOT = "/autograder"
INCOMING = "/incoming"


def main(timeout):
    for name in ("submission", "results"):
        shutil.rmtree(f"{ROOT}/{name}", ignore_errors=True)
        os.mkdir(f"{ROOT}/{name}")
    shutil.copytree(f"{INCOMING}/files", f"{ROOT}/submission", dirs_exist_ok=True)
    shutil.copyfile(f"{INCOMING}/metadata.json", f"{ROOT}/submission_metadata.json")
    environment = {name: value for name, value in os.environ.items() if name != "AUTHENTICATION_TOKEN"}
    begin, began_at = time.monotonic(), time.time()
    with open(f"{ROOT}/results/stdout", "wb") as out:
        process = subprocess.Popen(["./run_autograder"], cwd=ROOT, stdout=out, stderr=out, env=environment)
        early = first_results(process)
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            overdue = {"score": 0, "output": "Your submission timed out."}
            with open(f"{ROOT}/results/results.json", "w") as file:
                json.dump(overdue, file)
    uploaded = {
        "seconds": time.monotonic() - begin,
        "results_after": os.stat(f"{ROOT}/results/results.json").st_mtime - began_at,
        "exit": process.returncode,
        "early": early,
        "results": read(f"{ROOT}/results/results.json"),
        "stdout": read(f"{ROOT}/results/stdout"),
        "left": [pid for pid in processes() if pid not in (1, os.getpid())],
        "written": sorted(os.listdir(f"{ROOT}/results")),
    }
    print(json.dumps(uploaded))


def first_results(process):
    """What stands in results.json as soon as anything does."""
    while process.poll() is None:
        if os.path.exists(f"{ROOT}/results/results.json"):
            return read(f"{ROOT}/results/results.json")
        time.sleep(0.005)
    return None


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read().replace("\0", "\ufffd")


def processes():
    """All processes of the container that are not dead."""
    found = []
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{name}/stat") as file:
                found += [int(name)] * (file.read().rsplit(")")[1].split()[0] != "Z")
        except (ValueError, OSError):
            continue
    return found


if __name__ == "__main__":
    main(float(sys.argv[1]))
