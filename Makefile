# Two commands are all that most people need: `make lab` and `make test`.
.DEFAULT_GOAL := help
.PHONY: help lab test check notebooks exercises lint bench lock clean

PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11 python,$(shell \
	$(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
UV_VERSION := $(shell sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements-dev.txt)
BIN := .venv/bin
LESSONS := $(sort $(wildcard notebooks/*.ipynb))
# Its panels would stand in every lesson and slow each start; the commands work without them.
NBGRADER_PANELS := $(addprefix nbgrader.server_extensions.,formgrader validate_assignment assignment_list course_list)
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)

help:
	@echo "make lab        set up, and open the first lesson in JupyterLab"
	@echo "make test       set up, and run every test"
	@echo "make check      a minute before a commit: style, types, and the tests that take no seconds"
	@echo "make notebooks  run every lesson again and store its outputs"
	@echo "make exercises  run the masters of the exercises again and make the student copies"
	@echo "make lint       check style and types"
	@echo "make bench      measure time and memory"
	@echo "make lock       resolve the exact versions in requirements*.txt anew"
	@echo "make clean      remove the environment and caches"

.venv/made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found; install it from python.org."; exit 1; }
	@echo "Making a Python environment in .venv with $(PYTHON) ..."
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing; on Debian: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

.venv/lab: .venv/made requirements.txt pyproject.toml helpers/desk/ipython_kernel_config.py
	@echo "Installing what the lessons need (about a minute the first time) ..."
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --link-mode=copy -r requirements.txt
	@$(BIN)/jupyter labextension disable "@jupyterlab/apputils-extension:announcements" >/dev/null 2>&1
	@mkdir -p .venv/etc/ipython && cp helpers/desk/ipython_kernel_config.py .venv/etc/ipython/
	@touch $@

# Compiled here: fifty kernels start in a test run, and where Python may write no compiled files each does it anew.
.venv/dev: .venv/lab requirements-dev.txt
	@echo "Installing what the tests need ..."
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install --link-mode=copy --compile-bytecode -r requirements-dev.txt
	@$(BIN)/jupyter labextension disable "@jupyter/nbgrader" >/dev/null 2>&1
	@$(BIN)/jupyter server extension disable --sys-prefix $(NBGRADER_PANELS) >/dev/null 2>&1
	@touch $@

lab: .venv/lab
	@echo "Opening $(firstword $(LESSONS)) in JupyterLab. To stop it, press Ctrl+C here twice."
	@$(BIN)/jupyter lab $(AS_ROOT) --ServerApp.root_dir="$(CURDIR)" --LabApp.default_url="/lab/tree/$(firstword $(LESSONS))"

# A file's tests stay together, for they share what takes long to make; tests/conftest.py puts the longest files first.
SIDE_BY_SIDE := -n 2 --dist loadfile --no-loadscope-reorder

test: .venv/dev
	@echo "1 of 2: unit, property and browser tests ..."
	@$(BIN)/python -m pytest $(SIDE_BY_SIDE) -rs --timeout 900
	@echo "2 of 2: every stored notebook against a fresh run ..."
	@READING_DIR=$$(mktemp -d) $(BIN)/python -m pytest $(SIDE_BY_SIDE) --nbval notebooks exercises/instructor

check: lint
	@HYPOTHESIS_PROFILE=check $(BIN)/python -m pytest $(SIDE_BY_SIDE) -q -m "not browser and not slow" --timeout 120

notebooks: .venv/dev
	@$(BIN)/python -m helpers notebooks

exercises: .venv/dev
	@$(BIN)/python -m helpers notebooks exercises/instructor/*.ipynb
	@$(BIN)/python -m helpers exercises

lint: .venv/dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: .venv/dev
	@$(BIN)/python tests/bench.py

# One lock for Linux, macOS and Windows, and for Python 3.11 to 3.14.
LOCK = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --upgrade -

lock: .venv/made
	@echo "Resolving exact versions for every system and Python 3.11 to 3.14 ..."
	echo "-e ." | $(LOCK) -o requirements.txt
	sed "/^-e/d" requirements.txt > .venv/constraints.txt
	echo "-e .[dev]" | $(LOCK) -c .venv/constraints.txt -o requirements-dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build ./*.egg-info
