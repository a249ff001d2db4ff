"""What coursework uses works inside the sandbox as it does outside."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from autograder.assignment import Assignment
from autograder.sandbox import spawn

Probe = Callable[[str], Any]

PACKAGES = ("numpy", "pandas", "scikit-learn", "matplotlib", "torch")

CASES = {
    "training": """
import torch
layer = torch.nn.Linear(3, 2)
optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
before = layer.weight.detach().clone()
torch.nn.functional.cross_entropy(layer(torch.ones(4, 3)), torch.tensor([0, 1, 0, 1])).backward()
optimizer.step()
return bool((layer.weight != before).any())
""",
    "a loader with workers": """
import torch
from torch.utils.data import DataLoader, TensorDataset
loader = DataLoader(TensorDataset(torch.arange(6)), batch_size=2, num_workers=2)
return sum(len(batch) for batch, in loader) == 6
""",
    "saving a model": """
import torch
torch.save(torch.ones(2), "weights.pt")
return torch.load("weights.pt").sum().item() == 2
""",
    "all processors, asked for by joblib": """
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GridSearchCV
x, y = np.arange(40.0).reshape(20, 2), np.arange(20) % 2
search = GridSearchCV(RandomForestClassifier(5), {"max_depth": [1, 2]}, n_jobs=-1, cv=2).fit(x, y)
return search.best_params_["max_depth"] in (1, 2)
""",
    "joblib itself": """
from joblib import Parallel, delayed
return Parallel(n_jobs=-1)(delayed(abs)(-n) for n in range(3)) == [0, 1, 2]
""",
    "scipy": """
from scipy import optimize, stats
return abs(optimize.minimize_scalar(lambda x: (x - 2) ** 2).x - 2) < 1e-6 and stats.norm.cdf(0) == 0.5
""",
    "a table": """
import pandas as pd
pd.DataFrame({"toes": [5, 6]}).to_csv("toes.csv", index=False)
return pd.read_csv("toes.csv").toes.sum() == 11
""",
    "a plot": """
import matplotlib.pyplot as plt, os
plt.plot([1, 2])
plt.title("wings")
plt.savefig("plot.png")
return os.path.getsize("plot.png") > 1000
""",
    "threads": """
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(4) as pool:
    return list(pool.map(abs, [-1, 2])) == [1, 2]
""",
    "coroutines": """
import asyncio
async def both():
    return await asyncio.gather(asyncio.sleep(0, 1), asyncio.to_thread(abs, -2))
return asyncio.run(both()) == [1, 2]
""",
    "a harmless program": """
import subprocess
return subprocess.run(["ls", "-a"], capture_output=True, text=True, check=True).stdout.startswith(".")
""",
    "who runs this": """
import getpass, os
return getpass.getuser() == "student" and os.path.expanduser("~") == os.getcwd()
""",
    "temporary files": """
import tempfile
with tempfile.NamedTemporaryFile("w+") as file, tempfile.TemporaryDirectory() as folder:
    return file.write("wings") == 5 and len(folder) > 0
""",
}


@pytest.fixture(scope="module")
def fork_server() -> Iterator[socket.socket]:
    """A fork-server that knows all the packages."""
    preloads = ("pandas", "matplotlib.pyplot", "torch", "torch.utils.data")
    everything = Assignment("all", "All", 0, questions=(), packages=PACKAGES, preloads=preloads)
    with spawn.fork_server(everything) as server:
        yield server


@pytest.mark.parametrize("what", CASES)
def test_it_works(what: str, probe: Probe) -> None:
    assert probe(CASES[what])
