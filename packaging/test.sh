#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds a release with its tests, runs them without a display, and prints the count.
# Arguments go to CTest.
set -euo pipefail
# shellcheck source=packaging/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# What the last run of CTest says of itself: passed and failed tests, and the cases inside the Qt ones.
print_count() {
  awk '
    /^Totals: / { passed += $2; failed += $4; skipped += $6 }
    END { printf "Qt Test cases: %d passed, %d failed, %d skipped\n", passed, failed, skipped }
  ' "$root/build/release/Testing/Temporary/LastTest.log"
  awk '
    /<testcase / { run = /status="run"/; passed += run; failed += !run }
    /<skipped message="SKIP_/ { failed--; skipped++ }
    END { printf "%d passed, %d failed%s\n", passed, failed, skipped ? ", " skipped " skipped" : "" }
  ' "$1"
}

install_missing "${build_packages[@]}" "${test_packages[@]}"
configure_preset release
build_preset release
find_suites
report=$root/build/release/Testing/report.xml
code=0
test_preset release --label-exclude '^bench$' --output-junit "$report" "$@" || code=$?
print_count "$report"
exit $code
