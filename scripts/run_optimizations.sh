#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/../bin/whats-agent.mjs" perf optimize "$@"
