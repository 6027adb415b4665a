#!/usr/bin/env bash
# 内規ガード: demo, check, test, build, pack, bench. Installs what it needs; `./build.sh help` lists the words.
set -euo pipefail
FROM=$PWD # a key is named from where the person stands
cd "$(dirname "$0")"

OUT=target/plugin        # what is packed, as it ships
RESTING=target/standby   # the stand-by version, as it ships
LOGS=target/logs
ZIP=target/naiki-guard.zip
DOMAIN=target/naiki-guard-domain.js
STANDBY=target/naiki-guard-standby.zip
DEV_KEY=target/dev-key.ppk
PORT=8080
KEY=

die() { printf '\nbuild.sh: %s\n' "$1" >&2; exit 1; }

# Runs a step and remembers how long it took.
STEPS=()
step() {
  local name=$1 start=$SECONDS; shift
  printf '\n== %s\n' "$name"
  "$@"
  STEPS+=("$(printf '%5d s  %s' $((SECONDS - start)) "$name")")
}
slowest() {
  printf '\nSlowest steps:\n'
  printf '%s\n' "${STEPS[@]}" | sort -rn | head -n 8
}

# Runs something that fetches: its own words go to a log, and a failure is one sentence.
fetch() {
  local what=$1 log; shift
  mkdir -p "$LOGS"
  log="$LOGS/$(printf '%s' "$what" | tr -cs 'A-Za-z0-9' '-').log"
  "$@" >"$log" 2>&1 || die "could not get $what; is there a network connection? The details are in $log, the last: $(tail -n 1 "$log")"
}

