#!/usr/bin/env bash
# Runs the stream on the cluster, from its primary machine: ./run-stream.sh --help
set -euo pipefail

usage() {
  cat << 'TEXT'
Usage: run-stream.sh --bucket=BUCKET --bootstrap-servers=HOST:PORT,... --books-url=URL
                     [--savepoint=s3://...] [--parallelism=N]

Starts the stream as a Flink application of its own on YARN and ends. With --savepoint it goes on
from there. The jar is s3://BUCKET/setup/cardbeam-flink.jar, the settings of Kafka's client and the
books' password lie in /etc/cardbeam, where bootstrap.sh put them.
TEXT
}

fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
  exit 2
}

main() {
  local bucket="" servers="" books="" savepoint="" parallelism=2
  while (($# > 0)); do
    case "$1" in
      -h | --help)
        usage
        return
        ;;
      --bucket=*) bucket="${1#*=}" ;;
      --bootstrap-servers=*) servers="${1#*=}" ;;
      --books-url=*) books="${1#*=}" ;;
      --savepoint=*) savepoint="${1#*=}" ;;
      --parallelism=*) parallelism="${1#*=}" ;;
      *) fail "what is $1? (see --help)" ;;
    esac
    shift
  done
  [[ -n "$bucket" && -n "$servers" && -n "$books" ]] ||
    fail "needs --bucket, --bootstrap-servers and --books-url (see --help)"
  local jar=/tmp/cardbeam-flink.jar
  aws s3 cp "s3://$bucket/setup/cardbeam-flink.jar" "$jar"
  local from=()
  [[ -z "$savepoint" ]] || from=("-Dexecution.savepoint.path=$savepoint")
  # [auto] makes the program use the cluster that it runs in.
  flink run-application --target yarn-application ${from[@]+"${from[@]}"} \
    -Dyarn.application.name=cardbeam-stream \
    --class io.cardbeam.flink.ApplicationMain "$jar" stream \
    --detached \
    --runner=flink \
    '--flink-master=[auto]' \
    --parallelism="$parallelism" \
    --bootstrap-servers="$servers" \
    --kafka-config=/etc/cardbeam/kafka.properties \
    --books-url="$books" \
    --books-password-file=/etc/cardbeam/books-password \
    --lake="s3://$bucket/lake"
}

main "$@"
