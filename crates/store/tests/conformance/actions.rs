//! Actions: one claim wins, nothing goes back, and what may run or is overdue is found at its moment.

use crate::desk::Desk;
use crate::proposals::update;
use domain::action::{Operand, Seen};
use domain::log::{LogChunk, Stream};
use domain::{
    Action, ActionId, ActionState, DesktopId, Digest, KeyId, Party, Timestamp, Verdict, Version,
};
use service::StoreError;
use service::store::Write;
use std::sync::Arc;
use tokio::sync::Barrier;

/// An action as the store has it.
pub async fn stored(desk: &Desk, id: &ActionId) -> Action {
    desk.store.action(id).await.unwrap().unwrap().action
}

pub async fn actions_are_guarded(desk: Desk) {
    let task = desk.put(desk.draft("prompt")).await;
    let (approved, _) = desk.approved(&task).await;
    let taken = desk.taken(&approved);
    let expect = |read| Write::ExpectAction { id: approved.id.clone(), read };
    desk.write(vec![expect(approved.version)]).await;
    assert_eq!(stored(&desk, &approved.id).await, approved);
    let ghost = desk.action(&desk.draft("never written"), &desk.approval_id());
    let elsewhere = Action { task_number: 99, ..desk.action(&task, &desk.approval_id()) };
    for stale in [
        Write::UpdateAction { action: Box::new(taken.clone()), read: Version(1) },
        Write::UpdateAction { action: Box::new(taken.clone()), read: taken.version },
        Write::UpdateAction { action: Box::new(ghost.clone()), read: Version(1) },
        Write::ExpectAction { id: ghost.id.clone(), read: Version(1) },
        Write::InsertAction(Box::new(ghost.clone())),
        Write::InsertAction(Box::new(elsewhere)),
        expect(Version(1)),
    ] {
        let what = format!("{stale:?}");
        let draft = desk.draft("undone");
        let writes = vec![Write::InsertTask(Box::new(draft.clone())), stale];
        let error = desk.commit(writes).await.unwrap_err();
        assert!(matches!(error, StoreError::Stale(_)), "{what}: {error}");
        assert!(desk.store.task(&draft.id).await.unwrap().is_none(), "{what}");
    }
    assert_eq!(stored(&desk, &approved.id).await, approved);
}

pub async fn an_action_does_not_go_back(desk: Desk) {
    let task = desk.put(desk.draft("prompt")).await;
    let (approved, _) = desk.approved(&task).await;
    let taken = desk.taken(&approved);
    desk.write(vec![update(&approved, &taken)]).await;
    let again = Action { version: taken.version.next(), ..approved.clone() };
    let error = desk.commit(vec![update(&taken, &again)]).await.unwrap_err();
    assert!(matches!(error, StoreError::Broken(_)), "{error}");
    let ActionState::Running { lease_until, .. } = taken.state else { unreachable!() };
    let lost = taken.clone().lose(lease_until).unwrap();
    desk.write(vec![update(&taken, &lost)]).await;
    let again = Action { version: lost.version.next(), ..taken.clone() };
    desk.commit(vec![update(&lost, &again)]).await.unwrap_err();
    let closed = lost.clone().close(&crate::desk::reviewer(), false, desk.now()).unwrap();
    desk.write(vec![update(&lost, &closed)]).await;
    assert_eq!(stored(&desk, &closed.id).await, closed);
}

pub async fn of_two_claims_one_wins(desk: Desk) {
    let desk = Arc::new(desk);
    let task = desk.put(desk.draft("prompt")).await;
    for round in 0..50 {
        let (approved, _) = desk.approved(&task).await;
        let barrier = Arc::new(Barrier::new(4));
        let claims = (0..4).map(|_| {
            let (desk, barrier, approved) = (desk.clone(), barrier.clone(), approved.clone());
            tokio::spawn(async move {
                let taken = desk.taken(&approved);
                barrier.wait().await;
                let outcome = desk.commit(vec![update(&approved, &taken)]).await;
                (taken, outcome)
            })
        });
        let mut winners = Vec::new();
        for claim in claims.collect::<Vec<_>>() {
            match claim.await.unwrap() {
                (taken, Ok(_)) => winners.push(taken),
                (_, Err(StoreError::Stale(_))) => {}
                (_, Err(other)) => panic!("{other}"),
            }
        }
        assert_eq!(winners.len(), 1, "round {round}");
        assert_eq!(stored(&desk, &approved.id).await, winners[0]);
        assert_eq!(desk.store.next_action(&task.desktop, Timestamp(0)).await.unwrap(), None);
    }
}

/// Changes that are handed in at once share a batch; those that come late undo only themselves.
pub async fn a_stale_action_undoes_its_own_change_alone(desk: Desk) {
    let desk = Arc::new(desk);
    let task = desk.put(desk.draft("prompt")).await;
    let mut callers = Vec::new();
    for n in 0..60 {
        let (approved, _) = desk.approved(&task).await;
        let desk = desk.clone();
        callers.push(tokio::spawn(async move {
            let taken = desk.taken(&approved);
            let late = n % 3 == 1;
            let read = if late { Version(1) } else { approved.version };
            let log =
                LogChunk { seq: 1, stream: Stream::Stdout, bytes: b"x".into(), at: desk.now() };
            let writes = vec![
                Write::AppendActionLog { action: approved.id.clone(), chunks: vec![log] },
                Write::UpdateAction { action: Box::new(taken.clone()), read },
            ];
            (late, approved, taken, desk.commit(writes).await)
        }));
    }
    for caller in callers {
        let (late, approved, taken, outcome) = caller.await.unwrap();
        let pieces = desk.store.action_log(&approved.id, 0, 10).await.unwrap().len();
        let now = stored(&desk, &approved.id).await;
        if late {
            assert!(matches!(outcome, Err(StoreError::Stale(_))), "{outcome:?}");
            assert_eq!((now, pieces), (approved, 0));
        } else {
            outcome.unwrap();
            assert_eq!((now, pieces), (taken, 1));
        }
    }
}

