#!/usr/bin/env bash
# Makes the secrets of compose.yaml at random: ./secrets.sh --help
set -euo pipefail

usage() {
  cat << 'TEXT'
Usage: secrets.sh make

Makes the folder secrets beside this script, with books-password, token-key and secrets-key in it, each
at random. What is there already stays.
TEXT
}

main() {
  case "${1:-}" in
    -h | --help)
      usage
      return
      ;;
    make) ;;
    *)
      printf '%s: what to do? make (see --help)\n' "$(basename -- "$0")" >&2
      exit 2
      ;;
  esac
  local folder name
  folder="$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)/secrets"
  # The folder is for its owner alone; the files in it are read by the users inside the containers.
  (umask 077 && mkdir -p "$folder")
  for name in books-password token-key secrets-key; do
    if [[ ! -f "$folder/$name" ]]; then
      od -An -N32 -tx1 /dev/urandom | tr -d ' \n' > "$folder/$name.unfinished"
      mv -- "$folder/$name.unfinished" "$folder/$name"
    fi
  done
}

main "$@"
