//! Every state that a task or an approval can be in, with all that it carries.

use crate::desk::{Desk, party};
use domain::action::{Closed, Difference, Findings};
use domain::task::{Cancelled, Pending, Run, Running, Worker};
use domain::{
    ApprovalId, ApprovalState, Decision, Digest, Failure, FailureCode, Lease, TaskState, Timestamp,
    Verdict,
};

fn at(n: i64) -> Timestamp {
    Timestamp(1_767_323_045_678_900 + n)
}

fn decision(verdict: Verdict) -> Decision {
    Decision {
        verdict,
        by: party("u_owner", "Ada"),
        at: at(70),
        feedback: Some("see “notes”\n\u{202e}".into()),
        reason: (verdict == Verdict::Reject).then_some(domain::approval::Reason::WrongMachine),
        checklist: Some([true, false, true, false, true]),
        hurried: false,
    }
}

pub fn of_tasks() -> Vec<TaskState> {
    let approval = ApprovalId::new("ap_gate");
    let cancel = Cancelled { by: party("u_owner", "Ada"), at: at(5) };
    let run = Run {
        started_at: at(10),
        finished_at: at(20),
        exit_code: Some(-9),
        output_digest: Digest::of(b"output"),
        files_digest: Digest::of(b"files"),
        output_truncated: true,
        findings: Some(Findings(vec![Difference::FileNotChanged { path: "ä".into() }])),
        lease: Some(Lease::new("l_1")),
        branch: None,
    };
    let runner = Worker::Runner {
        lease: Lease::new("l_1"),
        lease_until: at(90),
        agent_token: Some(Digest::of(b"secret")),
    };
    let external = Worker::External { agent: "helper".into() };
    let mut states = vec![
        TaskState::Pending(Pending::Draft),
        TaskState::Pending(Pending::Held { since: at(1) }),
        TaskState::Pending(Pending::Asking { approval: approval.clone(), since: at(2) }),
        TaskState::Pending(Pending::Queued { since: at(3), approval: None }),
        TaskState::Pending(Pending::Queued { since: at(3), approval: Some(approval.clone()) }),
        TaskState::Review { run: run.clone(), approval },
        TaskState::Done { run: run.clone(), decision: None },
        TaskState::Done { run: run.clone(), decision: Some(decision(Verdict::Approve)) },
    ];
    for worker in [runner, external] {
        for cancel in [None, Some(cancel.clone())] {
            let running = Running { worker: worker.clone(), started_at: at(4), cancel };
            states.push(TaskState::Running(running));
        }
    }
    for code in [
        FailureCode::ExitCode,
        FailureCode::Rejected,
        FailureCode::Timeout,
        FailureCode::RunnerLost,
        FailureCode::DependencyFailed,
        FailureCode::Expired,
        FailureCode::NoAgent,
    ] {
        for (run, decision, gated) in [
            (None, None, None),
            (Some(run.clone()), Some(decision(Verdict::Reject)), Some(true)),
            (Some(run.clone()), None, Some(false)),
        ] {
            let failure = Failure { code, message: "It said “no”.".into() };
            states.push(TaskState::Failed {
                failure,
                at: at(30),
                started_at: run.as_ref().map(|run| run.started_at),
                run,
                decision,
                gated,
                closed: None,
            });
        }
    }
    let ada = Some(Box::new(Closed { by: party("u_owner", "Ada"), at: at(33), ran: true }));
    for closed in [None, ada] {
        let failure =
            Failure { code: FailureCode::RunnerLost, message: "Contact was lost.".into() };
        let (at, started_at, gated) = (at(30), Some(at(3)), Some(false));
        let (run, decision) = (None, None);
        states.push(TaskState::Failed { failure, at, started_at, run, decision, gated, closed });
    }
    for (started_at, run) in [(None, None), (Some(at(4)), None), (Some(at(10)), Some(run))] {
        states.push(TaskState::Cancelled { cancel: cancel.clone(), started_at, run });
    }
    states
}

pub fn of_approvals() -> Vec<ApprovalState> {
    let by = party("u_owner", "Ada");
    let yes = decision(Verdict::Approve);
    let mut states = vec![
        ApprovalState::Pending,
        ApprovalState::Rejected { decision: decision(Verdict::Reject) },
        ApprovalState::Expired { at: at(40) },
        ApprovalState::Withdrawn { at: at(41), by: by.clone() },
        ApprovalState::Superseded { at: at(42) },
        ApprovalState::Revoked { decision: yes.clone(), at: at(80), by },
        ApprovalState::Lapsed { decision: yes.clone(), at: at(81) },
    ];
    for (execute_by, claimed_at) in
        [(None, None), (Some(at(95)), None), (Some(at(95)), Some(at(94)))]
    {
        let decision = yes.clone();
        states.push(ApprovalState::Approved { decision, execute_by, claimed_at });
    }
    states
}

pub async fn a_task_reads_back_in_every_state(desk: Desk) {
    for state in of_tasks() {
        let inserted = desk.draft("inserted");
        let inserted = desk.put(domain::Task { state: state.clone(), ..inserted }).await;
        assert_eq!(desk.task(&inserted.id).await, inserted);
        let before = desk.put(desk.draft("updated")).await;
        let version = before.version.next();
        let after = domain::Task { state, version, ..before.clone() };
        let after = desk.moved(&before, after).await;
        assert_eq!(desk.task(&after.id).await, after);
    }
    crate::tasks::assert_counted(&desk).await;
}

pub async fn an_approval_reads_back_in_every_state(desk: Desk) {
    let task = desk.put(desk.draft("asked about")).await;
    for state in of_approvals() {
        for gate in domain::Gate::ALL {
            for risk in [
                domain::approval::Risk::Low,
                domain::approval::Risk::Medium,
                domain::approval::Risk::High,
            ] {
                let mut approval = desk.approval(&task, gate);
                approval.risk = risk;
                approval.revision = 3;
                approval.required = 2;
                approval.decide_by = Some(at(99));
                approval.state = state.clone();
                let approval = desk.ask(approval).await;
                let record = desk.store.approval(&approval.id).await.unwrap().unwrap();
                assert_eq!(record.approval, approval);
                assert_eq!(record.task, task);
                assert_eq!(record.desktop, desk.desktop);
            }
        }
        let before = desk.ask(desk.approval(&task, domain::Gate::AfterRun)).await;
        let version = before.version.next();
        let after = domain::Approval { state: state.clone(), version, ..before.clone() };
        desk.write(vec![crate::desk::decided(&before, &after)]).await;
        let record = desk.store.approval(&after.id).await.unwrap().unwrap();
        assert_eq!(record.approval, after);
    }
    crate::tasks::assert_counted(&desk).await;
    let all = desk.store.approvals_of(&task.id).await.unwrap();
    let mut sorted = all.clone();
    sorted.sort_by_key(|approval| (approval.requested_at, approval.id.clone()));
    assert_eq!(all, sorted);
    assert_eq!(all.len(), of_approvals().len() * 10);
}
