# make chat opens the page, make test runs the tests; both set everything up first and take seconds the second time.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
INDEX := .policy-rag/index/CURRENT
SOURCES := $(shell find corpus rag -type f ! -name '*.pyc' 2>/dev/null)
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
# where it is set, each of the processes that the tests start compiles everything anew
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup index chat test browser check eval bench goldens clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*##/\t/' | expand -t 12

setup: $(STAMP) ## make .venv with .venv/bin/policy-rag

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新版本 / needs Python 3.11 or newer"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "安装依赖，首次约一两分钟 / installing, a minute or two the first time"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

index: $(INDEX)

$(INDEX): $(STAMP) $(SOURCES)
	@$(BIN)/policy-rag build
	@touch $@

chat: $(INDEX) ## open the chat page
	@$(BIN)/policy-rag serve --open

# those in a browser mostly wait, so they run beside the others, all but the last that follow them, for both to end
# at about the same time; what they say is printed after
LAST := $(addprefix tests/test_browser_,views.py quotes.py settings.py)
test: $(STAMP) browser ## run the tests
	@said=$$(mktemp); $(BIN)/python -m pytest -m browser $(addprefix --ignore=,$(LAST)) >$$said 2>&1 & beside=$$!; \
	  trap 'kill $$beside 2>/dev/null' INT TERM; $(BIN)/python -m pytest -m "not browser"; rest=$$?; \
	  $(BIN)/python -m pytest -m browser $(LAST); last=$$?; \
	  wait $$beside; pages=$$?; cat $$said; rm -f $$said; test $$rest = 0 && test $$last = 0 && test $$pages = 0

# the tests drive a real browser: Debian's chromium, with a font that has Chinese characters
browser:
	@command -v chromium >/dev/null 2>&1 && fc-list :lang=zh | grep -q . || { \
	  test "$$(id -u)" = 0 && command -v apt-get >/dev/null 2>&1 || { echo "浏览器测试需要 chromium 和中文字体：apt-get install chromium fonts-noto-cjk"; exit 2; }; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null; }

check: $(STAMP) ## format, lint and type-check
	@$(BIN)/ruff format --check rag eval ui tests
	@$(BIN)/ruff check rag eval ui tests
	@$(BIN)/pyright

eval: $(INDEX) ## run the development half of the question set
	@$(BIN)/policy-rag eval run

bench: $(INDEX) ## time the cold command, the warm question and the build
	@$(BIN)/python -m eval.bench.speed

goldens: $(STAMP) ## rewrite tests/goldens; read the difference before you commit it
	@POLICY_RAG_WRITE_GOLDENS=1 $(BIN)/python -m pytest tests/test_goldens.py

clean: ## remove the index and the virtual environment
	@rm -rf .policy-rag .venv
