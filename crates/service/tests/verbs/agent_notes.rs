//! What is known of agents at their doors.

use crate::{
    actions::propose,
    desk::{Desk, code},
};
use domain::{
    agent_note::{Door, Held},
    wire,
};
use serde_json::json;

async fn seen(desk: &Desk, agent: &str) -> Vec<wire::AgentSeen> {
    let agents = desk.mc.agents(&desk.ana).await.expect("lists");
    agents.into_iter().find(|found| found.name == agent).expect("an agent").seen
}

fn note(canary: Option<bool>) -> wire::NoteAgent {
    wire::NoteAgent {
        agent: "Fern".into(),
        client: Some("claude-agent-acp".into()),
        version: Some("0.100.0".into()),
        canary: canary.map(|passed| wire::NoteCanary { passed, note: Some("ls -la".into()) }),
    }
}

#[tokio::test]
async fn a_runner_tells_of_its_agents_and_the_last_test_stays() {
    let desk = Desk::new().await;
    desk.greet(&["Fern"]).await;
    assert!(seen(&desk, "Fern").await.is_empty());
    desk.mc.note_agent(&desk.runner, note(Some(false))).await.expect("noted");
    desk.mc.note_agent(&desk.runner, note(Some(true))).await.expect("a test is news at once");
    desk.pass(61);
    desk.mc.note_agent(&desk.runner, note(None)).await.expect("noted");
    let one = seen(&desk, "Fern").await;
    assert_eq!((one.len(), one[0].door, one[0].held), (1, Door::Runner, Held::Cooperative));
    let canary = one[0].canary.as_ref().expect("the last test");
    assert_eq!((canary.passed, canary.note.as_deref()), (true, Some("ls -la")));
    assert!(canary.at < one[0].last_seen_at);
    assert!(one[0].runs_unasked.as_deref().expect("known").contains("git status"));

    let other = wire::NoteAgent { agent: "Nobody".into(), ..note(None) };
    assert_eq!(code(desk.mc.note_agent(&desk.runner, other).await), "not_found");
    assert_eq!(code(desk.mc.note_agent(&desk.ana, note(None)).await), "insufficient_scope");
    let fae = desk.agent("Fae").await;
    assert_eq!(code(desk.mc.note_agent(&fae, note(None)).await), "insufficient_scope");
    let long = wire::NoteAgent { version: Some("x".repeat(81)), ..note(None) };
    assert_eq!(code(desk.mc.note_agent(&desk.runner, long).await), "too_large");
}

#[tokio::test]
async fn it_is_written_at_most_once_a_minute() {
    let desk = Desk::new().await;
    let fae = desk.agent("Fae").await;
    let came = async |client: Option<&str>| {
        desk.mc.agent_came_in(&fae, Door::Mcp, client, Some("1")).await.expect("comes in");
        seen(&desk, "Fae").await.pop().expect("seen")
    };
    let first = came(None).await;
    desk.pass(30);
    assert_eq!(came(None).await.last_seen_at, first.last_seen_at, "not written again");
    let named = came(Some("codex")).await;
    assert_eq!((named.client.as_deref(), named.version.as_deref()), (Some("codex"), Some("1")));
    assert!(named.last_seen_at > first.last_seen_at, "what it is, is news");
    desk.pass(30);
    assert_eq!(came(Some("codex")).await.last_seen_at, named.last_seen_at);
    desk.pass(31);
    let later = came(None).await;
    assert!(later.last_seen_at > named.last_seen_at);
    assert_eq!(later.client.as_deref(), Some("codex"), "who says nothing leaves what was said");
    desk.pass(61);
    let odd = came(Some("a\u{202e}b")).await;
    assert_eq!(odd.client.as_deref(), Some("codex"), "what cannot be shown is nothing said");
    desk.mc.agent_came_in(&desk.ana, Door::Rest, Some("curl"), None).await.expect("a person");
    assert_eq!(seen(&desk, "Fae").await.len(), 1);
}

#[tokio::test]
async fn a_driver_that_is_part_of_its_runner_is_enforced() {
    let desk = Desk::new().await;
    desk.greet(&["Fern"]).await;
    let body = json!({"type": "prompt", "content": "Tidy", "desktopId": desk.desktop,
        "agent": "Fern", "run": true});
    let task = desk.create(serde_json::from_value(body).expect("a body")).await;
    desk.claim().await.expect("work");
    desk.mc.propose(&desk.runner, propose(&task, json!({}))).await.expect("proposed");
    let one = seen(&desk, "Fern").await;
    assert_eq!((one.len(), one[0].held, one[0].client.as_deref()), (1, Held::Enforced, None));
    desk.pass(20);
    desk.greet(&["Fern"]).await;
    desk.mc.note_agent(&desk.runner, note(None)).await.expect("noted");
    desk.mc.propose(&desk.runner, propose(&task, json!({"script": "true"}))).await.expect("more");
    assert_eq!(seen(&desk, "Fern").await[0].held, Held::Cooperative, "a program says what it is");
}
