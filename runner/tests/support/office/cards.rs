//! What the server keeps about messages and actions.

use super::Desk;
use crate::support::permits;
use domain::{
    ActionId, DesktopId, KeyId, Party, PartyKind, Timestamp,
    action::{Bound, Code, Interpreter},
    approval::{Reason, Risk, Verdict},
    policy::Level,
    wire::{
        Action, ActionWork, DecisionView, DesktopRef, JudgementView, MessageItem, PersonRef,
        Propose,
    },
};

pub fn post_message(desk: &mut Desk, author: Party, text: &str) {
    let seq = i64::try_from(desk.messages.len()).unwrap() + 1;
    desk.messages.push(MessageItem {
        id: format!("m_{seq}"),
        seq,
        at: Timestamp(seq),
        author,
        text: text.into(),
        action: None,
        mentions: None,
    });
}

pub fn decision(verdict: Verdict, note: Option<&str>, reason: Option<Reason>) -> DecisionView {
    let by = Party { id: "p_ann".into(), name: "Ann".into(), kind: PartyKind::Person };
    let (by, at) = (PersonRef::from(&by), Timestamp(1));
    DecisionView { decision: verdict, by, at, feedback: note.map(Into::into), reason }
}

pub fn action_work(action: &Action) -> ActionWork {
    let code = match (&action.script, &action.argv) {
        (Some(script), None) => Code::Script(script.clone()),
        (None, Some(argv)) => Code::Argv(argv.clone()),
        other => panic!("{other:?} is not code"),
    };
    let bound = Bound {
        action: ActionId::new(action.id.clone()),
        revision: 1,
        requester: "agent".into(),
        editor: None,
        desktop: DesktopId::new("d_here"),
        enrolment: KeyId::new("k_here"),
        run_as: String::new(),
        policy_version: 1,
        interpreter: action.interpreter,
        code,
        own: None,
        cwd: action.cwd.clone(),
        task_number: 7,
        env: action.env.clone(),
        timeout_seconds: action.timeout_seconds,
        operands: Vec::new(),
        salt: "5a17".to_owned(),
    };
    let mut work = ActionWork {
        id: action.id.clone(),
        digest: String::new(),
        bound,
        permit: None,
        look_at_files: true,
        lease: format!("lease-{}", action.id),
        lease_expires_at: Timestamp(0),
        heartbeat_every_seconds: 10,
    };
    permits::seal(&mut work);
    work
}

pub fn proposed(number: usize, body: Propose) -> Action {
    let change = body.change;
    Action {
        id: format!("a_{number}"),
        task_id: body.task_id.unwrap(),
        approval_id: Some(format!("p_{number}")),
        kind: body.kind.unwrap_or_else(|| "device_action".into()),
        state: "pending".into(),
        revision: 1,
        attempt: 1,
        previous_id: None,
        superseded_by: None,
        digest: String::new(),
        interpreter: change.interpreter.unwrap_or(Interpreter::Exec),
        script: change.script,
        argv: change.argv,
        tool: change.tool,
        exact: change.exact,
        editable: change.editable,
        cwd: change.cwd,
        env: change.env,
        timeout_seconds: change.timeout_seconds.unwrap_or(60),
        run_as: String::new(),
        title: change.title,
        description: change.description.unwrap(),
        expected: change.expected,
        facts: Vec::new(),
        operands: Vec::new(),
        risk: Risk::Low,
        policy: JudgementView {
            level: Level::Asks,
            rule_id: None,
            version: 1,
            reason: "Every action asks.".into(),
        },
        desktop: DesktopRef { id: "d_here".into(), name: "Here".into(), group: None, online: true },
        requested_by: Party { id: "k".into(), name: "Agent".into(), kind: PartyKind::Agent },
        edited_by: None,
        proposed_at: Timestamp(0),
        decide_by: None,
        execute_by: None,
        started_at: None,
        ended_at: None,
        decision: None,
        taken_back_by: None,
        result: None,
        closed: None,
        asked_again_by: None,
    }
}
