//! What people answered, one by one.

use crate::desk::Desk;
use domain::{ApprovalId, Gate, PersonId, Timestamp, Verdict, attention::Given};
use service::StoreError;
use service::store::{LastAnswer, Write};

async fn asked(desk: &Desk) -> ApprovalId {
    let task = desk.put(desk.draft("asks")).await;
    desk.ask(desk.approval(&task, Gate::AfterRun)).await.id
}

fn given(who: &str, at: i64) -> Given {
    let verdict = if at % 2 == 0 { Verdict::Approve } else { Verdict::Reject };
    Given { by: PersonId::new(who), verdict, asked_at: Timestamp(at - 1), at: Timestamp(at) }
}

fn write(approval: &ApprovalId, given: Given, after: Option<LastAnswer>) -> Write {
    Write::InsertAnswer { approval: approval.clone(), given, after }
}

pub async fn answers_are_found_newest_first_and_from_a_moment_on(desk: Desk) {
    let approval = asked(&desk).await;
    for (who, at) in [("u_1", 10), ("u_2", 20), ("u_1", 30), ("u_1", 30), ("u_1", 41)] {
        desk.write(vec![write(&approval, given(who, at), None)]).await;
    }
    let all = desk.store.answers(Timestamp(20)).await.unwrap();
    let told: Vec<_> = all.iter().map(|one| (one.seq, one.given.clone())).collect();
    let one = |seq, who, at| (seq, given(who, at));
    let (last, fourth, third) = (one(5, "u_1", 41), one(4, "u_1", 30), one(3, "u_1", 30));
    assert_eq!(told, [last.clone(), fourth.clone(), third, one(2, "u_2", 20)]);
    let own = desk.store.answers_of(&PersonId::new("u_1"), Timestamp(11), 2).await.unwrap();
    let told: Vec<_> = own.iter().map(|one| (one.seq, one.given.clone())).collect();
    assert_eq!(told, [last, fourth], "only so many, of one person");
    assert!(desk.store.answers(Timestamp(42)).await.unwrap().is_empty());
}

pub async fn an_answer_after_one_that_was_not_counted_is_refused(desk: Desk) {
    let approval = asked(&desk).await;
    let after = |from, seq| Some(LastAnswer { from: Timestamp(from), seq });
    desk.write(vec![write(&approval, given("u_1", 10), after(0, 0))]).await;
    // Somebody else's, and what lies before the moment, count for nothing.
    desk.write(vec![write(&approval, given("u_2", 20), after(0, 0))]).await;
    desk.write(vec![write(&approval, given("u_1", 30), after(11, 0))]).await;
    let late = desk.commit(vec![write(&approval, given("u_1", 40), after(0, 1))]).await;
    assert!(matches!(late, Err(StoreError::Stale(_))), "the one of 30 was not counted");
    desk.write(vec![write(&approval, given("u_1", 40), after(0, 3))]).await;
    assert_eq!(desk.store.answers(Timestamp(0)).await.unwrap().len(), 4);
}
