//! Contradictory answers at the same moment, each at another server.

use std::sync::Arc;

use serde_json::json;
use tokio::sync::Barrier;

use super::Office;

const PAIRS: usize = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_contradictory_answers_at_two_servers_one_counts_and_the_other_is_told_who() {
    let office = Office::open().await;
    let requests = Arc::new(office.asking(PAIRS).await);
    let barrier = Arc::new(Barrier::new(2));
    let mut running = Vec::new();
    for (person, decision) in [("bo", "approve"), ("cy", "reject")] {
        tokio::task::block_in_place(|| office.servers.servers[0].person(person, "approver"));
        let who = office.servers.key(person, "read,decide");
        let places: Vec<_> = (0..3).map(|n| office.at(&who, n)).collect();
        let (requests, barrier) = (Arc::clone(&requests), Arc::clone(&barrier));
        running.push(tokio::spawn(async move {
            let mut answers = Vec::new();
            for (n, request) in requests.iter().enumerate() {
                // Never the same server for both.
                let place = if decision == "approve" { n } else { n + 1 + n / 3 % 2 };
                barrier.wait().await;
                answers.push(places[place % 3].post(&request.path(), request.body(decision)).await);
            }
            answers
        }));
    }
    let answers = futures::future::join_all(running).await;
    let [yes, no] = <[_; 2]>::try_from(answers).unwrap().map(Result::unwrap);
    let (mut approved, written) = (0, office.answers());
    for (n, request) in requests.iter().enumerate() {
        let stored = office.admin.get(&format!("/approvals/{}", request.id)).await.ok();
        let won = yes[n].status == 200;
        approved += usize::from(won);
        let (winner, loser, by, state) = if won {
            (&yes[n], &no[n], "bo", "approved")
        } else {
            (&no[n], &yes[n], "cy", "rejected")
        };
        assert_eq!(winner.status, 200, "{n}: {yes:?} {no:?}", yes = yes[n], no = no[n]);
        let problem = loser.refused(409, "already_decided");
        assert_eq!(problem["decision"], stored["decision"], "the loser learns who was faster");
        assert_eq!(
            (&stored["state"], &stored["decision"]["by"]["name"]),
            (&json!(state), &json!(by))
        );
        assert_eq!(written[&request.id], 1, "{n}");
    }
    assert!((1..PAIRS).contains(&approved), "it was no race: {approved}");
}
