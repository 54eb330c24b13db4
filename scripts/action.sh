#!/usr/bin/env bash
# The check of the GitHub Action: annotations first, then SARIF where it is asked for. Inputs come as environment
# variables, so that no text of a workflow is run.
set -euo pipefail
cli=$(cd "$(dirname "$0")/.." && pwd)/dist/cli.js
read -r -d '' -a paths <<<"$PORTCULLIS_PATHS" || true
options=(--fail-on "$PORTCULLIS_FAIL_ON")
if [ -n "$PORTCULLIS_PROFILE" ]; then options+=(--profile "$PORTCULLIS_PROFILE"); fi
if [ -n "$PORTCULLIS_BASELINE" ]; then options+=(--baseline "$PORTCULLIS_BASELINE"); fi
if [ -n "$PORTCULLIS_SARIF" ]; then
  node "$cli" check "${paths[@]}" "${options[@]}" --fail-on never --format sarif --output "$PORTCULLIS_SARIF"
fi
node "$cli" check "${paths[@]}" "${options[@]}" --format github
