//! The same over REST, line by line.

use leptos::prelude::*;

/// What to say about a line, and the line.
type Line = (&'static str, String);

/// What somebody who decides sends.
pub(super) fn deciding(base: &str) -> [Line; 3] {
    [
        ("List what waits:", format!("curl {base}/approvals -H \"x-api-key: $KEY\"")),
        (
            "Accept a task’s result:",
            format!(
                "curl -X POST {base}/tasks/$TASK/review -H \"x-api-key: $KEY\" \\\n  -H \"Content-Type: application/json\" -d '{{\"decision\": \"approve\"}}'"
            ),
        ),
        (
            "Decide about an action. The digest is the one of what was read, as GET /approvals gives it:",
            format!(
                "curl -X POST {base}/approvals/$APPROVAL/resolve -H \"x-api-key: $KEY\" \\\n  -H \"Content-Type: application/json\" \\\n  -d '{{\"decision\": \"reject\", \"feedback\": \"Database name should be myapp_staging, not myapp_prod\", \"digest\": \"'$DIGEST'\"}}'"
            ),
        ),
    ]
}

/// What an agent of somebody's own sends.
pub(super) fn proposing(base: &str) -> [Line; 2] {
    [
        (
            "Propose an action. This makes a task for it; with taskId instead of desktopId and title it belongs to a task that runs:",
            format!(
                "curl -X POST {base}/actions -H \"x-api-key: $AGENT_KEY\" \\\n  -H \"Content-Type: application/json\" \\\n  -d '{{\"desktopId\": \"'$DESKTOP'\", \"title\": \"Free some space\", \"interpreter\": \"sh\", \"script\": \"df -h /\", \"description\": \"Shows how full the disk is. Returns one line per file system.\"}}'"
            ),
        ),
        (
            "Wait for the answer and the result; it comes as soon as the action is over, after 50 seconds at the latest:",
            format!("curl \"{base}/actions/$ACTION?wait=50\" -H \"x-api-key: $AGENT_KEY\""),
        ),
    ]
}

fn shown(lines: impl IntoIterator<Item = Line>) -> Vec<AnyView> {
    let one = |(words, line): Line| {
        view! {
            <p>{words}</p>
            <pre tabindex="0">
                <code>{line}</code>
            </pre>
        }
        .into_any()
    };
    lines.into_iter().map(one).collect()
}

pub(super) fn command_line(origin: &str) -> AnyView {
    let base = format!("{origin}/api/mission-control");
    view! {
        <h2 id="api">"From the command line"</h2>
        <p>
            "Make a key with the scopes read and decide under "
            <a href=crate::api::keys::PAGE>"API keys"</a>
            ". It decides in its owner’s name. A request that runs something also needs the digest of what was read."
        </p>
        {shown(deciding(&base))}
        <p>
            "An agent has a key of its own, with the scope propose; the key’s name is the agent’s name. It can propose and wait, and never decide."
        </p>
        {shown(proposing(&base))}
        <p>
            "Everything else is in "
            <a href="/api/mission-control/openapi.json">"openapi.json"</a> "."
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{deciding, proposing};
    use domain::wire::{Propose, Resolve, Review};

    /// The body a line sends, with something for each variable.
    fn body(line: &str) -> String {
        let body = line.split("-d '").nth(1).expect("a body").trim_end_matches('\'');
        body.replace("'$DIGEST'", "d").replace("'$DESKTOP'", "d_1")
    }

    #[test]
    fn every_line_sends_what_its_route_takes() {
        let [list, review, resolve] =
            deciding("http://here/api/mission-control").map(|line| line.1);
        let [propose, wait] = proposing("http://here/api/mission-control").map(|line| line.1);
        assert!(list.contains("/approvals -H"), "{list}");
        assert!(serde_json::from_str::<Review>(&body(&review)).is_ok(), "{review}");
        let answer: Resolve = serde_json::from_str(&body(&resolve)).expect("an answer");
        assert!(answer.digest.is_some(), "an action is not decided without a digest");
        let proposal: Propose = serde_json::from_str(&body(&propose)).expect("a proposal");
        assert!(proposal.task_id.is_none() && proposal.desktop_id.is_some());
        assert!(wait.contains("/actions/$ACTION?wait=50"), "{wait}");
    }
}
