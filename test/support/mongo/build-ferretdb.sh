#!/usr/bin/env bash
# Builds FerretDB, a server of the MongoDB protocol written in Go with SQLite inside, for the tests; prints its folder,
# which holds the program `ferretdb`. Takes some minutes the first time, nothing afterwards.
#
#   build-ferretdb.sh           builds unless it is built
#   build-ferretdb.sh --where   only prints the folder
#
# Its licence (Apache-2.0) lies beside the program. It is a tool of the tests and no part of the product.
set -euo pipefail
# shellcheck source=test/support/mongo/build-once.sh
. "$(dirname "${BASH_SOURCE[0]}")/build-once.sh"

version=1.24.2
name=ferretdb-$version
# What its go.mod asks for. An older Go that can fetch this by itself (1.21 and later) does; for one that cannot, see below.
go_wanted=1.24.3

is_whole() { [ -x "$1/ferretdb" ]; }

# Prints the Dir of module $1 in the module cache, fetching it first if needed.
module_folder() {
  go mod download -json "$1" | sed -n 's/^\t"Dir": "\(.*\)",\{0,1\}$/\1/p'
}

# Go 1.19 (Debian 12) knows nothing of toolchains, but can fetch one as the module that newer ones fetch. The module cache
# drops the executable bits, so it is copied.
fetch_toolchain() {
  local into=$1 from
  from=$(module_folder "golang.org/toolchain@v0.0.1-go$go_wanted.$(go env GOOS)-$(go env GOARCH)")
  [ -n "$from" ]
  cp -r "$from" "$into"
  chmod -R u+w "$into"
  find "$into/bin" "$into/pkg/tool" -type f -exec chmod +x {} +
}

steps() {
  local into=$1 work=$1/work source minor
  mkdir "$work"
  cd "$work"
  minor=$(go env GOVERSION | sed -n 's/^go1\.\([0-9]*\).*/\1/p')
  if [ "${minor:-0}" -lt 21 ]; then
    fetch_toolchain "$work/go"
    export GOROOT=$work/go PATH=$work/go/bin:$PATH
  fi
  source=$(module_folder "github.com/FerretDB/FerretDB@v$version")
  [ -n "$source" ]
  cp -r "$source" source
  chmod -R u+w source
  # The module lacks this file, which its own build generates from the git tag; without it the program stops at its start.
  echo "v$version" >source/build/version/version.txt
  (cd source && CGO_ENABLED=0 go build -trimpath -o ../ferretdb ./cmd/ferretdb)
  ./ferretdb --version
  cp source/LICENSE "$into/LICENSE"
  mv ferretdb "$into/ferretdb"
  cd "$into"
  chmod -R u+w "$work"
  rm -rf "$work"
}

if [ "${1-}" = --where ]; then
  built_at "$name"
  exit
fi
is_whole "$(built_at "$name")" || need go 'Go, in Debian: golang-go'
build_once "$name" is_whole steps
