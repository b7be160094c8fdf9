#!/usr/bin/env bash
# Gets mongo-java-server, a server of the MongoDB protocol in memory, by Maven and compiles JavaServer.java against it;
# prints its folder, which holds the classes. Takes a minute the first time, nothing afterwards.
#
#   build-mongo-java-server.sh           builds unless it is built from this very source
#   build-mongo-java-server.sh --where   only prints the folder
#
# The versions stand in pom.xml. Start it with: java -cp "FOLDER/classes:FOLDER/lib/*" JavaServer PORT
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=test/support/mongo/build-once.sh
. "$here/build-once.sh"

version=$(sed -n 's|.*<mongo-java-server.version>\(.*\)</.*|\1|p' "$here/pom.xml")
name=mongo-java-server-$version

is_whole() {
  [ -f "$1/classes/JavaServer.class" ] && cmp -s "$here/JavaServer.java" "$1/JavaServer.java" && cmp -s "$here/pom.xml" "$1/pom.xml"
}

steps() {
  local into=$1
  cp "$here/pom.xml" "$here/JavaServer.java" "$into/"
  mvn --batch-mode --quiet -Dstyle.color=never --file "$into/pom.xml" dependency:copy-dependencies -DoutputDirectory="$into/lib"
  javac -Werror -Xlint:all -d "$into/classes" -cp "$into/lib/*" "$into/JavaServer.java"
}

if [ "${1-}" = --where ]; then
  built_at "$name"
  exit
fi
if ! is_whole "$(built_at "$name")"; then
  need javac 'a JDK of 17 or later, in Debian: openjdk-17-jdk-headless'
  need mvn 'Maven, in Debian: maven'
fi
build_once "$name" is_whole steps
