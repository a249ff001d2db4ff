# The environment is made once and used again, until what it is made from changes.
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/ready

.PHONY: demo test lint docs bench clean

demo: $(READY)
	$(VENV)/bin/autograder demo

# By two workers, a file by one of them: what one waits for leaves a core to the other.
test: $(READY)
	$(VENV)/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

docs: $(READY)
	NO_MKDOCS_2_WARNING=1 $(VENV)/bin/mkdocs build --strict --quiet

# Grades the same classes by Otter and by us, and writes benchmarks/RESULTS.md.
bench: $(READY)
	$(VENV)/bin/python -m benchmarks

$(READY): pyproject.toml autograder/constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -c autograder/constraints.txt -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) demo-grades site
