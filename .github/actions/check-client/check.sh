#!/usr/bin/env bash
# Runs harness check client for action.yml and appends its Markdown report to the job summary, whatever the verdict.
set -uo pipefail

harness=${HARNESS_PROGRAM:-$(dirname "${BASH_SOURCE[0]}")/../../../cli/Harness.Cli/bin/Release/net10.0/harness}
reports=$(mktemp -d "${RUNNER_TEMP:-/tmp}/harness-XXXXXX")
echo "report=$reports" >>"$GITHUB_OUTPUT"

# The inputs are words of a command line, quotes and all: eval splits them as the shell of the workflow would.
eval "command=($CHECK_COMMAND)"
eval "arguments=(${CHECK_ARGUMENTS:-})"
[ -n "${CHECK_KNOWN_FAILING:-}" ] && arguments+=(--known-failing "$CHECK_KNOWN_FAILING")

"$harness" check client --protocol "$CHECK_PROTOCOL" "${arguments[@]}" \
  --report "json=$reports/report.json" --report "junit=$reports/junit.xml" \
  --report "md=$reports/report.md" --report "html=$reports/report.html" -- "${command[@]}"
status=$?
[ -f "$reports/report.md" ] && cat "$reports/report.md" >>"$GITHUB_STEP_SUMMARY"
exit $status
