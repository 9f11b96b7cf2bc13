# Shorthands; on Windows run what they run (see README.md).
PYTHON ?= python3
VENV := .venv/bin

.PHONY: site serve test lint docs bench soak clean

.venv/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(VENV)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/.ready-dev: .venv/.ready
	$(VENV)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

site: .venv/.ready
	$(VENV)/renlearn build
	@echo "With make: make serve."

serve: .venv/.ready
	$(VENV)/renlearn serve

test: .venv/.ready-dev
	sh tests/install-browser.sh
	sh tests/install-servers.sh
	$(VENV)/pytest -n 2 --dist loadgroup

lint: .venv/.ready-dev
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy

soak: .venv/.ready-dev
	RENLEARN_SOAK=1 $(VENV)/pytest -n 2 -m soak

docs: .venv/.ready-dev
	NO_MKDOCS_2_WARNING=1 $(VENV)/mkdocs build --strict -q -f mkdocs.docs.yml
	@echo "Open build/docs/index.html; to search too: $(PYTHON) -m http.server -d build/docs"

bench: site .venv/.ready-dev
	sh tests/install-browser.sh
	$(VENV)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	$(VENV)/python -m bench

clean:
	rm -rf build