tools_rust() {
  command -v cargo >/dev/null || die 'cargo is missing: install Rust with rustup (https://rustup.rs).'
  if ! [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
    command -v rustup >/dev/null || die 'the Rust target wasm32-unknown-unknown is missing, and so is rustup to install it.'
    fetch 'the wasm32 target' rustup target add wasm32-unknown-unknown
  fi
  cargo metadata --locked --offline --format-version 1 >/dev/null 2>&1 || fetch 'the Rust crates' cargo fetch --locked
  # Messages of libraries name their source: no path of the machine that builds ships, and two machines build the same.
  local source flags=()
  for source in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do flags+=("--remap-path-prefix=$source=library"); done
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="${flags[*]}"
}

# The CLI must have the very version of the crate.
tools_bindgen() {
  local want
  want=$(sed -n 's/^wasm-bindgen = "=\([0-9.]*\)".*/\1/p' Cargo.toml)
  [ -n "$want" ] || die 'Cargo.toml pins no exact version of wasm-bindgen.'
  for BINDGEN in target/tools/bin/wasm-bindgen "$(command -v wasm-bindgen || true)"; do
    [ -x "$BINDGEN" ] && [ "$("$BINDGEN" --version)" = "wasm-bindgen $want" ] && return
  done
  BINDGEN=target/tools/bin/wasm-bindgen
  echo "Installing wasm-bindgen $want (once, about two minutes)."
  fetch "wasm-bindgen $want" cargo install wasm-bindgen-cli --version "$want" --root target/tools --quiet
}

tools_node() {
  command -v node >/dev/null || die 'Node.js is missing: install version 20 or newer.'
  command -v npm >/dev/null || die 'npm is missing: it comes with Node.js 20 or newer.'
  [ "$(node -p 'Number(process.versions.node.split(".")[0])')" -ge 20 ] || die 'Node.js 20 or newer is needed.'
  if ! cmp -s package-lock.json node_modules/.naiki-lock; then
    fetch 'the npm packages' npm ci --no-audit --no-fund
    cp package-lock.json node_modules/.naiki-lock
  fi
}

# A browser, and a font with Japanese letters for the pictures.
tools_chromium() {
  for CHROMIUM in chromium chromium-browser google-chrome; do
    CHROMIUM=$(command -v "$CHROMIUM" || true)
    [ -n "$CHROMIUM" ] && break
  done
  if [ -z "$CHROMIUM" ] || ! fc-list 2>/dev/null | grep -i 'noto.*cjk' >/dev/null; then
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
      die 'Chromium and the font fonts-noto-cjk are needed: sudo apt-get install chromium fonts-noto-cjk'
    echo 'Installing Chromium and a Japanese font.'
    fetch 'the list of Debian packages' apt-get update
    fetch 'Chromium' env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium fonts-noto-cjk fontconfig
    CHROMIUM=$(command -v chromium) || die 'Chromium was installed but is not on the PATH.'
  fi
  export CHROMIUM
}

# One bundle: wasm -> glue and optimised wasm. The second word is where cargo put it: its profile, and a folder if it does
# not ship.
bundle() {
  local name=$1 dir=target/bundles/$1
  mkdir -p "$dir"
  "$BINDGEN" --target no-modules --no-typescript --out-dir "$dir" "target/wasm32-unknown-unknown/$2/$name.wasm"
  # The linker puts the stack first: no address of ours lies in the first kilobyte.
  node_modules/.bin/wasm-opt -Oz --converge --low-memory-unused --const-hoisting --strip-debug --strip-producers "$dir/${name}_bg.wasm" -o "$dir/$name.wasm"
}

build() {
  tools_rust; tools_bindgen; tools_node
  cargo build --quiet --locked --profile guard --target wasm32-unknown-unknown -p naiki --bin guard --features beside
  cargo build --quiet --locked --profile wasm --target wasm32-unknown-unknown -p naiki --bin console --features beside
  bundle guard guard
  bundle console wasm
  node plugin/embed.mjs check target/bundles/guard/guard.wasm target/bundles/console/console.wasm
  rm -rf "$OUT" && mkdir -p "$OUT"
  cp manifest.json plugin/config.html plugin/config.css plugin/icon.png "$OUT"
  node plugin/embed.mjs bundle plugin/guard.js target/bundles/guard/guard.js target/bundles/guard/guard.wasm "$OUT/guard.js"
  node plugin/embed.mjs bundle plugin/console.js target/bundles/console/console.js target/bundles/console/console.wasm "$OUT/config.js"
  printf 'guard.wasm %s bytes, console.wasm %s bytes\n' \
    "$(wc -c <target/bundles/guard/guard.wasm)" "$(wc -c <target/bundles/console/console.wasm)"
}

# The scanner of typed values, the judge of forms and the audit alone, for the bench and for the test of their answers. They do not ship.
scanner() {
  cargo build --quiet --locked --profile guard --target wasm32-unknown-unknown -p tests --example scanner
  bundle scanner guard/examples
  cargo build --quiet --locked --profile wasm --target wasm32-unknown-unknown -p tests --example forms
  bundle forms wasm/examples
  cargo build --quiet --locked --profile wasm --target wasm32-unknown-unknown -p tests --example audits
  bundle audits wasm/examples
}

# The signed zip; the same guard as one file for all of kintone, which reads the plugin's settings by its ID; and the
# stand-by version, which takes the plugin's place in every app because its key, and so its ID, is the same.
signed() {
  local key=$1 zip=$2 domain=$3 standby=$4 id
  node_modules/.bin/cli-kintone plugin pack --input "$OUT/manifest.json" --output "$zip" --private-key "$key" --log-level error
  id=$(node_modules/.bin/cli-kintone plugin info --input "$zip" --format json | node -p 'JSON.parse(require("fs").readFileSync(0)).id')
  node plugin/embed.mjs bundle plugin/guard.js target/bundles/guard/guard.js target/bundles/guard/guard.wasm "$domain" "$id"
  rm -rf "$RESTING" && mkdir -p "$RESTING"
  cp plugin/standby.js plugin/standby-config.js plugin/config.html plugin/config.css plugin/icon.png "$RESTING"
  node plugin/embed.mjs standby "$RESTING/manifest.json"
  node_modules/.bin/cli-kintone plugin pack --input "$RESTING/manifest.json" --output "$standby" --private-key "$key" --log-level error
  printf '%s (plugin ID %s)\n%s\n%s\n' "$zip" "$id" "$domain" "$standby"
}

pack_dev() {
  [ -f "$DEV_KEY" ] || node_modules/.bin/cli-kintone plugin keygen --output "$DEV_KEY" --log-level error
  signed "$DEV_KEY" "$ZIP" "$DOMAIN" "$STANDBY"
}

pack() {
  [ -n "$KEY" ] || die 'pack needs the signing key: ./build.sh pack --key FILE (make one with: npx cli-kintone plugin keygen --output FILE, and keep it outside the repository).'
  [ -f "$KEY" ] || die "there is no key at $KEY."
  build
  mkdir -p dist
  signed "$KEY" dist/naiki-guard.zip dist/naiki-guard-domain.js dist/naiki-guard-standby.zip
}

natively() {
  cargo fmt --all --check || die 'the Rust code is not formatted: run cargo fmt --all.'
  cargo clippy --quiet --locked --all-targets -- -D warnings
  cargo clippy --quiet --locked --target wasm32-unknown-unknown -p naiki --lib --bins --features beside -- -D warnings
  cargo test --quiet --locked
}

check() { tools_rust; natively; }

test_all() {
  step 'tools' tools_all
  step 'formatting, lints and native tests' natively
  step 'bundles' build
  step 'scanner alone' scanner
  step 'package' pack_dev
  step 'local kintone' cargo build --quiet --locked -p www
  [ -d ../shared/fixtures ] || printf '\nSKIPPED: no ../shared beside the repository; tests on its data say so or pass over it.\n'
  step 'types of the contract' node_modules/.bin/tsc -p tests/contract
  step 'contract' node --test --test-reporter=spec tests/contract/*.test.mjs
  step 'end to end' node_modules/.bin/playwright test --config tests/e2e/playwright.config.mjs
  slowest
}

tools_all() { tools_rust; tools_bindgen; tools_node; tools_chromium; }

bench() {
  tools_all
  build
  scanner
  cargo build --quiet --locked --release -p www
  cargo build --quiet --locked --release -p tests --example patterns
  pack_dev
  WWW=target/release/www node tests/bench/bench.mjs
}

demo() {
  tools_rust; tools_bindgen; tools_node
  build
  pack_dev
  cargo build --quiet --locked -p www
  exec node tests/demo.mjs "$PORT" "$ZIP" "$DOMAIN"
}

help() {
  cat <<'EOF'
./build.sh WORD

  demo [--port N]   build, start the local kintone, install the plugin into it, say who can sign in (port 8080)
  check             formatting, lints and native tests
  test              everything: check, bundles, package, contract, end to end in Chromium
  build             the two bundles, as they ship, under target/plugin
  pack --key FILE   the signed dist/naiki-guard.zip, dist/naiki-guard-domain.js for all of kintone, and the stand-by
                    version dist/naiki-guard-standby.zip
  bench             sizes and times, beside the budgets
  help              this

What is missing is installed: the wasm32 target, wasm-bindgen, npm packages, and (by apt, as root) Chromium.
EOF
}

word=${1:-help}
[ $# -gt 0 ] && shift
while [ $# -gt 0 ]; do
  case $1 in
    --key) KEY=${2:-}; [ -n "$KEY" ] || die '--key needs a file.'; [ "${KEY#/}" != "$KEY" ] || KEY="$FROM/$KEY"; shift 2 ;;
    --port) PORT=${2:-}; [ -n "$PORT" ] || die '--port needs a number.'; shift 2 ;;
    *) die "unknown word: $1 (see ./build.sh help)" ;;
  esac
done
case $word in
  demo|check|build|pack|bench|help) "$word" ;;
  test) test_all ;;
  -h|--help) help ;;
  *) help; die "unknown word: $word" ;;
esac
