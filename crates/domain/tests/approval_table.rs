//! Every state of an approval against every verb: what comes of it, or which "no".

use domain::{
    Actor, Approval, ApprovalId, ApprovalState, Decision, DesktopId, Digest, Gate, KeyId, Party,
    PersonId, Refusal, Reviewer, SessionId, TaskId, Timestamp, Verdict, Version,
    actor::Via,
    approval::{Answer, Reply, Risk, Terms},
    key::Scope,
    person::Role,
};

const NOW: Timestamp = Timestamp(5_000_000_000);
const LATER: Timestamp = Timestamp(NOW.0 + 3_600_000_000);

fn person(name: &str, role: Role, via: Via) -> Actor {
    Actor::Person { id: PersonId::new(format!("u_{name}")), name: name.into(), role, via }
}

fn session() -> Via {
    Via::Session { id: SessionId::new("s_1"), confirmed_at: Timestamp(0) }
}

fn reviewer(name: &str) -> Reviewer {
    person(name, Role::Approver, session()).reviewer().expect("an approver decides")
}

fn decided(verdict: Verdict) -> Decision {
    let by = reviewer("ana").party().clone();
    Decision {
        verdict,
        by,
        at: Timestamp(1),
        feedback: Some("why".into()),
        reason: None,
        checklist: None,
        hurried: false,
    }
}

fn approved(execute_by: Option<Timestamp>, claimed_at: Option<Timestamp>) -> ApprovalState {
    ApprovalState::Approved { decision: decided(Verdict::Approve), execute_by, claimed_at }
}

fn states() -> Vec<(&'static str, ApprovalState)> {
    let (at, by) = (Timestamp(2), Party::system());
    vec![
        ("pending", ApprovalState::Pending),
        ("approved", approved(Some(LATER), None)),
        ("claimed", approved(Some(LATER), Some(Timestamp(3)))),
        ("accepted", approved(None, None)),
        ("rejected", ApprovalState::Rejected { decision: decided(Verdict::Reject) }),
        ("expired", ApprovalState::Expired { at }),
        ("withdrawn", ApprovalState::Withdrawn { at, by: by.clone() }),
        ("superseded", ApprovalState::Superseded { at }),
        ("revoked", ApprovalState::Revoked { decision: decided(Verdict::Approve), at, by }),
        ("lapsed", ApprovalState::Lapsed { decision: decided(Verdict::Approve), at }),
    ]
}

fn digest() -> Digest {
    Digest::of(b"what is asked")
}

fn approval(state: ApprovalState) -> Approval {
    Approval {
        id: ApprovalId::new("ap_1"),
        gate: Gate::BeforeRun,
        task: TaskId::new("t_1"),
        action: None,
        desktop: DesktopId::new("d_1"),
        revision: 1,
        digest: digest(),
        bound: None,
        noted: None,
        enrolment: None,
        requested_by: Party::system(),
        requested_at: Timestamp(0),
        decide_by: None,
        required: 1,
        risk: Risk::Medium,
        version: Version(3),
        votes: Vec::new(),
        reminded_at: None,
        remind_at: None,
        state,
    }
}

fn reply(verdict: Verdict) -> Reply {
    Reply {
        verdict,
        seen: Some(digest()),
        feedback: None,
        reason: None,
        checklist: None,
        desktop: None,
    }
}

fn answer(a: Approval, verdict: Verdict, who: &str) -> Result<Approval, Refusal> {
    a.decide(reply(verdict), &reviewer(who), &Terms::default(), NOW).map(|answer| match answer {
        Answer::Decided(after) | Answer::Voted(after) | Answer::Replayed(after) => after,
    })
}

type Verb = fn(Approval) -> Result<Approval, Refusal>;

const VERBS: [(&str, Verb); 10] = [
    ("ana approves", |a| answer(a, Verdict::Approve, "ana")),
    ("ana rejects", |a| answer(a, Verdict::Reject, "ana")),
    ("bo approves", |a| answer(a, Verdict::Approve, "bo")),
    ("bo rejects", |a| answer(a, Verdict::Reject, "bo")),
    ("revoke", |a| a.revoke(&reviewer("bo"), NOW)),
    ("claim", |a| a.claim(NOW)),
    ("claim late", |a| a.claim(LATER)),
    ("withdraw", |a| a.withdraw(Party::system(), NOW)),
    ("supersede", |a| a.supersede(NOW)),
    ("lapse", |a| a.lapse(LATER)),
];

fn table() -> String {
    let mut text = String::new();
    for (verb, apply) in VERBS {
        let cells: Vec<String> = states()
            .into_iter()
            .map(|(before, state)| match apply(approval(state)) {
                Ok(after) if after.version == Version(3) => format!("={before}"),
                Ok(after) => {
                    assert_eq!(after.version, Version(4), "{verb} on {before}");
                    match &after.state {
                        ApprovalState::Approved { claimed_at: Some(_), .. } => "claimed".into(),
                        other => other.as_str().into(),
                    }
                }
                Err(refusal) => format!("({})", refusal.code()),
            })
            .collect();
        text.push_str(&[verb, ": ", &cells.join(" "), "\n"].concat());
    }
    text
}

#[test]
fn every_state_answers_every_verb_as_written_here() {
    // pending approved claimed accepted rejected expired withdrawn superseded revoked lapsed
    assert_eq!(table(), include_str!("approval_table.txt"), "\n{}", table());
}

