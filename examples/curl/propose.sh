#!/bin/sh
# Proposes a script for one of your desktops, waits until a person has decided and it ran, and prints what it printed (of each
# stream the first 64 KiB).
#
#   export MISSION_CONTROL_URL=… MISSION_CONTROL_KEY=… MISSION_CONTROL_DESKTOP=…
#   ./propose.sh 'Free some disk' 'Deletes the cache and prints what is left.' <<'END'
#   rm -rf ./cache && df -h .
#   END
#
# Ends with the exit code of the script, or with 125 when it did not run or nobody knows. Needs curl and jq.
set -eu
: "${MISSION_CONTROL_URL:?}" "${MISSION_CONTROL_KEY:?}" "${MISSION_CONTROL_DESKTOP:?}"
[ $# -eq 2 ] || { echo "usage: $0 TITLE DESCRIPTION < SCRIPT" >&2; exit 125; }
newline='
'

# call METHOD PATH [JSON]: prints the answer. A server that is away is asked again for about two minutes; a refusal is final.
# The idempotency key stays the same over the tries, so nothing is done twice. The key comes by a pipe: any process of the
# machine may read the arguments of another.
call() {
  once=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  for pause in 1 2 4 8 15 15 15 15 15 15 15 0; do
    answer=$(printf 'header = "x-api-key: %s"\n' "$MISSION_CONTROL_KEY" |
      curl --config - --silent --max-time 70 --request "$1" --header "idempotency-key: $once" --header 'content-type: application/json' \
        ${3:+--data "$3"} --write-out '\n%{http_code}' "$MISSION_CONTROL_URL/api/mission-control$2") || answer="${newline}000"
    case ${answer##*"$newline"} in
      2??) printf '%s\n' "${answer%"$newline"*}"; return ;;
      000 | 429 | 502 | 503 | 504) sleep "$pause" ;;
      *) printf '%s\n' "${answer%"$newline"*}" | jq -r '"\(.title) \(.detail)"' >&2; return 1 ;;
    esac
  done
  echo "$MISSION_CONTROL_URL does not answer." >&2
  return 1
}
field() { printf '%s\n' "$action" | jq -r "$1"; }

proposal=$(jq -n --arg desktopId "$MISSION_CONTROL_DESKTOP" --arg title "$1" --arg description "$2" --rawfile script /dev/stdin \
  '{$desktopId, $title, interpreter: "sh", $script, $description}') || exit 125
action=$(call POST /actions "$proposal") || exit 125
echo "Waiting for a person: $MISSION_CONTROL_URL/approvals/$(field .approvalId)" >&2

state=$(field .state)
while :; do
  case $state in
    pending | approved | running) id=$(field .id) ;;
    # A person changed it: what counts is the newest revision.
    superseded) id=$(field '.supersededBy // empty'); [ -n "$id" ] || break ;;
    *) break ;;
  esac
  action=$(call GET "/actions/$id?wait=50") || exit 125
  state=$(field .state)
done

case $state in
  succeeded | failed)
    printf '%s\n' "$action" | jq -j .result.stdout
    printf '%s\n' "$action" | jq -j .result.stderr >&2
    exit "$(field '.result.exitCode // 125')"
    ;;
  outcome_unknown)
    echo 'The desktop fell silent while it ran. Nobody knows how it ended: look at the machine.' >&2
    exit 125
    ;;
  *)
    field '"It did not run: it is \(.state | gsub("_"; " ")). \(.decision.feedback // "")"' >&2
    exit 125
    ;;
esac
