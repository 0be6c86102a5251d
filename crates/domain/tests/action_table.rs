//! Every state of an action against every verb: what comes of it, or which "no".

use std::collections::BTreeSet;

use domain::{
    Action, ActionId, ActionState, Actor, ApprovalId, Decision, DesktopId, Digest, KeyId, Lease,
    Party, PersonId, Refusal, Reviewer, SessionId, TaskId, Timestamp, Verdict, Version,
    action::{
        ActionClaim, ActionRun, Allowed, Closed, Code, Deed, Interpreter, Operand, Own, Proposal,
        Seen, ToolRef,
    },
    actor::Via,
    approval::Risk,
    person::Role,
    policy::{Judgement, Level},
    task::RunReport,
};

const NOW: Timestamp = Timestamp(5_000_000_000);
const LATER: Timestamp = Timestamp(NOW.0 + 3_600_000_000);

fn ana() -> Reviewer {
    let via = Via::Session { id: SessionId::new("s_1"), confirmed_at: Timestamp(0) };
    let ana =
        Actor::Person { id: PersonId::new("u_ana"), name: "Ana".into(), role: Role::Approver, via };
    ana.reviewer().expect("an approver decides")
}

fn decision(verdict: Verdict) -> Decision {
    let by = ana().party().clone();
    Decision { verdict, by, at: NOW, feedback: None, reason: None, checklist: None, hurried: false }
}

fn lease() -> Lease {
    Lease::new("l_1")
}

fn allowed() -> Allowed {
    Allowed::Person { approval: ApprovalId::new("ap_1"), decision: decision(Verdict::Approve) }
}

fn run() -> ActionRun {
    ActionRun {
        started_at: Timestamp(1),
        finished_at: Timestamp(2),
        report: RunReport::Exited(0),
        truncated: false,
        files: Vec::new(),
        findings: None,
        lease: lease(),
    }
}

fn unknown(late: Option<ActionRun>, closed: Option<Closed>) -> ActionState {
    let (started_at, since) = (Timestamp(1), Timestamp(2));
    ActionState::OutcomeUnknown {
        allowed: allowed(),
        lease: lease(),
        started_at,
        since,
        late,
        closed,
    }
}

fn running(stopping: bool) -> ActionState {
    ActionState::Running {
        allowed: allowed(),
        lease: lease(),
        lease_until: LATER,
        started_at: Timestamp(1),
        stopping,
    }
}

fn states() -> Vec<(&'static str, ActionState)> {
    let (approval, by, at) = (ApprovalId::new("ap_1"), Party::system(), Timestamp(2));
    let policy = Allowed::Policy { rule: None, version: 1 };
    let closed = Closed { by: by.clone(), at, ran: true };
    let no = decision(Verdict::Reject);
    let yes = decision(Verdict::Approve);
    let some = Some(approval.clone());
    vec![
        ("pending", ActionState::Pending { approval: approval.clone() }),
        ("approved", ActionState::Approved { allowed: allowed(), at, execute_by: LATER }),
        ("by policy", ActionState::Approved { allowed: policy, at, execute_by: LATER }),
        ("running", running(false)),
        ("released", ActionState::Released { allowed: allowed(), at }),
        ("succeeded", ActionState::Succeeded { allowed: allowed(), run: run() }),
        ("failed", ActionState::Failed { allowed: allowed(), run: run() }),
        ("unknown", unknown(None, None)),
        ("unknown, late", unknown(Some(run()), None)),
        ("unknown, closed", unknown(None, Some(closed))),
        (
            "rejected",
            ActionState::Rejected { approval: approval.clone(), decision: no, asked_again: None },
        ),
        ("expired", ActionState::Expired { approval: approval.clone(), at }),
        ("withdrawn", ActionState::Withdrawn { approval: some.clone(), at, by: by.clone() }),
        ("superseded", ActionState::Superseded { approval: some, at, by: ActionId::new("a_2") }),
        ("revoked", ActionState::Revoked { approval, decision: yes, at, by }),
        ("lapsed", ActionState::Lapsed { allowed: allowed(), at }),
    ]
}

