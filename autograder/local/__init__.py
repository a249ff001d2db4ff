"""The visible checks of a student's own notebook, from the shell: the very files that `grader.check` runs inside it.

start.py starts what imports the packages, and has the rest of this imported meanwhile; checks.py runs the notebook and
its checks.
"""

from __future__ import annotations

# The packages a notebook may import, and of each what is imported beforehand if the notebook names it: once for all
# the runs of --watch.
STACK = {
    "numpy": ("numpy",),
    "pandas": ("pandas",),
    "scikit-learn": ("sklearn", "sklearn.linear_model", "sklearn.model_selection"),
    "matplotlib": ("matplotlib", "matplotlib.pyplot"),
    "torch": ("torch",),
}
WITH = {"torch": "torch._dynamo"}  # the first optimizer imports it, in 3 seconds
