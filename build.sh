#!/usr/bin/env bash
# 内規ガード: build, check, test, pack. `./build.sh help` lists the words.
set -euo pipefail
cd "$(dirname "$0")"

check() {
  cargo fmt --all --check
  cargo clippy --quiet --all-targets -- -D warnings
  cargo test --quiet
}

case "${1:-help}" in
  check|test) check ;;
  *) echo "usage: ./build.sh check | test" ;;
esac
