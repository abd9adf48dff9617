#!/usr/bin/env bash
# Submits the unbounded pipeline to Dataflow: ./stream.sh --help
set -euo pipefail

usage() {
  cat << 'TEXT'
Usage: stream.sh [--update] [OPTION OF "cardbeam stream"]...

Submits the stream as the job cardbeam-stream and ends; the job goes on. With --update the running
job of that name is replaced and its state is taken over. Other options are handed on, for instance
--event-time=replay, --kafka-config=FILE or --max-workers=10.

Settings come from settings.sh beside this script, or from the file in CARDBEAM_SETTINGS.
TEXT
}

source "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/common.sh"

main() {
  local more=()
  while (($# > 0)); do
    case "$1" in
      -h | --help)
        usage
        return
        ;;
      --update) more+=(--beam --update=true) ;;
      --*) more+=("$1") ;;
      *) fail "what is $1? options are written --NAME=VALUE (see --help)" ;;
    esac
    shift
  done
  load_settings PROJECT REGION BUCKET SUBNETWORK SERVICE_ACCOUNT BOOTSTRAP_SERVERS BOOKS_URL \
    BOOKS_SECRET BOOKS_PASSWORD_FILE
  fetch_password
  cardbeam stream \
    --detached \
    --job-name=cardbeam-stream \
    --bootstrap-servers="$BOOTSTRAP_SERVERS" \
    --books-url="$BOOKS_URL" \
    --books-password-file="$BOOKS_PASSWORD_FILE" \
    --secret-file="$BOOKS_PASSWORD_FILE=$BOOKS_SECRET" \
    --lake="gs://$BUCKET/lake" \
    ${more[@]+"${more[@]}"}
}

# Submitting brings the schema of the books up to date, so the password is needed here as well.
fetch_password() {
  command -v gcloud > /dev/null || fail "needs gcloud, to read the books' password"
  (
    umask 077
    mkdir -p "$(dirname -- "$BOOKS_PASSWORD_FILE")"
    gcloud secrets versions access "$BOOKS_SECRET" > "$BOOKS_PASSWORD_FILE"
  )
}

main "$@"
