//! Every question, in every combination of its filters, is one the engine understands.

use crate::desk::Desk;
use domain::log::Stream;
use domain::policy::Policy;
use domain::{
    ActionId, ApprovalId, DesktopId, Gate, KeyId, MessageId, PersonId, ScriptId, SessionId, TaskId,
    TaskStatus, TaskType, Timestamp, WebhookId,
};
use service::store::{
    ApprovalFilter, ApprovalOrder, ApprovalQuery, ApprovalSearch, Aside, Cursor, TaskQuery,
    Waiting, Window,
};

pub async fn what_is_not_there_is_not_an_error(desk: Desk) {
    let store = &desk.store;
    let (task, approval) = (TaskId::new("t_none"), ApprovalId::new("ap_none"));
    assert!(store.task(&task).await.unwrap().is_none());
    assert!(store.dependencies(&task).await.unwrap().is_empty());
    assert!(store.dependants(&task).await.unwrap().is_empty());
    assert!(store.retries(&task).await.unwrap().is_empty());
    assert!(store.next_queued(&desk.desktop.id).await.unwrap().is_none());
    assert!(store.overdue(Timestamp(i64::MAX)).await.unwrap().is_empty());
    assert!(store.approval(&approval).await.unwrap().is_none());
    assert!(store.approvals_of(&task).await.unwrap().is_empty());
    assert!(store.undecided(Timestamp(i64::MAX)).await.unwrap().is_empty());
    assert_eq!(store.waiting().await.unwrap(), Waiting::default());
    assert!(store.snoozed(&PersonId::new("u_none"), Timestamp(0)).await.unwrap().is_empty());
    assert!(store.decided(Timestamp(0), Timestamp(i64::MAX), None).await.unwrap().is_empty());
    assert_eq!(store.track_record(Timestamp(0)).await.unwrap().first_at, None);
    assert!(store.log(&task, 0, 10).await.unwrap().is_empty());
    assert_eq!(store.output(&task, 10).await.unwrap(), (Vec::new(), 0));
    assert_eq!(store.log_count(&task).await.unwrap(), 0);
    assert!(store.files(&task).await.unwrap().is_empty());
    assert!(store.comments(&task).await.unwrap().is_empty());
    assert!(store.viewed(&PersonId::new("u_none"), &task).await.unwrap().is_empty());
    assert!(store.message(&MessageId::new("m_none")).await.unwrap().is_none());
    assert!(store.messages(&task, 0, 10).await.unwrap().is_empty());
    let action = ActionId::new("a_none");
    assert!(store.action(&action).await.unwrap().is_none());
    assert!(store.actions_of(&task).await.unwrap().is_empty());
    assert!(store.next_action(&desk.desktop.id, Timestamp(0)).await.unwrap().is_none());
    assert!(store.next_unseen(&desk.desktop.id).await.unwrap().is_none());
    assert!(store.overdue_actions(Timestamp(i64::MAX)).await.unwrap().is_empty());
    assert!(store.action_log(&action, 0, 10).await.unwrap().is_empty());
    assert!(store.action_log_end(&action, 10).await.unwrap().is_empty());
    let output = store.action_output(&action, Stream::Stdout, 10).await.unwrap();
    assert_eq!(output, (Vec::new(), 0));
    assert!(store.action_files(&action).await.unwrap().is_empty());
    assert!(store.agent_counts().await.unwrap().is_empty());
    assert_eq!(store.policy().await.unwrap(), Policy::default());
    assert!(store.scripts().await.unwrap().is_empty());
    assert!(store.script(&ScriptId::new("sc_none")).await.unwrap().is_none());
    assert!(store.webhooks().await.unwrap().is_empty());
    let webhook = WebhookId::new("wh_none");
    assert!(store.webhook(&webhook).await.unwrap().is_none());
    assert!(store.deliveries(&webhook, 10).await.unwrap().is_empty());
    assert!(store.due_deliveries(Timestamp(i64::MAX), 10).await.unwrap().is_empty());
    assert!(store.desktop(&DesktopId::new("d_none")).await.unwrap().is_none());
    assert!(store.desktop_of_token(&KeyId::new("k_none")).await.unwrap().is_none());
    assert!(store.person(&PersonId::new("u_none")).await.unwrap().is_none());
    assert!(store.credential("nobody").await.unwrap().is_none());
    assert!(store.key(&KeyId::new("k_none")).await.unwrap().is_none());
    assert!(store.session(&[0; 32]).await.unwrap().is_none());
    assert!(store.sessions(&PersonId::new("u_none")).await.unwrap().is_empty());
    assert!(store.notice(&SessionId::new("s_none"), "n").await.unwrap().is_none());
    assert!(store.setup_secret().await.unwrap().is_none());
    assert!(store.idempotency("u_none", "key").await.unwrap().is_none());
    assert!(store.events(0, 10).await.unwrap().is_empty());
    assert_eq!(store.last_event().await.unwrap(), 0);
    assert!(store.audit(0, 10).await.unwrap().is_empty());
    let head = store.audit_head().await.unwrap();
    assert_eq!((head.rows, head.hash), (0, domain::audit::genesis()));
    store.ready().await.unwrap();
}

