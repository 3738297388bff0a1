# Two commands do everything, set-up included: `make run` shows the tour, `make test` passes the tests.

packages := bubblewrap libcurl4-openssl-dev libre2-dev libsqlite3-dev libyaml-dev pkg-config zlib1g-dev
sources := Package.swift Sources Tests Examples Benchmarks/Package.swift Benchmarks/Sources

.PHONY: run test lint format setup

# `make run MODEL=xai/grok-4.3` asks a model; without one the tour is rehearsed, which needs no key and no network.
run: setup
	@swift build --quiet --product volery
	@.build/debug/volery run workflows/tour.yaml $(if $(MODEL),--model $(MODEL),--rehearse)

# One test after another: many of them count processes, descriptors and ports, or need the machine for a moment.
test: setup
	swift test --no-parallel

lint:
	swift format lint --strict --recursive --parallel $(sources)

format:
	swift format format --in-place --recursive --parallel $(sources)

# Installs the system packages that are missing; silent where none is.
setup:
	@command -v swift >/dev/null || { \
		echo "Volery needs a Swift toolchain, 6.2 or later: https://www.swift.org/install" >&2; exit 1; }
	@missing=; for package in $(packages); do \
		dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	[ -z "$$missing" ] && exit 0; \
	command -v apt-get >/dev/null || { \
		echo "Please install these packages, by their names in Debian:$$missing" >&2; exit 1; }; \
	sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	[ -z "$$sudo" ] || command -v sudo >/dev/null || { \
		echo "Please install as root: apt-get install$$missing" >&2; exit 1; }; \
	echo "Installing$$missing" >&2; \
	$$sudo apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null || { \
		echo "Could not install$$missing; please do so by hand and try again" >&2; exit 1; }
