#!/usr/bin/env bash
# Builds stand-ins for the official images that deploy/ starts from, out of Debian 13's own packages, and gives them the
# official names: then the product's Dockerfiles and compose file run unchanged where no image registry is reached.
# Needs root, a Docker engine that runs, debootstrap, Node and npm.
set -euo pipefail
cd "$(dirname "$0")"
base=rehearsal/trixie:1

has() { docker image inspect "$1" >/dev/null 2>&1; }

if ! has "$base"; then
  root=$(mktemp -d)
  trap 'rm -rf "$root" context' EXIT
  debootstrap --variant=minbase --include=ca-certificates trixie "$root" ${DEBIAN_MIRROR:-} >/dev/null
  tar -C "$root" --exclude='./var/cache/apt/archives/*' --exclude='./dev/*' -c . |
    docker import -c 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - "$base" >/dev/null
fi

build() { # name, folder
  has "$1" && return
  echo "Building a stand-in for $1"
  docker build --quiet --tag "$1" "$2" >/dev/null
}

if ! has node:26-trixie-slim; then
  # The real image brings Node and npm; both are here already. The certificates of this machine are for the build only.
  rm -rf node/context && mkdir -p node/context
  cp "$(readlink -f ../node_modules/node/bin/node)" node/context/node
  cp -r "$(npm root --global)/npm" node/context/npm
  cp /etc/ssl/certs/ca-certificates.crt node/context/certificates.crt
  build node:26-trixie-slim node
  rm -rf node/context
fi
build postgres:17-trixie postgres
build redis:8 redis
build nginx:1 nginx

# Compose v2, which Debian 12 does not have: the plugin is one static program.
if ! docker compose version >/dev/null 2>&1; then
  plugin=/usr/local/lib/docker/cli-plugins
  mkdir -p "$plugin"
  docker run --rm --volume "$plugin:/out" "$base" sh -c '
    apt-get update -qq && cd /tmp && apt-get download -qq docker-compose && dpkg -x docker-compose*.deb . &&
    cp "$(find . -name docker-compose -type f -perm -u+x | head -n 1)" /out/' >/dev/null
fi
docker compose version