pub async fn every_combination_of_task_filters_is_understood(desk: Desk) {
    let desktops = [None, Some(desk.desktop.id.clone())];
    let statuses = [vec![], vec![TaskStatus::Done], vec![TaskStatus::Pending, TaskStatus::Review]];
    let texts = [None, Some(""), Some("12"), Some("mc-12"), Some("50%_\\")];
    for statuses in &statuses {
        for kind in [None, Some(TaskType::Prompt), Some(TaskType::Command)] {
            for desktop in &desktops {
                for text in texts {
                    for waiting in [false, true] {
                        for (before_number, agent, made_until) in
                            [(None, None, Some(Timestamp(5))), (Some(7), Some("Fern"), None)]
                        {
                            let query = TaskQuery {
                                statuses: statuses.clone(),
                                kind,
                                desktop: desktop.clone(),
                                text: text.map(str::to_owned),
                                agent: agent.map(str::to_owned),
                                made_until,
                                waiting,
                                before_number,
                                limit: 5,
                            };
                            let found = desk.store.tasks(&query).await;
                            assert!(found.unwrap().is_empty(), "{query:?}");
                            let windows =
                                TaskStatus::ALL.map(|status| Window { status, from: 3, cards: 5 });
                            let cards = desk.store.cards(&query, &windows).await;
                            assert!(cards.unwrap().is_empty(), "{query:?}");
                            let counts = desk.store.count_tasks(&query).await.unwrap();
                            assert_eq!(counts.iter().map(|count| count.count).sum::<u32>(), 0);
                            assert_eq!(counts.len(), TaskStatus::ALL.len());
                        }
                    }
                }
            }
        }
    }
}

pub async fn every_combination_of_approval_filters_is_understood(desk: Desk) {
    use ApprovalFilter::{All, Decided, Pending};
    let desktops = [None, Some(desk.desktop.id.clone())];
    let ana = PersonId::new("u_ana");
    let searched = |text: &str| ApprovalSearch {
        text: Some(text.into()),
        decided_by: Some(text.into()),
        asked_by: Some(text.into()),
        state: Some("approved"),
        from: Some(Timestamp(1)),
        to: Some(Timestamp(9)),
    };
    let long = searched(&"x".repeat(50_000));
    let cursors = [
        (ApprovalOrder::Oldest, vec!["5", "ap_5"]),
        (ApprovalOrder::NewestDecided, vec!["5", "ap_5"]),
        (ApprovalOrder::Unblocks, vec!["1", "0", "5", "ap_5"]),
        (ApprovalOrder::Unblocks, vec!["2", "3", "5", "ap_5"]),
    ];
    for filter in [Pending, Decided, All] {
        for gate in [None, Some(Gate::BeforeRun), Some(Gate::Action), Some(Gate::AfterRun)] {
            for desktop in &desktops {
                for (order, keys) in &cursors {
                    let cursor = Cursor(keys.iter().map(|key| (*key).to_owned()).collect());
                    assert!(cursor.fits(*order));
                    for (after, aside, search) in [
                        (None, Aside::Any, ApprovalSearch::default()),
                        (Some(cursor.clone()), Aside::Any, searched("12")),
                        (None, Aside::Without(ana.clone(), Timestamp(5)), searched("10 %")),
                        (Some(cursor), Aside::Only(ana.clone(), Timestamp(5)), long.clone()),
                    ] {
                        let query = ApprovalQuery {
                            filter,
                            gate,
                            desktop: desktop.clone(),
                            aside,
                            search: search.clone(),
                            order: *order,
                            after,
                            limit: 5,
                        };
                        let found = desk.store.approvals(&query).await;
                        assert!(found.unwrap().is_empty(), "{query:?}");
                    }
                }
            }
        }
    }
    let of_another_order = ApprovalQuery {
        order: ApprovalOrder::Unblocks,
        after: Some(Cursor(vec!["5".into(), "ap_5".into()])),
        limit: 5,
        ..ApprovalQuery::default()
    };
    assert!(desk.store.approvals(&of_another_order).await.is_err());
}
