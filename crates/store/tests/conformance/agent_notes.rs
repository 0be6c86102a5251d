//! Agents at their doors.

use crate::desk::Desk;
use domain::agent_note::{AgentNote, Canary, Door};
use service::store::Write;

pub async fn an_agent_at_a_door_reads_back_and_what_is_left_out_stays(desk: Desk) {
    let put = async |note: &AgentNote| {
        desk.write(vec![Write::PutAgentNote(Box::new(note.clone()))]).await;
        desk.store.agent_notes().await.unwrap()
    };
    assert!(desk.store.agent_notes().await.unwrap().is_empty());
    let canary = Canary { passed: false, at: desk.now(), note: Some("it ran \"ls\"".into()) };
    let first = AgentNote {
        agent: "Fern".into(),
        door: Door::Runner,
        client: Some("claude-agent-acp".into()),
        version: Some("0.100.0".into()),
        seen_at: desk.now(),
        canary: Some(canary.clone()),
    };
    assert_eq!(put(&first).await, std::slice::from_ref(&first));
    let bare = AgentNote {
        client: None,
        version: None,
        canary: None,
        seen_at: desk.now(),
        ..first.clone()
    };
    let kept = AgentNote { seen_at: bare.seen_at, ..first.clone() };
    assert_eq!(put(&bare).await, std::slice::from_ref(&kept), "nothing said, nothing lost");
    let other =
        AgentNote { client: Some("codex".into()), version: None, canary: None, ..kept.clone() };
    let whole = AgentNote { canary: Some(canary), ..other.clone() };
    assert_eq!(put(&other).await, std::slice::from_ref(&whole), "a version goes with its client");
    let passed = Canary { passed: true, at: desk.now(), note: None };
    let again = AgentNote { canary: Some(passed), ..other };
    assert_eq!(put(&again).await, std::slice::from_ref(&again));
    for door in [Door::Mcp, Door::Rest, Door::Hook] {
        put(&AgentNote { door, client: None, version: None, canary: None, ..again.clone() }).await;
    }
    let all = desk.store.agent_notes().await.unwrap();
    let doors: Vec<&str> = all.iter().map(|note| note.door.as_str()).collect();
    assert_eq!(doors, ["hook", "mcp", "rest", "runner"]);
}
