//! Many people answer the same request at the same moment: one answer counts, and everybody is told which.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Barrier;

use crate::support::{Answer, Client, Product, asking};

const DECIDERS: usize = 8;
const APPROVALS: usize = 200;

/// One decider's answer through its door: every fourth uses the form, as its browser.
async fn decide(n: usize, who: &Client, approval: &Value) -> Answer {
    let (id, digest) = (approval["id"].as_str().unwrap(), approval["digest"].as_str().unwrap());
    let decision = if n.is_multiple_of(2) { "approve" } else { "reject" };
    if n % 4 == 3 {
        let fields = [("id", id), ("decision", decision), ("digest", digest)];
        return who.form("resolve_approval", &fields).await;
    }
    let body = json!({"decision": decision, "digest": digest, "feedback": format!("said {n}")});
    who.post(&format!("/approvals/{id}/resolve"), body).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_eight_answers_at_once_one_wins_two_hundred_times() {
    let product = Product::start();
    product.person("ada", "admin");
    let admin = product.key("ada", "read,tasks,admin");
    let (desktop, _) = product.desktop("bench", &admin).await;
    let mut deciders = Vec::new();
    for n in 0..DECIDERS {
        let name = format!("person{n}");
        product.person(&name, "approver");
        deciders.push(match n % 4 {
            3 => product.browser(&name).await,
            _ => product.key(&name, "read,decide"),
        });
    }
    let mut approvals = Vec::new();
    for _ in 0..APPROVALS {
        approvals.push(asking(&admin, &desktop).await);
    }
    let approvals = Arc::new(approvals);
    let barrier = Arc::new(Barrier::new(DECIDERS));
    let running = deciders.into_iter().enumerate().map(|(n, who)| {
        let (approvals, barrier) = (approvals.clone(), barrier.clone());
        tokio::spawn(async move {
            let mut answers = Vec::new();
            for approval in approvals.iter() {
                barrier.wait().await;
                answers.push(decide(n, &who, approval).await);
            }
            answers
        })
    });
    let answers = futures::future::join_all(running).await;
    let answers: Vec<Vec<Answer>> = answers.into_iter().map(Result::unwrap).collect();
    let mut winners = [0; DECIDERS];
    for (turn, approval) in approvals.iter().enumerate() {
        let id = approval["id"].as_str().unwrap();
        let turn: Vec<&Answer> = answers.iter().map(|all| &all[turn]).collect();
        let won: Vec<usize> = (0..DECIDERS).filter(|n| turn[*n].status == 200).collect();
        assert_eq!(won.len(), 1, "{id}: {turn:?}");
        let stored = admin.get(&format!("/approvals/{id}")).await.ok();
        let winner = won[0];
        winners[winner] += 1;
        assert_eq!(stored["decision"]["by"]["name"], format!("person{winner}"));
        let state = if winner.is_multiple_of(2) { "approved" } else { "rejected" };
        assert_eq!(stored["state"], state);
        for answer in (0..DECIDERS).filter(|n| *n != winner).map(|n| turn[n]) {
            let problem = answer.refused(409, "already_decided");
            assert_eq!(problem["decision"], stored["decision"], "the loser learns who was faster");
            assert_eq!((&problem["approvalId"], &problem["state"]), (&json!(id), &json!(state)));
        }
    }
    assert!(winners.iter().filter(|won| **won > 0).count() > 1, "it was no race: {winners:?}");
    let audit = audit_rows(&product, "approval.").await;
    assert_eq!(audit, APPROVALS, "one audit row for each decision, and none for the others");
}

/// How many decisions the audit log holds.
async fn audit_rows(product: &Product, prefix: &str) -> usize {
    let admin = product.key("ada", "admin");
    let (mut count, mut path) = (0, "/audit?limit=200".to_owned());
    loop {
        let page = admin.get(&path).await.ok();
        let rows = page["items"].as_array().unwrap();
        count += rows
            .iter()
            .filter(|row| {
                let action = row["action"].as_str().unwrap();
                action.starts_with(prefix) && action != "approval.request"
            })
            .count();
        match page["nextCursor"].as_str() {
            Some(next) => path = format!("/audit?limit=200&cursor={next}"),
            None => return count,
        }
    }
}
