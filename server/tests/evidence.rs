//! The evidence of one approval, as somebody checks it who has only the file.

use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};

use crate::actions::Desk;
use crate::support::{command, settled};

/// What is done to a statement before it is signed.
type Change<'a> = &'a dyn Fn(&mut Value);

struct Kept {
    desk: Desk,
    folder: tempfile::TempDir,
}

impl Kept {
    async fn new() -> Self {
        Self { desk: Desk::new(&[]).await, folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// What was handed out about this approval.
    async fn evidence(&self, approval: &str) -> String {
        let answer = self.desk.admin.get(&format!("/approvals/{approval}/evidence")).await;
        answer.ok();
        answer.text
    }

    /// What `verify` says of it: what it tells people, or why it refuses.
    fn verify(&self, text: &str, more: &[&str]) -> Result<String, String> {
        let file = self.file("evidence.json", text);
        let args = [&["verify", file.to_str().unwrap()][..], more].concat();
        let done = self.desk.product.cli(&args);
        let told = String::from_utf8(done.stderr).unwrap();
        if done.status.success() { Ok(told) } else { Err(told) }
    }

    async fn resolve(&self, approval: &str, decision: &str, feedback: &str) {
        let path = format!("/approvals/{approval}");
        let digest = self.desk.admin.get(&path).await.ok()["digest"].clone();
        let body = json!({"decision": decision, "digest": digest, "feedback": feedback});
        self.desk.admin.post(&format!("{path}/resolve"), body).await.ok();
    }

    async fn log(&self) -> PathBuf {
        let export = self.desk.admin.get("/audit/export").await;
        self.file("log.jsonl", &export.text)
    }
}

fn flag(path: &Path) -> [&str; 2] {
    ["--log", path.to_str().unwrap()]
}

/// The same with another statement, signed with this key.
fn signed(evidence: &str, seed: &[u8], change: impl Fn(&mut Value)) -> String {
    let mut outer: Value = serde_json::from_str(evidence).unwrap();
    let mut inner: Value = serde_json::from_str(outer["statement"].as_str().unwrap()).unwrap();
    change(&mut inner);
    let statement = inner.to_string();
    let key = Ed25519KeyPair::from_seed_unchecked(seed).unwrap();
    let text = format!("mission-control/evidence/v1\n{statement}");
    outer["statement"] = json!(statement);
    outer["signature"] = json!(BASE64.encode(key.sign(text.as_bytes()).as_ref()));
    outer["publicKey"] = json!(BASE64.encode(key.public_key().as_ref()));
    outer.to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_evidence_of_every_gate_is_verified_offline_and_against_the_log() {
    let kept = Kept::new().await;
    let (admin, desktop) = (&kept.desk.admin, kept.desk.desktop.clone());
    // Before it runs, and then its result.
    let more = json!({"run": true, "approveBeforeRun": true});
    let task = admin.post("/tasks", command(&desktop, "echo one", more)).await.created();
    let before = task["pendingApprovalIds"][0].as_str().unwrap().to_owned();
    let open = kept.evidence(&before).await;
    assert!(kept.verify(&open, &[]).unwrap().contains("The run of MC-1"), "before anybody decided");
    kept.resolve(&before, "approve", "Go on, “carefully”.").await;
    let task = settled(admin, task["id"].as_str().unwrap(), &["review"], 20).await;
    let after = task["pendingApprovalIds"][0].as_str().unwrap().to_owned();
    kept.resolve(&after, "reject", "Not this.").await;
    // An action.
    let prompt = kept.desk.prompt().await;
    let action = kept.desk.propose(&prompt, json!({"script": "echo two; exit 3"})).await;
    kept.desk.decide(&action, "approve").await.ok();
    kept.desk.over(&action).await;
    let acted = action["approvalId"].as_str().unwrap().to_owned();

    let log = kept.log().await;
    let mut all = Vec::new();
    for (id, says) in [
        (&before, vec!["The run of MC-1", "approved it", "carefully", "exit code 0"]),
        (&after, vec!["The result of MC-1", "rejected it", "Not this."]),
        (&acted, vec!["An action of MC-2", "approved it", "exit code 3"]),
    ] {
        let text = kept.evidence(id).await;
        let told = kept.verify(&text, &[]).unwrap();
        for words in says {
            assert!(told.contains(words), "{words}: {told}");
        }
        kept.verify(&text, &flag(&log)).unwrap();
        all.push(text);
    }
    // The log of that moment or later holds its rows.
    let log = kept.log().await;
    for text in &all {
        assert!(kept.verify(text, &flag(&log)).unwrap().contains("holds all of its rows"));
    }
    kept.desk
        .fae
        .get(&format!("/approvals/{acted}/evidence"))
        .await
        .refused(403, "insufficient_scope");
    admin.get("/approvals/ap_none/evidence").await.refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn evidence_that_was_changed_in_any_place_is_refused_and_so_is_another_signer() {
    let kept = Kept::new().await;
    let prompt = kept.desk.prompt().await;
    let action = kept.desk.propose(&prompt, json!({"script": "echo two"})).await;
    kept.desk.decide(&action, "approve").await.ok();
    kept.desk.over(&action).await;
    let text = kept.evidence(action["approvalId"].as_str().unwrap()).await;
    let told = kept.desk.product.cli(&["verify", kept.file("e", &text).to_str().unwrap()]);
    let signer = String::from_utf8(told.stdout).unwrap().trim().to_owned();
    kept.verify(&text, &["--key", &signer]).unwrap();

    // Any byte of the file.
    for at in (0..text.len()).step_by(text.len() / 60) {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        let Ok(wrong) = String::from_utf8(bytes) else { continue };
        kept.verify(&wrong, &[]).unwrap_err();
    }
    kept.verify(&format!("{text}\nmore"), &[]).unwrap_err();

    // Signed anew by somebody else, who is not the one that is known.
    let why = kept.verify(&signed(&text, &[7; 32], |_| {}), &[]).unwrap_err();
    assert!(why.contains("another key"), "the checkpoint is not theirs: {why}");

    // What does not agree in itself is refused even when the right key signed it.
    let seed = std::fs::read_to_string(kept.desk.product.data.path().join("signing.key")).unwrap();
    let seed = data_encoding::HEXLOWER.decode(seed.trim().as_bytes()).unwrap();
    kept.verify(&signed(&text, &seed, |_| {}), &[]).unwrap();
    let retain = |s: &mut Value, verb: &str| {
        s["rows"].as_array_mut().unwrap().retain(|row| row["action"] != verb);
    };
    let cases: [(Change<'_>, &str); 13] = [
        (&|s| s["action"]["bound"]["code"]["script"] = json!("echo three"), "digest is another"),
        (&|s| s["action"]["card"]["script"] = json!("echo three"), "its card"),
        (&|s| s["approval"]["state"] = json!("rejected"), "its state"),
        (&|s| s["approval"]["required"] = json!(2), "its state"),
        (&|s| s["approval"]["votes"][0]["by"]["id"] = json!("u_other"), "the answer of"),
        (
            &|s| s["approval"]["votes"][0]["at"] = json!("2020-01-01T00:00:00.000000Z"),
            "the answer of",
        ),
        (&|s| s["rows"][1]["actor"]["name"] = json!("Eve"), "is not what was written"),
        (&|s| retain(s, "approval.request"), "was asked"),
        (&|s| retain(s, "approval.approve"), "the answer of"),
        (&|s| s["rows"].as_array_mut().unwrap().reverse(), "does not follow"),
        (
            &|s| s["permit"]["text"] = json!("mission-control/permit/v1\n"),
            "signature of its permit",
        ),
        (
            &|s| s["permit"] = permit(&seed, |permit| permit.work = "a_other".into()),
            "something else",
        ),
        (&|s| s["permit"] = permit(&seed, |permit| permit.grants.clear()), "cannot be read"),
    ];
    for (change, says) in cases {
        let why = kept.verify(&signed(&text, &seed, change), &[]).unwrap_err();
        assert!(why.contains(says), "{says}: {why}");
    }
}

/// A permit that the right key signed, for something.
fn permit(seed: &[u8], change: impl Fn(&mut domain::Permit)) -> Value {
    let key = Ed25519KeyPair::from_seed_unchecked(seed).unwrap();
    let mut permit = domain::Permit {
        work: "a_1".into(),
        digest: domain::Digest::of(b"x"),
        desktop: domain::DesktopId::new("d_1"),
        enrolment: domain::KeyId::new("k_1"),
        grants: vec![domain::Grant::Approved { by: "u_1".into(), at: domain::Timestamp(1) }],
        until: None,
        nonce: domain::Permit::nonce_of([1; 32]),
    };
    change(&mut permit);
    let text = permit.text();
    let (public, signature) = (key.public_key(), key.sign(text.as_bytes()));
    let (public, signature) =
        (public.as_ref().try_into().unwrap(), signature.as_ref().try_into().unwrap());
    serde_json::to_value(domain::SignedPermit::new(text, public, signature)).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_taken_back_replaced_or_never_answered_has_evidence_too() {
    let kept = Kept::new().await;
    let (admin, desktop) = (&kept.desk.admin, kept.desk.desktop.clone());
    let good = async |id: &str, state: &str| {
        let told = kept.verify(&kept.evidence(id).await, &[]).unwrap();
        assert!(told.contains(state), "{state}: {told}");
    };
    // Taken back, and approved again by somebody else: each has its own answers and its own permit.
    let (bench, runner) = kept.desk.product.desktop("bench", admin).await;
    let more = json!({"run": true, "approveBeforeRun": true});
    let task = admin.post("/tasks", command(&bench, "echo one", more)).await.created();
    let first = task["pendingApprovalIds"][0].as_str().unwrap().to_owned();
    kept.resolve(&first, "approve", "").await;
    good(&first, ": approved").await;
    admin.post(&format!("/approvals/{first}/revoke"), json!({})).await.ok();
    let task = task["id"].as_str().unwrap();
    admin.post(&format!("/tasks/{task}/run"), json!({})).await.ok();
    let again = admin.get(&format!("/tasks/{task}")).await.ok();
    let second = again["pendingApprovalIds"][0].as_str().unwrap().to_owned();
    kept.desk.product.person("bo", "approver");
    let bo = kept.desk.product.key("bo", "read,decide");
    let digest = bo.get(&format!("/approvals/{second}")).await.ok()["digest"].clone();
    let yes = json!({"decision": "approve", "digest": digest});
    bo.post(&format!("/approvals/{second}/resolve"), yes).await.ok();
    runner.post("/runner/claim", json!({"freeSlots": 1})).await.ok();
    good(&first, ": revoked").await;
    good(&second, ": approved").await;
    // Replaced by what its desktop found, by a revision, and withdrawn.
    let prompt = kept.desk.prompt().await;
    std::fs::create_dir_all(kept.folder.path()).unwrap();
    let looked = kept.desk.propose(&prompt, json!({"script": "sh nowhere.sh"})).await;
    let id = looked["id"].as_str().unwrap();
    let before = looked["approvalId"].as_str().unwrap().to_owned();
    let after = crate::support::wait_for("a look", 10, async || {
        let now = admin.get(&format!("/actions/{id}")).await.ok()["approvalId"].clone();
        (now != before.as_str()).then(|| now.as_str().unwrap().to_owned())
    })
    .await;
    good(&before, ": superseded").await;
    good(&after, ": pending").await;
    kept.desk.fae.post(&format!("/actions/{id}/withdraw"), json!({})).await;
    good(&after, ": withdrawn").await;
    assert!(!desktop.is_empty());
}
