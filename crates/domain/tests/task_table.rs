//! Every state of a task against every verb: what comes of it, or which "no".

use domain::{
    Actor, ApprovalId, Decision, DesktopId, Digest, KeyId, Lease, NamedAgent, Operator, Party,
    PartyKind, PersonId, Refusal, Reviewer, SessionId, Task, TaskId, TaskState, TaskType,
    Timestamp, Verdict, Version,
    action::Closed,
    actor::Via,
    key::Scope,
    person::Role,
    task::{
        Cancelled, Dependencies, Evidence, Failure, FailureCode, Pending, Purged, Run, RunReport,
        RunnerClaim, Running, Worker,
    },
};

const NOW: Timestamp = Timestamp(1_000_000_000_000);

fn ana() -> Actor {
    Actor::Person {
        id: PersonId::new("u_ana"),
        name: "Ana".into(),
        role: Role::Admin,
        via: Via::Console,
    }
}

fn operator() -> Operator {
    ana().operator().expect("an admin may run tasks")
}

fn ana_who_decides() -> Reviewer {
    let Actor::Person { id, name, role, .. } = ana() else { unreachable!() };
    let via = Via::Session { id: SessionId::new("s_1"), confirmed_at: NOW };
    Actor::Person { id, name, role, via }.reviewer().expect("an admin may decide")
}

fn agent() -> NamedAgent {
    let actor = Actor::Agent {
        key: KeyId::new("k_1"),
        name: "Osprey".into(),
        owner: PersonId::new("u_ana"),
        scopes: vec![Scope::Propose],
    };
    actor.agent().expect("a propose key is an agent")
}

fn decision(verdict: Verdict) -> Decision {
    Decision {
        verdict,
        by: ana().party(),
        at: NOW,
        feedback: None,
        reason: None,
        checklist: None,
        hurried: false,
    }
}

fn run() -> Run {
    Run {
        started_at: Timestamp(1),
        finished_at: Timestamp(2),
        exit_code: Some(0),
        output_digest: Digest::of(b""),
        files_digest: Digest::of(b""),
        output_truncated: false,
        findings: None,
        lease: Some(Lease::new("l_1")),
        branch: None,
    }
}

fn running(worker: Worker, cancel: bool) -> TaskState {
    let cancel = cancel.then(|| Cancelled { by: ana().party(), at: Timestamp(5) });
    TaskState::Running(Running { worker, started_at: Timestamp(1), cancel })
}

fn held_by_runner() -> Worker {
    Worker::Runner { lease: Lease::new("l_1"), lease_until: Timestamp(10), agent_token: None }
}

fn states() -> Vec<(&'static str, TaskState)> {
    let since = Timestamp(1);
    let approval = ApprovalId::new("ap_1");
    let external = Worker::External { agent: "Osprey".into() };
    let failure = Failure { code: FailureCode::ExitCode, message: "Exit code 1.".into() };
    let cancel = Cancelled { by: ana().party(), at: Timestamp(5) };
    vec![
        ("draft", TaskState::Pending(Pending::Draft)),
        ("held", TaskState::Pending(Pending::Held { since })),
        ("asking", TaskState::Pending(Pending::Asking { approval: approval.clone(), since })),
        ("queued", TaskState::Pending(Pending::Queued { since, approval: None })),
        (
            "approved",
            TaskState::Pending(Pending::Queued { since, approval: Some(approval.clone()) }),
        ),
        ("running", running(held_by_runner(), false)),
        ("stopping", running(held_by_runner(), true)),
        ("external", running(external, false)),
        ("review", TaskState::Review { run: run(), approval }),
        ("done", TaskState::Done { run: run(), decision: None }),
        (
            "failed",
            TaskState::Failed {
                failure,
                at: NOW,
                started_at: None,
                run: None,
                decision: None,
                gated: None,
                closed: None,
            },
        ),
        ("cancelled", TaskState::Cancelled { cancel, started_at: None, run: None }),
        ("lost", lost(None)),
        ("closed", lost(Some(Box::new(Closed { by: ana().party(), at: NOW, ran: true })))),
    ]
}

/// Its runner fell silent.
fn lost(closed: Option<Box<Closed>>) -> TaskState {
    let code = FailureCode::RunnerLost;
    TaskState::Failed {
        failure: Failure { code, message: code.words().into() },
        at: NOW,
        started_at: Some(Timestamp(1)),
        run: None,
        decision: None,
        gated: Some(false),
        closed,
    }
}

