#!/bin/sh
# Holds a command until a person approves it in Mission Control, then runs exactly what was approved, here.
#
#   export MISSION_CONTROL_URL=… MISSION_CONTROL_KEY=… MISSION_CONTROL_DESKTOP=…
#   ./hold.sh 'Deploy 2.8.0 to production' 'Replaces 2.7.4. The database is not touched.' './deploy.sh production'
#
# Ends with the exit code of the command, or with 125 when it was not let go on. Needs curl and jq.
set -eu
: "${MISSION_CONTROL_URL:?}" "${MISSION_CONTROL_KEY:?}" "${MISSION_CONTROL_DESKTOP:?}"
[ $# -eq 3 ] || { echo "usage: $0 TITLE DESCRIPTION COMMAND" >&2; exit 125; }
newline='
'

# call METHOD PATH [JSON]: prints the answer. A server that is away is asked again for about two minutes; a refusal is final.
# The idempotency key stays the same over the tries, so nothing is done twice. The key comes by a pipe: any process of the
# machine may read the arguments of another.
call() {
  once=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  for pause in 1 2 4 8 15 15 15 15 15 15 15 0; do
    answer=$(printf 'header = "x-api-key: %s"\n' "$MISSION_CONTROL_KEY" |
      curl --config - --silent --max-time 20 --request "$1" --header "idempotency-key: $once" --header 'content-type: application/json' \
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

# A cancelled job takes its question back. A shell comes to this when curl has ended, so the waits are short.
action=
id=
cancelled() {
  trap '' INT TERM
  if [ -n "$action" ]; then
    call POST "/actions/${id:-$(field .id)}/withdraw" > /dev/null
    echo 'Cancelled. The request was withdrawn.' >&2
  fi
  exit 125
}
trap cancelled INT TERM

# Without an answer within the time of the job there is nobody left to go on: then the request expires.
proposal=$(jq -n --arg desktopId "$MISSION_CONTROL_DESKTOP" --arg title "$1" --arg description "$2" --arg command "$3" --arg cwd "$PWD" \
  --argjson seconds "${MISSION_CONTROL_SECONDS:-3600}" --arg run "${GITHUB_RUN_ID:-}" --arg commit "${GITHUB_SHA:-}" \
  '{kind: "agent_permission", $desktopId, $title, $description, $cwd, tool: {name: "shell", kind: "execute"},
    exact: {$command}, editable: true, decideWithinSeconds: $seconds, source: {$run, $commit}}') || exit 125
action=$(call POST /actions "$proposal") || exit 125
id=$(field .id)
echo "Waiting for a person: $MISSION_CONTROL_URL/approvals/$(field .approvalId)"

state=$(field .state)
while :; do
  case $state in
    pending) ;;
    # A person changed it: what counts is the newest revision.
    superseded) newer=$(field '.supersededBy // empty'); [ -n "$newer" ] || break; id=$newer ;;
    *) break ;;
  esac
  action=$(call GET "/actions/$id?wait=3") || exit 125
  state=$(field .state)
done
if [ "$state" != approved ]; then
  field '"Not let go on: it is \(.state | gsub("_"; " ")). \(.decision.feedback // "")"' >&2
  exit 125
fi
trap - INT TERM

# The moment at which the yes is used: it works once, and a yes that was taken back before is refused here.
taken=$(call POST "/actions/$id/take" '{"reports": true}') || exit 125
command=$(printf '%s\n' "$taken" | jq -r '.action.exact.command')
printf '%s\n' "$taken" | jq -r '.action | "Approved by \(.decision.by.name // "the policy"): \(.exact.command)"'

output=$(mktemp)
status=$(mktemp)
# The command needs no key of an agent.
{ (unset MISSION_CONTROL_KEY; exec sh -c "$command") 2>&1 && echo 0 > "$status" || echo $? > "$status"; } | tee "$output"
code=$(cat "$status")
# A person reads the end of it; control characters other than those of plain text are not taken.
report=$(printf '%s\n' "$taken" | jq --argjson code "$code" --rawfile output "$output" \
  '{lease, outcome: "exited", exitCode: $code, output: ($output | gsub("[\u0000-\u0008\u000b\u000c\u000e-\u001f]"; "\ufffd") | .[-15000:])}')
rm "$output" "$status"
call POST "/actions/$id/report" "$report" > /dev/null || echo 'It ran, and Mission Control was not told how it ended.' >&2
exit "$code"
