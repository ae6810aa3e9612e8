# SPDX-License-Identifier: GPL-3.0-or-later
# Shell functions that the scripts beside this file share. Source it from bash; it changes into nothing.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# What one preset compiled the next one finds in the cache, although its build folder is another. What a file includes
# comes from the compiler itself, without a run of the preprocessor before it.
export CCACHE_BASEDIR=$root CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_NOHASHDIR=1 CCACHE_DEPEND=1

build_packages=(
  ninja-build ccache mold cmake g++ pkg-config
  qt6-base-dev qt6-base-dev-tools qt6-declarative-dev qt6-charts-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools
  qt6-l10n-tools qt6-websockets-dev qt6-webengine-dev qtkeychain-qt6-dev libsecret-1-0 libqscintilla2-qt6-dev
  libqt6sql6-sqlite qt6-qpa-plugins libgl-dev
  libexpected-dev libpsl-dev libicu-dev libxgboost-dev libgumbo-dev libxml2-dev libpcre2-dev libjq-dev libsqlite3-dev libxxhash-dev libssl-dev
  zlib1g-dev libbrotli-dev libzstd-dev
  fonts-dejavu-core
)
test_packages=(
  python3 openssl sqlite3 nginx-light tinyproxy squid dante-server microsocks postgresql-doc-15 python3.11-doc
  xvfb openbox xdotool xclip chromium chromium-driver firefox-esr dbus gnome-keyring
)
check_packages=(git python3 clang-format)

# Packages whose point is a file that slimmed-down installations leave out.
declare -A package_files=(
  [postgresql-doc-15]=/usr/share/doc/postgresql-doc-15/html/index.html
  [python3.11-doc]=/usr/share/doc/python3.11/html/index.html
)
# Packages that bring a service. The tests run their own copies on free ports; the system's stays off.
declare -A package_services=(
  [nginx-light]=nginx [tinyproxy]=tinyproxy [squid]=squid [dante-server]=danted [microsocks]=microsocks
)

say() { printf '\n== %s\n' "$*"; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "This needs root or sudo: $*"
  fi
}

is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ] &&
    { [ -z "${package_files[$1]:-}" ] || [ -e "${package_files[$1]}" ]; }
}

# Installs those of the named packages that are missing; where none is, nothing is asked of apt at all.
install_missing() {
  local package missing=()
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Installing ${missing[*]}"
  as_root apt-get update -q || fail "apt-get update failed"
  without_starting_services apt_install "${missing[@]}" || fail "apt-get install failed: ${missing[*]}"
  for package in "${missing[@]}"; do
    [ -z "${package_services[$package]:-}" ] || keep_service_off "${package_services[$package]}"
  done
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends --reinstall \
    -o Dpkg::Options::=--path-include='/usr/share/doc/postgresql-doc-15/*' \
    -o Dpkg::Options::=--path-include='/usr/share/doc/python3*' "$@"
}

# Runs a command while Debian's policy hook keeps new services from starting; a hook of the machine's own stays.
without_starting_services() {
  local hook=/usr/sbin/policy-rc.d code=0
  if [ -e "$hook" ]; then
    "$@"
    return
  fi
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$hook" >/dev/null
  as_root chmod 755 "$hook"
  # shellcheck disable=SC2064  # the path is known now
  trap "as_root rm -f '$hook'" EXIT
  "$@" || code=$?
  as_root rm -f "$hook"
  trap - EXIT
  return $code
}

# A service that came with a package just installed does not start at the next boot either.
keep_service_off() {
  if command -v systemctl >/dev/null; then
    as_root systemctl disable --quiet "$1.service" >/dev/null 2>&1 || true
  fi
}

# Configures a preset where that is due. Further arguments go to CMake.
configure_preset() {
  local preset=$1 folder="$root/build/$1"
  shift
  if [ ! -e "$folder/build.ninja" ] || [ "$root/CMakePresets.json" -nt "$folder/CMakeCache.txt" ]; then
    (cd "$root" && cmake --preset "$preset" "$@")
  fi
}

# Builds the named targets of a preset, or all of it.
build_preset() {
  local preset=$1
  shift
  precompile_headers "$root/build/$preset"
  CCACHE_PCH_EXTSUM=1 cmake --build "$root/build/$preset" ${1:+--target "$@"}
}

# Compiles a build's headers and puts their checksum beside them, which ccache takes in their place: else it reads
# 160 MB for each file.
precompile_headers() {
  local header headers
  mapfile -t headers < <(ninja -C "$1" -t targets all | sed -n 's/\.gch: .*/.gch/p')
  [ ${#headers[@]} -gt 0 ] || return 0
  ninja -C "$1" "${headers[@]}"
  for header in "${headers[@]}"; do
    sha256sum <"$1/$header" >"$1/$header.sum"
  done
}

# Runs the tests of a preset; further arguments go to CTest.
test_preset() {
  local preset=$1
  shift
  QT_QPA_PLATFORM=offscreen ctest --test-dir "$root/build/$preset" -j2 --output-on-failure "$@"
}

# Public conformance data and the programs to compare with are used where they lie beside the project.
find_suites() {
  local shared="$root/../shared"
  if [ -z "${SLUICE_SUITES:-}" ] && [ -d "$shared/suites" ]; then
    SLUICE_SUITES=$(cd "$shared/suites" && pwd)
    export SLUICE_SUITES
  fi
  if [ -z "${SLUICE_PEERS:-}" ] && [ -d "$shared/peers" ]; then
    SLUICE_PEERS=$(cd "$shared/peers" && pwd)
    export SLUICE_PEERS
  fi
}