fn task(state: TaskState) -> Task {
    let external =
        matches!(&state, TaskState::Running(Running { worker: Worker::External { .. }, .. }));
    Task {
        id: TaskId::new("t_1"),
        number: 1,
        version: Version(7),
        kind: if external { TaskType::Prompt } else { TaskType::Command },
        title: "A task".into(),
        content: "true".into(),
        desktop: DesktopId::new("d_1"),
        interpreter: None,
        agent: None,
        external_agent: external.then(|| "Osprey".into()),
        requires_approval: false,
        approve_before_run: false,
        depends_on: Vec::new(),
        cwd: None,
        timeout_seconds: 60,
        retry_of: None,
        attempt: 1,
        previous_feedback: None,
        created_by: Party { id: "u_ana".into(), name: "Ana".into(), kind: PartyKind::Person },
        created_at: Timestamp(0),
        external_ref: None,
        salt: String::new(),
        purged: None,
        state,
    }
}

fn evidence() -> Evidence {
    Evidence {
        output: Digest::of(b"x"),
        files: Digest::of(b"y"),
        truncated: false,
        findings: None,
        branch: None,
    }
}

/// What a state is called in the tables below: as in [`states`].
fn name(task: &Task) -> String {
    match &task.state {
        TaskState::Pending(Pending::Draft) => "draft".into(),
        TaskState::Pending(Pending::Held { .. }) => "held".into(),
        TaskState::Pending(Pending::Asking { .. }) => "asking".into(),
        TaskState::Pending(Pending::Queued { approval: None, .. }) => "queued".into(),
        TaskState::Pending(Pending::Queued { .. }) => "approved".into(),
        TaskState::Running(running) => match (&running.worker, &running.cancel) {
            (Worker::External { .. }, _) => "external".into(),
            (_, Some(_)) => "stopping".into(),
            (_, None) => "running".into(),
        },
        TaskState::Failed { closed: Some(_), .. } => "closed".into(),
        TaskState::Failed { failure, .. } => failure.code.as_str().into(),
        other => other.status().as_str().into(),
    }
}

type Verb = fn(Task) -> Result<Task, Refusal>;

type Edit = fn(&mut Task);

fn approval() -> ApprovalId {
    ApprovalId::new("ap_2")
}

fn lease() -> Lease {
    Lease::new("l_1")
}

const VERBS: [(&str, Verb); 21] = [
    ("run", |t| t.run(&operator(), &[], "pc", &Dependencies::Done, approval(), NOW)),
    ("run, waits", |t| t.run(&operator(), &[], "pc", &Dependencies::Waiting, approval(), NOW)),
    ("deps done", |t| t.dependencies_changed(&Dependencies::Done, approval(), NOW)),
    ("dep failed", |t| {
        let failed = Dependencies::Failed(9, domain::TaskStatus::Failed);
        t.dependencies_changed(&failed, approval(), NOW)
    }),
    ("start yes", |t| t.before_run_decided(&decision(Verdict::Approve))),
    ("start no", |t| t.before_run_decided(&decision(Verdict::Reject))),
    ("revoked", Task::approval_revoked),
    ("recall", Task::recall),
    ("expired", |t| t.approval_expired("Nobody decided.".into(), NOW)),
    ("claim", |t| t.claim(RunnerClaim { lease: Lease::new("l_2"), agent_token: None, at: NOW })),
    ("renew", |t| t.renew(&lease(), NOW)),
    ("exit 0", |t| t.finish(&lease(), &RunReport::Exited(0), evidence(), None, NOW)),
    ("exit 0, gate", |t| {
        t.finish(&lease(), &RunReport::Exited(0), evidence(), Some(approval()), NOW)
    }),
    ("exit 1, gate", |t| {
        t.finish(&lease(), &RunReport::Exited(1), evidence(), Some(approval()), NOW)
    }),
    ("other lease", |t| t.finish(&Lease::new("l_9"), &RunReport::Exited(0), evidence(), None, NOW)),
    ("finish", |t| t.finish_external(&agent(), true, evidence(), None, NOW)),
    ("lose", |t| t.lose(NOW)),
    ("result yes", |t| t.result_decided(&decision(Verdict::Approve))),
    ("result no", |t| t.result_decided(&decision(Verdict::Reject))),
    ("cancel", |t| t.cancel(&operator(), NOW)),
    ("close", |t| t.close(&ana_who_decides(), true, NOW)),
];

