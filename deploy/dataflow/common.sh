# What both submission scripts share: where they are, the jar, the settings. Sourced, not run.

readonly here="$(cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)"
readonly root="$(cd -P -- "$here/../.." && pwd)"

fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
  exit 2
}

load_settings() {
  local file="${CARDBEAM_SETTINGS:-$here/settings.sh}"
  [[ -f "$file" ]] || fail "no $file: copy settings.example.sh to it and fill it in"
  # shellcheck source=settings.example.sh
  source "$file"
  local name
  for name in "$@"; do
    [[ -n "${!name:-}" ]] || fail "$file does not set $name"
  done
}

program_jar() {
  local jars=("$root"/runners/dataflow/target/cardbeam-dataflow-*-deployable.jar)
  [[ -f "${jars[0]}" ]] ||
    fail "no jar: run mvn -pl runners/dataflow -am -DskipTests package in $root"
  printf '%s' "${jars[0]}"
}

# Runs a command of the jar. The locations and the account are those of the settings.
cardbeam() {
  local jar
  jar="$(program_jar)"
  exec java --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED \
    --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
    "-Dcardbeam.log.file=$root/target/cardbeam-dataflow.log" \
    -cp "$jar" io.cardbeam.dataflow.Main "$@" \
    --runner=dataflow \
    --project="$PROJECT" \
    --region="$REGION" \
    --temp-location="gs://$BUCKET/tmp" \
    --staging-location="gs://$BUCKET/staging" \
    --subnetwork="$SUBNETWORK" \
    --service-account="$SERVICE_ACCOUNT" \
    --private-workers
}