fn action(state: ActionState) -> Action {
    Action {
        id: ActionId::new("a_1"),
        version: Version(3),
        task: TaskId::new("t_1"),
        task_number: 1,
        desktop: DesktopId::new("d_1"),
        enrolment: KeyId::new("k_1"),
        run_as: "worker".into(),
        revision: 1,
        attempt: 1,
        previous: None,
        proposal: Proposal {
            interpreter: Interpreter::Bash,
            code: Code::Script("true".into()),
            own: None,
            cwd: None,
            env: std::collections::BTreeMap::new(),
            timeout_seconds: 60,
            title: None,
            description: "Does nothing.".into(),
            expected: None,
            decide_within: None,
            source: std::collections::BTreeMap::new(),
        },
        requested_by: Party::system(),
        edited_by: None,
        proposed_at: Timestamp(0),
        facts: Vec::new(),
        operands: vec![Operand::named("deploy.sh".into())],
        salt: String::new(),
        judgement: Judgement {
            level: Level::Asks,
            rule: None,
            version: 1,
            reason: "Restrictive: every action asks.".into(),
            people: 1,
            decide_within: None,
        },
        risk: Risk::Medium,
        state,
    }
}

/// `deploy.sh` with this content.
fn found(content: &[u8]) -> Operand {
    let (digest, bytes) = (Digest::of(content), content.len() as u64);
    let seen = Seen::File { digest, bytes, text: None };
    Operand { path: "deploy.sh".into(), seen, salt: Some("salt".into()) }
}

fn finish(a: Action, lease: &str, report: RunReport) -> Result<Action, Refusal> {
    a.finish(&Lease::new(lease), report, false, Vec::new(), None, NOW)
}

/// The same, as its agent would do it itself.
fn own(mut a: Action) -> Action {
    let tool = ToolRef { name: "Bash".into(), kind: None };
    a.proposal.own = Some(Own { tool, editable: false });
    a
}

type Verb = fn(Action) -> Result<Action, Refusal>;

const VERBS: [(&str, Verb); 22] = [
    ("approve", |a| a.decided(&decision(Verdict::Approve))),
    ("reject", |a| a.decided(&decision(Verdict::Reject))),
    ("revoke", |a| a.revoked(&ana(), NOW)),
    ("withdraw", |a| a.withdraw(Party::system(), NOW)),
    ("supersede", |a| a.supersede(ActionId::new("a_2"), NOW)),
    ("look", |a| a.looked(vec![found(b"true")], ApprovalId::new("ap_2"))),
    ("expire", |a| a.expire(NOW)),
    ("lapse", |a| a.lapse(LATER)),
    ("lapse early", |a| a.lapse(NOW)),
    ("claim", |a| a.claim(ActionClaim { lease: Lease::new("l_1"), at: NOW })),
    ("claim late", |a| a.claim(ActionClaim { lease: Lease::new("l_1"), at: LATER })),
    ("take", |a| own(a).take(None, NOW)),
    ("take, to report", |a| own(a).take(Some(Lease::new("l_1")), NOW)),
    ("take late", |a| own(a).take(None, LATER)),
    ("renew", |a| a.renew(&Lease::new("l_1"), NOW)),
    ("renew, other lease", |a| a.renew(&Lease::new("l_2"), NOW)),
    ("stop", Action::stop),
    ("report 0", |a| finish(a, "l_1", RunReport::Exited(0))),
    ("report 1, other lease", |a| finish(a, "l_2", RunReport::Exited(1))),
    ("report lost", |a| finish(a, "l_1", RunReport::Lost)),
    ("lose", |a| a.lose(LATER)),
    ("close", |a| a.close(&ana(), true, NOW)),
];