/// One line a verb: what every state becomes, in the order of [`states`]; a refusal in brackets.
fn table() -> String {
    let mut text = String::new();
    for (verb, apply) in VERBS {
        let cells: Vec<String> = states()
            .into_iter()
            .map(|(before, state)| match apply(task(state)) {
                Ok(after) if after.version == Version(7) => format!("={before}"),
                Ok(after) => {
                    assert_eq!(
                        after.version,
                        Version(8),
                        "{verb} on {before} raises the version once"
                    );
                    name(&after)
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
    // draft held asking queued approved | running stopping external | review | done failed cancelled | lost closed
    let expected = include_str!("task_table.txt");
    assert_eq!(table(), expected, "\n{}", table());
}

#[test]
fn the_gate_before_the_run_asks_and_only_then() {
    let mut asks = task(TaskState::Pending(Pending::Draft));
    asks.approve_before_run = true;
    let after = asks
        .clone()
        .run(&operator(), &[], "pc", &Dependencies::Done, approval(), NOW)
        .expect("runs");
    assert_eq!(name(&after), "asking");
    assert_eq!(after.state.waits_on(), Some(&approval()));
    let held =
        asks.run(&operator(), &[], "pc", &Dependencies::Waiting, approval(), NOW).expect("waits");
    assert_eq!(
        name(&held),
        "held",
        "dependencies come first: a person is asked about what can run"
    );
}

#[test]
fn a_prompt_needs_somebody_to_work_on_it() {
    let mut prompt = task(TaskState::Pending(Pending::Draft));
    prompt.kind = TaskType::Prompt;
    let ask = |t: Task, agents: &[String]| {
        t.run(&operator(), agents, "pc", &Dependencies::Done, approval(), NOW)
    };
    let no = ask(prompt.clone(), &[]).expect_err("nobody there");
    assert_eq!(no.code(), "no_agent");
    assert!(no.detail().contains("externalAgent"), "says how to add one: {}", no.detail());
    assert_eq!(name(&ask(prompt.clone(), &["Fern".into()]).expect("Fern takes it")), "queued");
    prompt.agent = Some("Tally".into());
    assert_eq!(
        ask(prompt.clone(), &["Fern".into()]).expect_err("Tally is not there").code(),
        "no_agent"
    );
    prompt.agent = None;
    prompt.external_agent = Some("Osprey".into());
    assert_eq!(name(&ask(prompt, &[]).expect("works from outside")), "external");
}

#[test]
fn only_its_own_agent_ends_an_external_task() {
    let mut other = task(running(Worker::External { agent: "Fern".into() }, false));
    other.external_agent = Some("Fern".into());
    let no =
        other.finish_external(&agent(), true, evidence(), None, NOW).expect_err("not Osprey's");
    assert_eq!(no.code(), "not_your_task");
}

#[test]
fn only_a_lost_command_is_closed_and_its_texts_stay_until_then() {
    let by = ana_who_decides();
    let mut prompt = task(lost(None));
    prompt.kind = TaskType::Prompt;
    let no = prompt.close(&by, false, NOW).expect_err("its actions are closed, not the prompt");
    assert_eq!(no.code(), "outcome_known");
    let purged = Purged { by: ana().party(), at: NOW, content_bytes: 4, output_bytes: 0, files: 0 };
    let open = task(lost(None));
    assert!(open.is_unclosed());
    let no = open.clone().purge(purged.clone()).expect_err("nobody could say what to look for");
    assert!(no.detail().contains("Close it"), "{}", no.detail());
    let closed = open.close(&by, false, NOW).expect("she looked");
    assert_eq!(
        closed.state.closed().map(|closed| (closed.by.name.as_str(), closed.ran)),
        Some(("Ana", false))
    );
    let gone = closed.purge(purged).expect("closed, so it may go");
    assert!(gone.state.closed().is_some(), "who looked stays");
}

#[test]
fn a_lease_that_still_runs_is_not_lost() {
    let alive = task(running(held_by_runner(), false));
    assert!(alive.lose(Timestamp(9)).is_err());
}

#[test]
fn the_digest_changes_with_everything_that_decides_what_runs() {
    let base = task(TaskState::Pending(Pending::Draft));
    let edits: [(&str, Edit); 8] = [
        ("content", |t| t.content.push(' ')),
        ("desktop", |t| t.desktop = DesktopId::new("d_2")),
        ("cwd", |t| t.cwd = Some("app".into())),
        ("timeout", |t| t.timeout_seconds = 61),
        ("type", |t| t.kind = TaskType::Prompt),
        ("agent", |t| t.agent = Some("Fern".into())),
        ("id", |t| t.id = TaskId::new("t_2")),
        ("salt", |t| t.salt = "5a17".into()),
    ];
    for (what, edit) in edits {
        let mut other = base.clone();
        edit(&mut other);
        assert_ne!(other.run_digest(), base.run_digest(), "{what}");
    }
    let mut retitled = base.clone();
    retitled.title = "Another title".into();
    assert_eq!(retitled.run_digest(), base.run_digest(), "a title runs nothing");
}

#[test]
fn the_result_digest_changes_with_what_is_accepted() {
    let base = task(TaskState::Pending(Pending::Draft));
    let of = |edit: fn(&mut Run)| {
        let mut changed = run();
        edit(&mut changed);
        base.result_digest(&changed)
    };
    let same = base.result_digest(&run());
    assert_ne!(of(|r| r.output_digest = Digest::of(b"other")), same);
    assert_ne!(of(|r| r.files_digest = Digest::of(b"other")), same);
    assert_ne!(of(|r| r.exit_code = Some(1)), same);
    assert_eq!(of(|_| {}), same);
}
