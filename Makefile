# Two commands do everything on a fresh machine with Python 3.11+ and make:
#   make run    reads the example pages, judges an invented county's figures, and opens the office on its year at
#               http://127.0.0.1:8000/ until Ctrl-C (make run OFFICE=no: without it; make run PAGES=path: reads your own)
#   make test   runs every check and every test
# Everything is installed into $(VENV); nothing else on the machine is touched, except that `make test`
# installs Chromium and Chinese fonts where it may (see .ci/browser).

SHELL := /bin/sh
VENV ?= .venv
SHARED ?= ../shared
PAGES ?= examples/pages
OUT ?= out
OFFICE ?= yes
PORT ?= 8000
REPORTS ?=
REPEAT ?= 10
BENCHMARKS ?= read assess outlook
BENCH ?=
ASSESS ?=
OUTLOOK ?=
STRESS ?=
FIGURES := examples/figures
export PAGES OUT REPORTS SHARED

PY := $(VENV)/bin/python
LUOSHI := $(VENV)/bin/luoshi
PIP := $(PY) -m pip --disable-pip-version-check --no-input
# Hash-checked, and without build isolation: an sdist is built by the pinned tools of requirements/build.txt.
INSTALL := $(PIP) install --quiet --require-hashes --no-build-isolation
COMPILE := UV_CUSTOM_COMPILE_COMMAND="make requirements" $(UV) pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links $(UPGRADE)
UV ?= uv
UPGRADE ?=

.PHONY: help run figures test check bench bench-read bench-assess bench-outlook stress requirements clean
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/run.stamp ## read the example pages (or PAGES=path), judge an example year, open the office (OFFICE=no: not)
	@mkdir -p "$$OUT"
	@# 1: some files could not be read; the others are in the table and in the workbook all the same.
	@$(LUOSHI) read "$$PAGES" --format table || [ $$? -eq 1 ]
ifeq ($(PAGES),examples/pages)
	@$(MAKE) --no-print-directory figures
endif
	@$(LUOSHI) read "$$PAGES" --quiet -o "$$OUT/luoshi.xlsx"; status=$$?; [ $$status -le 1 ] || exit $$status; \
	printf '\nThe workbooks to hand out: %s\n' "$$(ls "$$OUT"/*.xlsx | tr '\n' ' ')"; \
	echo "Next: $(LUOSHI) check examples/reports/云岚县-2024.txt --against examples/reports/云岚县-2025.txt"; \
	echo "      $(LUOSHI) show examples/pages/云岚日报-20250103-01版.txt   and   $(LUOSHI) --help"; \
	exit $$status
ifeq ($(PAGES)-$(OFFICE),examples/pages-yes)
	@# To its end in the foreground: Ctrl-C closes the office, and the data stay for the next time.
	@printf '\n$$ luoshi serve --demo --data %s --port $(PORT)\n' "$$OUT/office"
	@exec $(LUOSHI) serve --demo --data "$$OUT/office" --port $(PORT)
endif

# What the example pages promise, judged by an invented year: each command once on the terminal, once as a workbook.
JUDGE := assess --targets $(FIGURES)/targets.csv --observations $(FIGURES)/observations.csv --as-of 2024-10
RANK := rank --observations $(FIGURES)/towns.csv --rules $(FIGURES)/league.toml --period 2024年1—10月
QUESTION := check-figures $(FIGURES)/doubtful.csv --parts $(FIGURES)/parts.csv
figures:
	@printf '\n$$ luoshi $(JUDGE)\n'; $(LUOSHI) $(JUDGE)
	@$(LUOSHI) $(JUDGE) --outlook --quiet -o "$$OUT/进度.xlsx"
	@printf '\n$$ luoshi $(RANK)\n'; $(LUOSHI) $(RANK)
	@$(LUOSHI) $(RANK) --quiet -o "$$OUT/排名.xlsx"
	@printf '\n$$ luoshi $(QUESTION)\n'; $(LUOSHI) $(QUESTION)
	@$(LUOSHI) $(QUESTION) --quiet -o "$$OUT/核查.xlsx"

