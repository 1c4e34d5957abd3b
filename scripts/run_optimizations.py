#!/usr/bin/env python3
"""The name that the original runbook gave it; it is whats-agent perf optimize."""
import os
import sys

command = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "bin", "whats-agent.mjs")
os.execv(command, [command, "perf", "optimize", *sys.argv[1:]])