#[test]
fn what_will_run_needs_the_digest_of_what_was_read() {
    let no_digest = Reply { seen: None, ..reply(Verdict::Approve) };
    let ask = |gate, reply: Reply| {
        Approval { gate, ..approval(ApprovalState::Pending) }.decide(
            reply,
            &reviewer("ana"),
            &Terms::default(),
            NOW,
        )
    };
    for gate in [Gate::BeforeRun, Gate::Action] {
        let no = ask(gate, no_digest.clone()).expect_err("needs it");
        assert_eq!((no.code(), no.status()), ("digest_required", 428));
    }
    assert!(ask(Gate::AfterRun, no_digest).is_ok(), "the guide's own call sends none");
    let other = Reply { seen: Some(Digest::of(b"other")), ..reply(Verdict::Approve) };
    for gate in Gate::ALL {
        let no = ask(gate, other.clone()).expect_err("another digest");
        assert_eq!((no.code(), no.status()), ("digest_mismatch", 412));
    }
}

#[test]
fn a_deadline_that_passed_takes_no_answer_even_before_it_is_swept() {
    let due = Approval { decide_by: Some(NOW), ..approval(ApprovalState::Pending) };
    let no = answer(due.clone(), Verdict::Approve, "ana").expect_err("too late");
    assert_eq!(no.code(), "expired");
    let gone = due.clone().expire(NOW).expect("its time is up");
    assert_eq!(gone.state.as_str(), "expired");
    assert!(due.expire(Timestamp(NOW.0 - 1)).is_err(), "not a moment early");
}

#[test]
fn the_loser_is_told_who_decided_what_and_when() {
    let lost =
        answer(approval(approved(Some(LATER), None)), Verdict::Reject, "bo").expect_err("lost");
    let Refusal::AlreadyDecided(decided) = lost else { panic!("{lost:?}") };
    assert_eq!(decided.state, "approved");
    assert_eq!(decided.decision.by.name, "ana");
    assert_eq!(decided.decision.feedback.as_deref(), Some("why"));
}

#[test]
fn only_people_with_the_right_can_decide() {
    let key = |scopes| Via::Key(KeyId::new("k_1"), scopes);
    let agent = Actor::Agent {
        key: KeyId::new("k_2"),
        name: "Osprey".into(),
        owner: PersonId::new("u_ana"),
        scopes: Scope::ALL.to_vec(),
    };
    let token = KeyId::new("k_1");
    let runner = Actor::Runner { desktop: DesktopId::new("d_1"), name: "pc".into(), token };
    let cases = [
        (person("vi", Role::Viewer, session()), Some("not_an_approver")),
        (person("op", Role::Operator, session()), Some("not_an_approver")),
        (person("ap", Role::Approver, session()), None),
        (person("ad", Role::Admin, session()), None),
        (person("ap", Role::Approver, key(vec![Scope::Decide])), None),
        (
            person("ap", Role::Approver, key(vec![Scope::Read, Scope::Tasks])),
            Some("insufficient_scope"),
        ),
        (person("ad", Role::Admin, key(vec![Scope::Admin])), Some("insufficient_scope")),
        (person("op", Role::Operator, key(vec![Scope::Decide])), Some("not_an_approver")),
        (person("console", Role::Admin, Via::Console), Some("insufficient_scope")),
        (agent, Some("insufficient_scope")),
        (runner, Some("insufficient_scope")),
    ];
    for (actor, expected) in cases {
        assert_eq!(actor.reviewer().err().map(|no| no.code()), expected, "{actor:?}");
    }
}

#[test]
fn an_agents_key_can_never_be_given_the_right_to_decide() {
    use domain::key::Key;
    let ask = |role, scopes: &[Scope]| {
        Key::allowed_scopes(role, scopes.to_vec()).err().map(|no| no.code())
    };
    assert_eq!(ask(Role::Admin, &[Scope::Propose, Scope::Decide]), Some("invalid_field"));
    assert_eq!(ask(Role::Admin, &[Scope::Propose, Scope::Admin]), Some("invalid_field"));
    assert_eq!(ask(Role::Admin, &[Scope::Runner]), Some("invalid_field"));
    assert_eq!(ask(Role::Admin, &[]), Some("invalid_field"));
    assert_eq!(ask(Role::Operator, &[Scope::Decide]), Some("role_too_low"));
    assert_eq!(ask(Role::Viewer, &[Scope::Tasks]), Some("role_too_low"));
    assert_eq!(ask(Role::Admin, &[Scope::Read, Scope::Tasks, Scope::Decide, Scope::Admin]), None);
    assert_eq!(ask(Role::Operator, &[Scope::Propose, Scope::Read]), None);
}

#[test]
fn somebody_else_has_to_approve_what_one_asked_for_oneself_and_anybody_may_reject() {
    let terms = |second_person| Terms {
        behind: vec![PersonId::new("u_ana")],
        second_person,
        ..Terms::default()
    };
    let decide = |who: &str, verdict, second_person| {
        let asked = approval(ApprovalState::Pending);
        asked.decide(reply(verdict), &reviewer(who), &terms(second_person), NOW)
    };
    assert_eq!(decide("ana", Verdict::Approve, true), Err(Refusal::SelfApproval));
    assert!(matches!(decide("ana", Verdict::Reject, true), Ok(Answer::Decided(_))));
    assert!(matches!(decide("bo", Verdict::Approve, true), Ok(Answer::Decided(_))));
    assert!(matches!(decide("ana", Verdict::Approve, false), Ok(Answer::Decided(_))));
}
