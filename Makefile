# make run     opens Deej, having installed what is missing
# make test    runs every test, real sound and real windows included
.DEFAULT_GOAL := help
.PHONY: help run setup test lint format bench screenshots translations train

PY := .venv/bin/python
# A screen of its own: tests open real windows and must not disturb, or be disturbed by, yours.
# What tests single widgets draws into memory, where no real pointer strays in.
XVFB := xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24 -nolisten tcp"

help:
	@sed -n 's/^# //p' Makefile

run:
	@packaging/bootstrap.sh run
	@.venv/bin/deej

setup:
	@packaging/bootstrap.sh run

test:
	@packaging/bootstrap.sh test
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2 --dist loadfile tests/unit tests/ui
	@$(XVFB) $(PY) -m pytest tests/integration

lint:
	@packaging/bootstrap.sh test
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy
	@.venv/bin/lint-imports

format:
	@.venv/bin/ruff check --fix
	@.venv/bin/ruff format

bench:
	@packaging/bootstrap.sh test
	@$(PY) -m pytest -o python_files='bench_*.py' tests/benchmarks -s

screenshots:
	@packaging/bootstrap.sh test
	@$(PY) -m tests.screenshots

# Takes up what the window says now; what is new waits in the .ts file to be translated.
translations:
	@packaging/bootstrap.sh test
	@.venv/bin/pyside6-lupdate -extensions py -no-obsolete -locations none \
	    -source-language en -target-language es \
	    deej_desktop -ts resources/translations/deej_es.ts
	@.venv/bin/pyside6-lrelease resources/translations/deej_es.ts

train:
	@packaging/bootstrap.sh train
	@packaging/train.sh
