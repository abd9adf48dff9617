#!/usr/bin/env bash
# Stops the stream with a savepoint, from the cluster's primary machine: ./stop-stream.sh --help
set -euo pipefail

usage() {
  cat << 'TEXT'
Usage: stop-stream.sh --bucket=BUCKET --application=application_... --job=ID

Stops the job and prints where its savepoint lies, below s3://BUCKET/savepoints; run-stream.sh
--savepoint=... goes on from there. `yarn application -list` tells the application, its page the job.
TEXT
}

fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
  exit 2
}

main() {
  local bucket="" application="" job=""
  while (($# > 0)); do
    case "$1" in
      -h | --help)
        usage
        return
        ;;
      --bucket=*) bucket="${1#*=}" ;;
      --application=*) application="${1#*=}" ;;
      --job=*) job="${1#*=}" ;;
      *) fail "what is $1? (see --help)" ;;
    esac
    shift
  done
  [[ -n "$bucket" && -n "$application" && -n "$job" ]] ||
    fail "needs --bucket, --application and --job (see --help)"
  flink stop --type canonical --savepointPath "s3://$bucket/savepoints" \
    --target yarn-application "-Dyarn.application.id=$application" "$job"
}

main "$@"