# Two files at a time: what is quick one by one takes a quarter of an hour in a row. Each of the two has its own databases,
# browser and Spark.
TWO := $(PY) -m pytest -n 2 --dist loadfile
# Kept compiled: the tests start luoshi hundreds of times, each time for twice as long otherwise (make clean removes it).
test: export PYTHONDONTWRITEBYTECODE :=
test: check ## all checks and all tests; the labelled documents too where SHARED (../shared) is there
	@.ci/browser
	$(TWO) -m "not slow and not gold"
	$(TWO) -m "slow and not gold" tests/office
	$(TWO) -m "slow and not gold" --ignore=tests/office
	@if [ -d "$(SHARED)/gold" ]; then \
		echo "$(TWO) -m gold"; $(TWO) -m gold; \
	else \
		echo "No labelled documents in $(SHARED): the acceptance tests on them are not run."; \
	fi

check: $(VENV)/test.stamp ## style, types and layers, without the tests
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/test.stamp $(BENCHMARKS:%=bench-%) ## speed, memory and accuracy as tables (BENCHMARKS="read assess outlook"; options: BENCH, ASSESS, OUTLOOK)

bench-read: $(VENV)/test.stamp
	@if [ -n "$$REPORTS" ]; then texts=$$REPORTS; \
	elif [ -d "$(SHARED)/reports" ]; then texts="$(SHARED)/reports"; \
	else texts=examples/reports; fi; \
	$(PY) benchmarks/run.py --reports "$$texts" --repeat $(REPEAT) --shared "$(SHARED)" $(BENCH)

bench-assess: $(VENV)/test.stamp
	@$(PY) benchmarks/assess.py $(ASSESS)

bench-outlook: $(VENV)/test.stamp
	@if [ -d "$(SHARED)/data/national_monthly" ]; then $(PY) benchmarks/outlook.py --shared "$(SHARED)" $(OUTLOOK); \
	else echo "No national series in $(SHARED)/data: the outlook is not tried on them."; fi

stress: $(VENV)/stress.stamp ## what the office must withstand, whole: 200 kills, 10,000 strange requests, 200 people at once (hours; STRESS=test file)
	@mkdir -p "$$OUT"
	PATH="$(abspath $(VENV))/bin:$$PATH" LUOSHI_TEST_STRESS=1 LUOSHI_TEST_STRESS_OUT="$(abspath $(OUT))/stress.md" \
		$(PY) -m pytest tests/office/stress/$(STRESS)

requirements: ## pin the requirements anew from pyproject.toml and requirements/*.in (needs uv; UPGRADE=--upgrade for newer ones)
	@command -v $(UV) >/dev/null || { echo "make requirements needs uv (pip install uv), or UV=path/to/uv."; exit 1; }
	$(COMPILE) requirements/build.in -o requirements/build.txt
	$(COMPILE) pyproject.toml -o requirements/base.txt
	$(COMPILE) pyproject.toml --extra office -c requirements/base.txt -o requirements/run.txt
	$(COMPILE) pyproject.toml --extra office --extra postgres -c requirements/run.txt -o requirements/office.txt
	$(COMPILE) pyproject.toml requirements/test.in --all-extras -c requirements/office.txt -o requirements/test.txt

clean: ## remove what was made: the environment, the output, the caches
	rm -rf $(VENV) out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment, step by step; a step runs again when the file it is made from has changed.
$(VENV)/venv.stamp:
	@VENV="$(VENV)" .ci/environment
	@touch $@

$(VENV)/build.stamp: $(VENV)/venv.stamp requirements/build.txt
	@echo "Installing the build tools …"
	@$(INSTALL) -r requirements/build.txt
	@touch $@

$(VENV)/run.stamp: $(VENV)/build.stamp requirements/run.txt pyproject.toml
	@echo "Installing what reading, judging and the office need …"
	@$(INSTALL) -r requirements/run.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements/test.txt
	@echo "Installing what the tests need (about 2 GB: Spark, a JDK, the recognition models) …"
	@$(INSTALL) -r requirements/test.txt
	@touch $@

$(VENV)/stress.stamp: $(VENV)/test.stamp requirements/stress.txt
	@echo "Installing what puts load on the office …"
	@$(INSTALL) -r requirements/stress.txt
	@touch $@
