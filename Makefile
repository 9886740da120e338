# 'make run' and 'make test' are all the set-up there is; 'make help' lists the rest.
#
# Plain words, no colours. A target says what it installs before it does, and says nothing when there is nothing to do.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

GO ?= go
# passed on to the program: make run ARGS='--help'
ARGS ?=
# which packages test, bench and lint look at
PKGS ?= ./...
# for each fuzz target
FUZZTIME ?= 10s
# for each benchmark; 1x runs each once
BENCHTIME ?= 1s

# A clone that belongs to somebody else has no commit that git will tell; that must not stop the build.
VCS := $(shell git status >/dev/null 2>&1 && echo auto || echo false)

# Tests, benchmarks and their packages share one throw-away database server.
WITH := $(GO) run ./internal/pgtest/with --

# go build -v names each package it compiles, and nothing if all is fresh. This makes one line of that; anything else, such as a
# compiler's complaint, goes through as it is.
define PROGRESS
function note(text) { if (tty) printf "\rsahayak: %s ", text; else print "sahayak: " text; fflush(); open = tty }
function close_line() { if (open) print ""; open = 0 }
/^go: downloading / { if (tty || fetched % 50 == 0) note("fetching module " fetched + 1); fetched++; next }
/^[^ :#]+$$/ { if (tty || built % 100 == 0) note("building package " built + 1); built++; next }
{ close_line(); print; fflush() }
END { close_line() }
endef
export PROGRESS

.PHONY: help run test lint bench fuzz eval bless build install install-test clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: install build ## install what is missing, build, and start everything: http://localhost:8080
	@exec bin/sahayak up $(ARGS)

test: install-test ## run every test, with the race detector, against a real private PostgreSQL
	@$(WITH) $(GO) test -race -shuffle=on $(PKGS)
	@$(WITH) $(GO) test -run '^TestAttacks$$' ./agent # all of them; the race detector has time for one in seven

lint: build ## formatting, go vet, staticcheck, go.mod, service packs
	@unformatted=$$(find . -name '*.go' -not -path './bin/*' -print0 | xargs -0 gofmt -l); \
	if [ -n "$$unformatted" ]; then echo "not formatted, run gofmt -w:"; echo "$$unformatted"; exit 1; fi
	@$(GO) vet $(PKGS)
	@$(GO) tool staticcheck $(PKGS)
	@$(GO) mod tidy -diff
	@bin/sahayak corpus lint

eval: install build ## run the evaluation suites; fails at a gate, or where an answer was right before (ARGS='--help' for more)
	@bin/sahayak eval run $(ARGS)

bless: install build ## run the suites, or those named by ARGS, and make the result their baseline
	@out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; code=0; \
	bin/sahayak eval run --out "$$out" $(ARGS) >"$$out/told" || code=$$?; \
	case $$code in 0|1|3) bin/sahayak eval bless "$$out";; *) exit $$code;; esac; \
	$(GO) test ./evals -run Bars -update >/dev/null # the table of docs/evals.md

bench: install ## run the benchmarks, BENCHTIME each
	@$(WITH) $(GO) test -run '^$$' -bench . -benchmem -benchtime $(BENCHTIME) $(PKGS)

fuzz: install ## run each fuzz target for FUZZTIME
	@grep -rlE --include='*_test.go' '^func Fuzz' . | xargs -r -n 1 dirname | sort -u | while read -r folder; do \
		for target in $$(cat "$$folder"/*_test.go | sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p'); do \
			echo "sahayak: $$folder $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$folder" </dev/null || exit 1; \
		done; \
	done

build: ## build bin/sahayak
	@$(GO) build -v -buildvcs=$(VCS) -o bin/sahayak ./cmd/sahayak 2>&1 | awk -v tty="$$([ -t 2 ] && echo 1 || true)" "$$PROGRESS" >&2

install: ## install PostgreSQL and pgvector if they are missing (Debian, Ubuntu)
	@internal/postgres/install.sh postgres

# The race detector needs a C compiler, the tests of pages a browser.
install-test: install
	@internal/postgres/install.sh gcc chromium

clean: ## remove what was built; data is not touched
	@rm -rf bin
