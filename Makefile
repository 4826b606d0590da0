# Every command of the repository. `make` alone prints them.

.DEFAULT_GOAL := help
scripts := tests/scripts
TIME ?= 60

.PHONY: help
help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## Install what building needs (Debian and Ubuntu packages); the rest comes when a command needs it
	@$(scripts)/setup.sh

.PHONY: run
run: ## The app in a browser, with a server and emulated cards; on a Mac in the simulator. Prints addresses and log-ins
	@$(scripts)/run.sh

.PHONY: run-server
run-server: ## The server with its fictional institutions, until Ctrl-C; prints addresses and log-ins
	@$(scripts)/run_server.sh

.PHONY: tour
tour: ## A guided day in the terminal
	@$(scripts)/tour.sh

.PHONY: pictures
pictures: ## Make the pictures of the guides from the running app
	@$(scripts)/pictures.sh

.PHONY: swift-toolchain
swift-toolchain: ## Install Swift for Linux into the cache, where the machine has none
	@$(scripts)/swift_toolchain.sh

.PHONY: test
test: ## All tests that need no Mac, with counts per suite
	@$(scripts)/test.sh

.PHONY: test-swift
test-swift: ## Only the tests of the Swift packages; on Linux with stand-ins for Apple's frameworks
	@$(scripts)/test.sh bindings kit stand-ins

.PHONY: check
check: ## What CI runs: formatting, lints, licences, documentation, hygiene, all tests
	@$(scripts)/check.sh

.PHONY: fmt
fmt: ## Format the Rust code, and the Swift code where there is a Swift
	@cargo fmt --all && cargo fmt --manifest-path tests/fuzz/Cargo.toml && $(scripts)/swift_format.sh --if-installed

.PHONY: lint
lint: ## Formatting, clippy, shellcheck, lints of Swift and hygiene, without tests
	@$(scripts)/check.sh fmt clippy scripts swift hygiene

.PHONY: deny
deny: ## Banned crates, licences, sources and, where reachable, advisories
	@$(scripts)/check.sh deny

.PHONY: docs
docs: ## Build the Rust documentation; warnings are errors
	@$(scripts)/check.sh docs

.PHONY: bench
bench: ## Run the benchmarks
	@$(scripts)/bench.sh

.PHONY: fuzz
fuzz: ## Fuzz every target, TIME seconds in total (default 60)
	@$(scripts)/fuzz.sh $(TIME)

.PHONY: soak
soak: ## Kill phones and servers and try random events with new seeds, for TIME seconds (default 60)
	@$(scripts)/soak.sh $(TIME)

.PHONY: peers
peers: ## Only the peer tests, through PC/SC: OpenSC, OpenSSL, another library, another card; writes their table
	@$(scripts)/peers.sh --write

.PHONY: contract
contract: ## Only the requests of every kind that are judged by docs/openapi.json
	@$(scripts)/contract.sh

.PHONY: tls
tls: ## Only what testssl.sh finds in the handshakes of the server
	@$(scripts)/tls.sh

.PHONY: browser
browser: ## Only the tests of the preview in headless Chromium
	@$(scripts)/browser.sh

.PHONY: mutants
mutants: ## Plant known faults one by one; every one must be caught by a test
	@$(scripts)/mutants.py

.PHONY: verify-bindings
verify-bindings: ## Compare the Swift side of the Rust libraries with what they export
	@bindings/scripts/verify.sh

.PHONY: ios-check
ios-check: ## Compile the Rust code of the phone for iPhones, without a Mac; writes what it weighs
	@bindings/scripts/ios_check.sh --write

.PHONY: xcframework
xcframework: ## Build the Rust code of the phone for iPhones and their simulator (on a Mac)
	@bindings/scripts/xcframework.sh

.PHONY: app
app: ## Build the app for the simulator (on a Mac, after xcframework)
	@ios/scripts/build_app.sh

.PHONY: error-codes
error-codes: ## Write docs/error-codes.md from the catalogue in the core
	@KYOTAKU_BLESS=1 cargo test --quiet -p kyotaku-core --test error_codes

.PHONY: bindings
bindings: ## Write the Swift side of the Rust libraries, and the list of their licences
	@bindings/scripts/generate.sh && bindings/scripts/licences.py

.PHONY: openapi
openapi: ## Write docs/openapi.json from the annotations of the server
	@KYOTAKU_BLESS=1 cargo test --quiet -p kyotaku-server --test openapi

.PHONY: clean
clean: ## Remove everything that was built
	@cargo clean && rm -rf tests/fuzz/target tests/fuzz/artifacts .run bindings/swift/.build ios/*/.build ios/linux/*/.build