fn table() -> String {
    let mut text = String::new();
    for (verb, apply) in VERBS {
        for (before, state) in states() {
            let cell = match apply(action(state)) {
                Ok(after) => {
                    assert_eq!(after.version, Version(4), "{verb} on {before}");
                    after.state.as_str().to_owned()
                }
                Err(refusal) => format!("({})", refusal.code()),
            };
            text.push_str(&[verb, " | ", before, " | ", &cell, "\n"].concat());
        }
    }
    text
}

#[test]
fn every_state_answers_every_verb_as_written_here() {
    assert_eq!(table(), include_str!("action_table.txt"), "\n{}", table());
}

#[test]
fn the_list_of_names_has_the_name_of_every_state() {
    let named: BTreeSet<&str> = states().iter().map(|(_, state)| state.as_str()).collect();
    assert_eq!(named, ActionState::NAMES.into_iter().collect());
}

#[test]
fn only_pending_can_become_allowed_and_only_allowed_can_run() {
    for (before, state) in states() {
        let approved = action(state.clone()).decided(&decision(Verdict::Approve)).is_ok();
        assert_eq!(approved, before == "pending", "{before}");
        let claimed = action(state.clone()).claim(ActionClaim { lease: lease(), at: NOW }).is_ok();
        assert_eq!(claimed, ["approved", "by policy"].contains(&before), "{before}");
        let claim = ActionClaim { lease: lease(), at: NOW };
        assert!(own(action(state.clone())).claim(claim).is_err(), "no runner takes it, {before}");
        let taken = own(action(state.clone())).take(None, NOW).is_ok();
        assert_eq!(taken, claimed, "{before}");
        assert!(action(state).take(None, NOW).is_err(), "no agent takes a runner's, {before}");
    }
}

#[test]
fn one_changed_bit_anywhere_in_what_runs_is_another_digest() {
    let before = action(ActionState::Pending { approval: ApprovalId::new("ap_1") });
    let digest = before.digest();
    let change = |change: &dyn Fn(&mut Action)| {
        let mut other = before.clone();
        change(&mut other);
        other.digest()
    };
    let others = [
        change(&|a| a.id = ActionId::new("a_2")),
        change(&|a| a.revision = 2),
        change(&|a| a.task_number = 2),
        change(&|a| a.desktop = DesktopId::new("d_2")),
        change(&|a| a.enrolment = KeyId::new("k_2")),
        change(&|a| a.run_as = "root".into()),
        change(&|a| a.requested_by.id = "other".into()),
        change(&|a| a.judgement.version = 2),
        change(&|a| a.proposal.interpreter = Interpreter::Sh),
        change(&|a| a.proposal.code = Code::Script("true ".into())),
        change(&|a| *a = own(a.clone())),
        change(&|a| a.proposal.code = Code::Deed(Deed::Undisclosed)),
        change(&|a| a.proposal.code = Code::Deed(Deed::Question("true".into()))),
        change(&|a| a.proposal.code = Code::Argv(vec!["true".into()])),
        change(&|a| a.proposal.cwd = Some(String::new())),
        change(&|a| drop(a.proposal.env.insert("A".into(), String::new()))),
        change(&|a| a.proposal.timeout_seconds = 61),
        change(&|a| a.operands = vec![found(b"true")]),
        change(&|a| a.operands[0].seen = Seen::Missing),
    ];
    for (place, other) in others.iter().enumerate() {
        assert_ne!(*other, digest, "change {place}");
    }
    assert_eq!(change(&|a| a.proposal.description = "Something else.".into()), digest);
    assert_eq!(before.bound().digest(), digest, "the runner makes the same one");
    let mut one = before.clone();
    one.operands = vec![found(b"true")];
    let mut two = one.clone();
    two.operands = vec![found(b"false")];
    assert_ne!(one.digest(), two.digest(), "what a file that it runs holds decides what runs");
    for change in [
        |operand: &mut Operand| operand.path = "other.sh".into(),
        |operand: &mut Operand| operand.salt = Some("another".into()),
    ] {
        let mut three = one.clone();
        change(&mut three.operands[0]);
        assert_ne!(one.digest(), three.digest());
    }
    assert_eq!(one.content_digest(), before.content_digest(), "it is the same proposal");
}
