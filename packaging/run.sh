#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds Sluice and starts the demo crawl: in the window, or without a display on the command
# line. It writes demo.sluice and demo.csv in the current folder; an existing demo.sluice gets a further crawl.
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# In the window.
run_window() {
  exec "$root/build/release/bin/sluice" --demo
}

# The same without a display: the demo site in the background, and a crawl of it.
run_command_line() {
  local cli="$root/build/release/bin/sluice-cli" url server code=0
  exec 3< <(exec "$cli" demo)
  server=$!
  # shellcheck disable=SC2064  # the process is known now
  trap "kill $server 2>/dev/null || true" EXIT
  read -r url <&3 || fail "The demo site did not start"
  say "No display: crawling $url on the command line"
  "$cli" crawl "$url" --project demo.sluice --csv demo.csv || code=$?
  [ $code -eq 0 ] || exit $code
  printf 'Wrote %s and %s\n' "$PWD/demo.sluice" "$PWD/demo.csv"
}

packages=("${build_packages[@]}")
[ -z "${WAYLAND_DISPLAY:-}" ] || [ -n "${DISPLAY:-}" ] || packages+=(qt6-wayland)
install_missing "${packages[@]}"
configure_preset release
build_preset release sluice sluice-cli sluice-worker sluice-render
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  run_window
else
  run_command_line
fi
