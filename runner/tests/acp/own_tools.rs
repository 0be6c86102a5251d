//! Mission Control's own tools in an agent's session: the server holds them back itself, so nobody is asked twice.

use crate::played::Played;
use domain::wire::{AgentToken, RunOutcome};
use serde_json::json;

/// A task of Claude's that asks to use this tool.
async fn uses(call: serde_json::Value, settings: bool, token: bool) -> Played {
    let modes =
        json!({ "currentModeId": "default", "availableModes": [{ "id": "default", "name": "" }] });
    let mut call = call;
    call["toolCallId"] = json!("c1");
    call["rawInput"] = json!({ "description": "Asks for it." });
    let script = json!({ "version": "0.100.0", "modes": modes, "turns": [[{ "ask": [{ "toolCall": call }] }]] });
    let played = Played::idle(script, "profile = \"claude\"").await;
    if settings {
        std::fs::write(played.stage.workspace().join(".mcp.json"), "{}").unwrap();
    }
    let token = token.then(|| AgentToken("token-of-the-task".to_owned()));
    played.begin(|work| work.agent_token = token);
    played
}

#[tokio::test]
async fn they_are_given_with_the_tasks_token_and_used_without_a_card() {
    let played = uses(json!({ "name": "mcp__mc__propose_action" }), false, true).await;
    let office = &played.stage.office;
    assert_eq!(office.ended().await.outcome, RunOutcome::Exited { exit_code: 0 });
    assert_eq!(
        (played.answers(), office.look(|desk| desk.actions.len())),
        (vec![json!("allow")], 0)
    );
    let heard = played.heard();
    let servers: Vec<_> = heard
        .iter()
        .filter(|message| message["method"] == "session/new")
        .map(|message| message["params"]["mcpServers"].clone())
        .collect();
    let header = json!({ "name": "Authorization", "value": "Bearer token-of-the-task" });
    let place = heard.iter().find(|message| message["method"] == "session/new").unwrap();
    let place = place["params"]["cwd"].as_str().unwrap();
    let place: String = form_urlencoded::byte_serialize(place.as_bytes()).collect();
    let url = format!("{}/mcp?cwd={place}", office.url);
    let entry = json!([{ "type": "http", "name": "mc", "url": url, "headers": [header] }]);
    assert_eq!(servers, [json!([]), entry], "the check has no token");
}

#[tokio::test]
async fn what_only_looks_like_one_of_them_asks() {
    for (call, settings, token) in [
        (json!({ "name": "mcp__other__propose_action" }), false, true),
        (json!({ "name": "mcp__mc__run_anything" }), false, true),
        (json!({ "title": "mcp__mc__propose_action" }), false, true),
        // A project could bring a server of the same name along.
        (json!({ "name": "mcp__mc__propose_action" }), true, true),
        (json!({ "name": "mcp__mc__propose_action" }), false, false),
    ] {
        let shown = call.to_string();
        let played = uses(call, settings, token).await;
        played.stage.office.action(1).await;
        assert_eq!(played.answers(), Vec::<serde_json::Value>::new(), "{shown}");
    }
}
