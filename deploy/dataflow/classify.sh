#!/usr/bin/env bash
# Submits the decisions of a whole lake to Dataflow, as a batch: ./classify.sh --help
set -euo pipefail

usage() {
  cat << 'TEXT'
Usage: classify.sh INPUT OUTPUT [OPTION OF "cardbeam classify"]...

Decides every request of the lake INPUT (gs://BUCKET/lake) and writes decisions.csv and
dead-letters.csv to the folder OUTPUT (gs://BUCKET/decided). Waits for the end and prints the account;
with --detached it ends when the job is submitted.

Settings come from settings.sh beside this script, or from the file in CARDBEAM_SETTINGS.
TEXT
}

source "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/common.sh"

main() {
  case "${1:-}" in
    -h | --help)
      usage
      return
      ;;
  esac
  (($# >= 2)) || fail "which INPUT and OUTPUT? (see --help)"
  local input="$1" output="$2"
  [[ "$input" == gs://* && "$output" == gs://* ]] || fail "INPUT and OUTPUT are gs:// folders"
  shift 2
  load_settings PROJECT REGION BUCKET SUBNETWORK SERVICE_ACCOUNT
  cardbeam classify --input="$input" --output="$output" "$@"
}

main "$@"
