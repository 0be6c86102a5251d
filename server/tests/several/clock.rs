//! Servers whose machines disagree about the time go by the database's.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::{Timestamp, wire};
use serde_json::json;
use server::clock::Machine;
use service::{Clock, Ids, MissionControl, Signer};

use crate::support::database::{Database, Gate};

/// This machine's clock, set wrong by so many seconds.
struct Wrong(i64);

impl Clock for Wrong {
    fn now(&self) -> Timestamp {
        Machine.now().plus_seconds(self.0)
    }
}

struct Seal;

impl Signer for Seal {
    fn public_key(&self) -> [u8; 32] {
        [7; 32]
    }

    fn sign(&self, _: &[u8]) -> [u8; 64] {
        [9; 64]
    }
}

/// Ids that no other server of the test makes.
struct Own(AtomicU64, u8);

impl Ids for Own {
    fn id(&self, prefix: &str) -> String {
        format!("{prefix}{:02x}{:014x}", self.1, self.0.fetch_add(1, Ordering::SeqCst))
    }

    fn secret(&self) -> [u8; 32] {
        let mut secret = [self.1; 32];
        secret[..8].copy_from_slice(&self.0.fetch_add(1, Ordering::SeqCst).to_be_bytes());
        secret
    }
}

/// A server whose machine's clock is wrong by so many seconds.
async fn server(gate: &Gate, number: u8, wrong: i64) -> MissionControl {
    let store = store::open(&gate.url).await.unwrap();
    let ids = Arc::new(Own(AtomicU64::new(1), number));
    let mission = MissionControl::new(store, Arc::new(Wrong(wrong)), ids, Arc::new(Seal));
    let ahead = mission.follow_clock().await.unwrap() / 1_000_000;
    assert!((-wrong - 1..=-wrong + 1).contains(&ahead), "{wrong}: {ahead}");
    mission
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_two_minutes_apart_end_nothing_of_each_other() {
    let database = Database::new();
    let gate = Gate::to(&database).await;
    let late = server(&gate, 1, -120).await;
    let early = server(&gate, 2, 120).await;
    let apart = early.now().micros_since(late.now()).abs();
    assert!(apart < 1_000_000, "they are {apart} µs apart");
    let setup = late.open_setup().await.unwrap().unwrap();
    let ana = early.set_up(&setup, "Ana", "a long enough password", "test").await.unwrap();
    let (desktop, token) = late.local_desktop("bench", "/srv/work").await.unwrap();
    let runner = early.authenticate_key(&token).await.unwrap();
    let read = |value| serde_json::from_value::<wire::CreateTask>(value).unwrap();
    let read_settings = |value| serde_json::from_value::<wire::ChangeSettings>(value).unwrap();
    // A run that the late one gave out is not lost to the early one, whose lease would be over by its own clock.
    let body = json!({"type": "command", "content": "true", "desktopId": desktop.id, "run": true});
    let task = late.create_task(&ana.actor, read(body)).await.unwrap();
    let claim: wire::Claim = serde_json::from_value(json!({"freeSlots": 1})).unwrap();
    let claimed = late.claim_work(&runner, claim, 0).await.unwrap();
    assert!(matches!(claimed, Some(wire::Work::Task(work)) if work.id == task.id));
    // A request that has a minute left by one has it by the other.
    let a_minute = read_settings(json!({"decideWithinMinutes": 1}));
    early.change_settings(&ana.actor, a_minute).await.unwrap();
    let body = json!({"type": "command", "content": "true", "desktopId": desktop.id, "run": true,
        "approveBeforeRun": true});
    let asking = late.create_task(&ana.actor, read(body)).await.unwrap();
    // A password given at one server counts at the other for as long.
    let here = early.authenticate_session(&ana.secret).await.unwrap();
    let there = late.authenticate_session(&ana.secret).await.unwrap();
    for (mission, who) in [(&early, here), (&late, there)] {
        mission.sweep().await.unwrap();
        assert!(who.is_confirmed(mission.now()));
        let running = mission.task(&ana.actor, &task.id).await.unwrap();
        assert_eq!(running.status.as_str(), "running");
        let asking = mission.task(&ana.actor, &asking.id).await.unwrap();
        assert_eq!(asking.status.as_str(), "pending");
    }
    // A request that is under way at one is under way at the other.
    let begun = late.begin_idempotent("ana", "the same", [1; 32], None).await;
    assert!(matches!(begun, Ok(service::Begun::New)), "{begun:?}");
    let again = early.begin_idempotent("ana", "the same", [1; 32], None).await;
    assert!(again.is_err(), "{again:?}");
}
