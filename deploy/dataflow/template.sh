#!/usr/bin/env bash
# Builds and registers the flex templates: ./template.sh --help
set -euo pipefail

usage() {
  cat << 'TEXT'
Usage: template.sh stream|classify REPOSITORY

Builds the template's image, pushes it to the Artifact Registry REPOSITORY
(REGION-docker.pkg.dev/PROJECT/NAME), and writes the template's image spec, which names the image and
holds the parameters of stream-metadata.json or classify-metadata.json, to
gs://BUCKET/templates/COMMAND.json. Needs docker and gcloud.

Settings come from settings.sh beside this script, or from the file in CARDBEAM_SETTINGS.
TEXT
}

source "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/common.sh"

main() {
  local command="${1:-}" repository="${2:-}" main_class
  case "$command" in
    -h | --help)
      usage
      return
      ;;
    stream) main_class=io.cardbeam.dataflow.StreamTemplate ;;
    classify) main_class=io.cardbeam.dataflow.ClassifyTemplate ;;
    *) fail "which command? stream or classify (see --help)" ;;
  esac
  [[ -n "$repository" ]] || fail "which REPOSITORY? (see --help)"
  load_settings PROJECT REGION BUCKET
  local image jar
  image="$repository/cardbeam-$command:latest"
  jar="$(program_jar)"
  readonly context="$(mktemp -d)"
  trap 'rm -rf -- "$context"' EXIT
  cp -- "$jar" "$context/cardbeam-dataflow.jar"
  docker build --build-arg "MAIN_CLASS=$main_class" --tag "$image" --file "$here/Dockerfile" "$context"
  docker push "$image"
  gcloud dataflow flex-template build "gs://$BUCKET/templates/$command.json" \
    --project="$PROJECT" \
    --image="$image" \
    --sdk-language=JAVA \
    --metadata-file="$here/$command-metadata.json"
}

main "$@"