pub async fn the_action_that_waited_longest_is_next(desk: Desk) {
    let task = desk.put(desk.draft("prompt")).await;
    let (proposed_first, asked) = desk.propose(&task, "helper").await;
    let (approved_first, _) = desk.approved(&task).await;
    let yes = crate::desk::answer(&asked, Verdict::Approve, desk.now());
    let second = proposed_first.clone().decided(yes.state.decision().unwrap()).unwrap();
    desk.write(vec![crate::desk::decided(&asked, &yes), update(&proposed_first, &second)]).await;
    let end = |action: &Action| match action.state {
        ActionState::Approved { execute_by, .. } => execute_by,
        ref other => panic!("{other:?}"),
    };
    let next = async |now| desk.store.next_action(&task.desktop, now).await.unwrap();
    let elsewhere = DesktopId::new("d_other");
    assert_eq!(desk.store.next_action(&elsewhere, Timestamp(0)).await.unwrap(), None);
    assert_eq!(next(desk.now()).await.as_ref(), Some(&approved_first));
    let last_moment = Timestamp(end(&approved_first).0 - 1);
    assert_eq!(next(last_moment).await.as_ref(), Some(&approved_first));
    assert_eq!(next(end(&approved_first)).await.as_ref(), Some(&second), "the first came too late");
    assert_eq!(next(end(&second)).await, None);
    desk.write(vec![update(&approved_first, &desk.taken(&approved_first))]).await;
    assert_eq!(next(desk.now()).await, Some(second));
}

pub async fn files_to_look_at_are_found_while_a_person_is_asked(desk: Desk) {
    let task = desk.put(desk.draft("prompt")).await;
    let next = async || desk.store.next_unseen(&task.desktop).await.unwrap();
    let mut asked = Vec::new();
    for _ in 0..2 {
        let approval = desk.approval_id();
        let mut action = desk.action(&task, &approval);
        action.operands = vec![Operand::named("a.sh".into()), Operand::named("b.sh".into())];
        desk.write(vec![Write::InsertAction(Box::new(action.clone()))]).await;
        asked.push(action);
    }
    desk.propose(&task, "helper").await;
    let elsewhere = DesktopId::new("d_other");
    assert_eq!(desk.store.next_unseen(&elsewhere).await.unwrap(), None);
    assert_eq!(next().await.as_ref(), Some(&asked[0]), "the oldest first");
    let seen = vec![
        Operand { path: "a.sh".into(), seen: Seen::Missing, salt: Some("one".into()) },
        Operand {
            path: "b.sh".into(),
            salt: Some("two".into()),
            seen: Seen::File { digest: Digest::of(b"true"), bytes: 4, text: Some("true".into()) },
        },
    ];
    let looked = asked[0].clone().looked(seen, desk.approval_id()).unwrap();
    desk.write(vec![update(&asked[0], &looked)]).await;
    assert_eq!(stored(&desk, &looked.id).await, looked);
    assert_eq!(next().await.as_ref(), Some(&asked[1]));
    let (judgement, enrolment) = (looked.judgement.clone(), KeyId::new("k_another"));
    let anew = looked.clone().ask_anew(desk.approval_id(), judgement, enrolment).unwrap();
    desk.write(vec![update(&looked, &anew)]).await;
    assert_eq!(stored(&desk, &anew.id).await, anew, "asked about another enrolment");
    let seen = vec![Operand { path: "a.sh".into(), seen: Seen::Missing, salt: Some("one".into()) }];
    let seen = seen.into_iter().chain(looked.operands[1..].to_vec()).collect();
    let looked = anew.clone().looked(seen, desk.approval_id()).unwrap();
    desk.write(vec![update(&anew, &looked)]).await;
    let over = asked[1].clone().withdraw(Party::system(), desk.now()).unwrap();
    desk.write(vec![update(&asked[1], &over)]).await;
    assert_eq!(next().await, None, "nobody is asked any more");
}

pub async fn overdue_actions_are_found_at_their_moment(desk: Desk) {
    let task = desk.put(desk.draft("prompt")).await;
    desk.propose(&task, "helper").await;
    let (unused, _) = desk.approved(&task).await;
    let (approved, _) = desk.approved(&task).await;
    let running = desk.taken(&approved);
    desk.write(vec![update(&approved, &running)]).await;
    let ActionState::Running { lease_until, .. } = running.state else { unreachable!() };
    let ActionState::Approved { execute_by, .. } = unused.state else { unreachable!() };
    assert!(lease_until < execute_by);
    let overdue = async |now| desk.store.overdue_actions(now).await.unwrap();
    assert!(overdue(Timestamp(lease_until.0 - 1)).await.is_empty());
    assert_eq!(overdue(lease_until).await, std::slice::from_ref(&running));
    assert_eq!(overdue(Timestamp(execute_by.0 - 1)).await, std::slice::from_ref(&running));
    assert_eq!(overdue(execute_by).await, [running.clone(), unused.clone()]);
    let lost = running.clone().lose(lease_until).unwrap();
    let lapsed = unused.clone().lapse(execute_by).unwrap();
    desk.write(vec![update(&running, &lost), update(&unused, &lapsed)]).await;
    assert!(overdue(Timestamp(i64::MAX)).await.is_empty());
}
