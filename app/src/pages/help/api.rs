//! The same over REST, in three lines.

use leptos::prelude::*;

pub(super) fn command_line(origin: &str) -> AnyView {
    let base = format!("{origin}/api/mission-control");
    let lines = [
        format!("curl {base}/approvals -H \"x-api-key: $KEY\""),
        format!(
            "curl -X POST {base}/tasks/$TASK/review -H \"x-api-key: $KEY\" \\\n  -H \"Content-Type: application/json\" -d '{{\"decision\": \"approve\"}}'"
        ),
        format!(
            "curl -X POST {base}/approvals/$APPROVAL/resolve -H \"x-api-key: $KEY\" \\\n  -H \"Content-Type: application/json\" \\\n  -d '{{\"decision\": \"reject\", \"feedback\": \"Database name should be myapp_staging, not myapp_prod\"}}'"
        ),
    ];
    let words = ["List what waits:", "Accept a task’s result:", "Reject a request and say why:"];
    let pairs = words.into_iter().zip(lines).map(|(words, line)| {
        view! {
            <p>{words}</p>
            <pre tabindex="0">
                <code>{line}</code>
            </pre>
        }
    });
    view! {
        <h2 id="api">"From the command line"</h2>
        <p>
            "Make a key with the scopes read and decide under "
            <a href=crate::api::keys::PAGE>"API keys"</a>
            ". It decides in its owner’s name. A request that runs something also needs the digest of what was read, as GET /approvals gives it."
        </p>
        {pairs.collect_view()}
        <p>
            "Everything else is in "
            <a href="/api/mission-control/openapi.json">"openapi.json"</a> "."
        </p>
    }
    .into_any()
}
