#!/usr/bin/env bash
# Bootstrap action of each machine: the books' password, where the stream looks for it.
set -euo pipefail

usage() {
  cat << 'TEXT'
Usage: bootstrap.sh --bucket=BUCKET --secret=NAME

Writes the secret NAME of Secrets Manager to /etc/cardbeam/books-password, and Kafka's client settings
from s3://BUCKET/setup/ to /etc/cardbeam/kafka.properties.
TEXT
}

fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
  exit 2
}

main() {
  local bucket="" secret=""
  while (($# > 0)); do
    case "$1" in
      -h | --help)
        usage
        return
        ;;
      --bucket=*) bucket="${1#*=}" ;;
      --secret=*) secret="${1#*=}" ;;
      *) fail "what is $1? (see --help)" ;;
    esac
    shift
  done
  [[ -n "$bucket" && -n "$secret" ]] || fail "which --bucket and --secret? (see --help)"
  # Flink's user does not exist yet, so everybody here may read it; and whoever runs code on this
  # machine could ask Secrets Manager by the machine's role in any case.
  sudo install -d -m 755 /etc/cardbeam
  aws secretsmanager get-secret-value --secret-id "$secret" --query SecretString --output text |
    sudo tee /etc/cardbeam/books-password > /dev/null
  aws s3 cp "s3://$bucket/setup/kafka.properties" - |
    sudo tee /etc/cardbeam/kafka.properties > /dev/null
}

main "$@"
