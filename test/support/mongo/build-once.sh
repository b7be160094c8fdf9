# shellcheck shell=bash
# Builds a test server once, outside the checkout. Sourced by the build scripts beside it.
#
# A build happens in a temporary folder that gets its name only when everything is in it, so a folder that has its name is
# whole. Builds of one server wait for each other; the second finds the work of the first.

# Prints where the built server called $1 is, or would be.
built_at() {
  printf '%s/support-group-grid/%s\n' "${XDG_CACHE_HOME:-${HOME:?HOME is not set}/.cache}" "$1"
}

# Stops with a sentence unless command $1 is on the PATH; $2 says what provides it.
need() {
  command -v "$1" >/dev/null 2>&1 && return
  echo "${0##*/}: '$1' is not on the PATH; it is needed to build this server ($2)." >&2
  exit 69
}

# build_once NAME IS_WHOLE STEPS: unless `IS_WHOLE folder` holds for the folder of NAME, runs `STEPS folder` on an empty one.
# The steps run in a subshell of their own, with `set -e`. Prints the folder.
build_once() {
  local name=$1 is_whole=$2 steps=$3 folder parent
  folder=$(built_at "$name")
  if ! "$is_whole" "$folder"; then
    need flock util-linux
    parent=$(dirname "$folder")
    mkdir -p "$parent"
    exec 9>"$parent/.$name.lock"
    flock --timeout 1800 9 || {
      echo "${0##*/}: another build of $name has held $parent/.$name.lock for 30 minutes." >&2
      exit 75
    }
    # What an interrupted build left behind: nobody else is building while the lock is ours.
    rm -rf "$parent/.$name".building.*
    "$is_whole" "$folder" || build_now "$name" "$steps" "$folder" "$parent"
    exec 9>&-
  fi
  printf '%s\n' "$folder"
}

build_now() {
  local name=$1 steps=$2 folder=$3 parent=$4 building
  building=$(mktemp -d "$parent/.$name.building.XXXXXX")
  # shellcheck disable=SC2064 # the name of now
  trap "chmod -R u+w '$building' 2>/dev/null; rm -rf '$building'" EXIT
  echo "building $name in $parent ..." >&2
  # Not `if (...)` or `(...) ||`: either would switch `set -e` off inside. The lock is not handed to what the steps start.
  (set -e; "$steps" "$building") >&2 </dev/null 9>&-
  chmod 755 "$building"
  rm -rf "$folder"
  mv -T "$building" "$folder"
  trap - EXIT
}
