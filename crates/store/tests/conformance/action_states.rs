//! Every state that an action can be in, with all that it carries and all that surrounds it.

use crate::action_output::file;
use crate::actions::stored;
use crate::desk::{Desk, party};
use crate::proposals::{agent, differences, proposal, update};
use domain::action::{
    ActionRun, Allowed, Closed, Code, Expected, Findings, Interpreter, Own, Proposal, ToolRef,
};
use domain::approval::{Reason, Risk};
use domain::change::FileChange;
use domain::task::RunReport;
use domain::{Action, ActionId, ActionState, ApprovalId, Decision, Lease, Timestamp, Verdict};
use service::store::{ApprovalQuery, Write};

fn at(n: i64) -> Timestamp {
    Timestamp(1_767_323_045_678_900 + n)
}

fn states() -> Vec<ActionState> {
    let approval = ApprovalId::new("ap_asked");
    let decision = |verdict| Decision {
        verdict,
        by: party("u_owner", "Ada"),
        at: at(1),
        feedback: Some("see “notes”\n".into()),
        reason: (verdict == Verdict::Reject).then_some(Reason::HandleManually),
        checklist: None,
        hurried: false,
    };
    let yes = decision(Verdict::Approve);
    let person = Allowed::Person { approval: approval.clone(), decision: yes.clone() };
    let rule = Allowed::Policy { rule: Some("r_1".into()), version: 4 };
    let preset = Allowed::Policy { rule: None, version: 1 };
    let lease = Lease::new("l_1");
    let run = |report: RunReport, findings| ActionRun {
        started_at: at(10),
        finished_at: at(20),
        report,
        truncated: true,
        files: vec![FileChange { diff: String::new(), ..file("a") }],
        findings,
        lease: lease.clone(),
    };
    let (by, no) = (party("u_owner", "Ada"), decision(Verdict::Reject));
    let mut states = vec![
        ActionState::Pending { approval: approval.clone() },
        ActionState::Rejected {
            approval: approval.clone(),
            decision: no.clone(),
            asked_again: None,
        },
        ActionState::Rejected {
            approval: approval.clone(),
            decision: no,
            asked_again: Some(by.clone()),
        },
        ActionState::Expired { approval: approval.clone(), at: at(5) },
        ActionState::Revoked {
            approval: approval.clone(),
            decision: yes,
            at: at(6),
            by: by.clone(),
        },
    ];
    for approval in [None, Some(approval)] {
        let next = ActionId::new("a_next");
        states.push(ActionState::Withdrawn {
            approval: approval.clone(),
            at: at(7),
            by: agent("x"),
        });
        states.push(ActionState::Superseded { approval, at: at(8), by: next });
    }
    for allowed in [person, rule, preset] {
        let (execute_by, lease_until) = (at(90), at(91));
        let (lease, started_at) = (lease.clone(), at(10));
        states.push(ActionState::Approved { allowed: allowed.clone(), at: at(9), execute_by });
        for stopping in [false, true] {
            let (allowed, lease) = (allowed.clone(), lease.clone());
            states.push(ActionState::Running { allowed, lease, lease_until, started_at, stopping });
        }
        states.push(ActionState::Released { allowed: allowed.clone(), at: at(11) });
        let matched = run(RunReport::Exited(0), Some(Findings::default()));
        states.push(ActionState::Succeeded { allowed: allowed.clone(), run: matched });
        for report in [
            RunReport::Exited(-1),
            RunReport::Killed(9),
            RunReport::TimedOut,
            RunReport::Cancelled,
            RunReport::NotStarted("no “bash”".into()),
        ] {
            let run = run(report, Some(Findings(differences())));
            states.push(ActionState::Failed { allowed: allowed.clone(), run });
        }
        for (late, closed) in [
            (None, None),
            (Some(run(RunReport::Lost, None)), None),
            (None, Some(Closed { by: by.clone(), at: at(30), ran: true })),
        ] {
            let (allowed, lease, since) = (allowed.clone(), lease.clone(), at(25));
            states.push(ActionState::OutcomeUnknown {
                allowed,
                lease,
                started_at,
                since,
                late,
                closed,
            });
        }
        states.push(ActionState::Lapsed { allowed, at: at(40) });
    }
    states
}

pub async fn an_action_reads_back_in_every_state(desk: Desk) {
    let task = desk.put(desk.draft("prompt")).await;
    let mut all = Vec::new();
    for state in states() {
        let mut inserted = desk.action(&task, &desk.approval_id());
        inserted.state = state.clone();
        if let ActionState::Released { .. } = state {
            let tool = ToolRef { name: "Bash".into(), kind: None };
            inserted.proposal.own = Some(Own { tool, editable: true });
        }
        desk.write(vec![Write::InsertAction(Box::new(inserted.clone()))]).await;
        assert_eq!(stored(&desk, &inserted.id).await, inserted);
        if inserted.is_its_agents_own() {
            all.push(inserted);
            continue;
        }
        let (before, approval) = desk.propose(&task, "helper").await;
        let after = Action { state, version: before.version.next(), ..before.clone() };
        desk.write(vec![update(&before, &after)]).await;
        assert_eq!(stored(&desk, &after.id).await, after);
        let card = desk.store.approval(&approval.id).await.unwrap().unwrap();
        assert_eq!(card.action.as_ref(), Some(&after));
        all.extend([inserted, after]);
    }
    assert_eq!(desk.store.actions_of(&task.id).await.unwrap(), all);
}

pub async fn an_action_reads_back_with_all_that_surrounds_it(desk: Desk) {
    let task = desk.put(desk.draft("prompt")).await;
    let (first, approval) = desk.propose(&task, "helper").await;
    let record = desk.store.action(&first.id).await.unwrap().unwrap();
    assert_eq!(record.action, first);
    assert_eq!(record.task, task);
    assert_eq!(record.desktop, desk.desktop);
    assert_eq!(record.approval.as_ref(), Some(&approval));
    let mut second = desk.action(&task, &desk.approval_id());
    second.revision = 2;
    second.attempt = 3;
    second.previous = Some(first.id.clone());
    second.risk = Risk::Medium;
    second.facts = Vec::new();
    second.proposal = Proposal {
        interpreter: Interpreter::Exec,
        code: Code::Argv(vec!["printf".into(), "%s\n".into(), String::new()]),
        cwd: None,
        env: [].into(),
        title: None,
        expected: Some(Expected::Text("nothing".into())),
        decide_within: None,
        source: [].into(),
        ..proposal()
    };
    second.state = ActionState::Approved {
        allowed: Allowed::Policy { rule: None, version: 3 },
        at: desk.now(),
        execute_by: at(99),
    };
    desk.write(vec![Write::InsertAction(Box::new(second.clone()))]).await;
    let record = desk.store.action(&second.id).await.unwrap().unwrap();
    assert_eq!((record.action, record.approval), (second.clone(), None));
    assert_eq!(stored(&desk, &second.id).await.digest(), second.digest());
    assert_eq!(desk.store.actions_of(&task.id).await.unwrap(), [first.clone(), second]);

    let (_, result) = desk.in_review("result").await;
    let page = ApprovalQuery { limit: 10, ..ApprovalQuery::default() };
    let listed = desk.store.approvals(&page).await.unwrap();
    let cards: Vec<_> = listed.iter().map(|card| (&card.approval, &card.action)).collect();
    assert_eq!(cards, [(&approval, &Some(first)), (&result, &None)]);
}
