//! Actions as the checks need them, made with the domain's own types and transitions.

use crate::desk::{Desk, party};
use domain::action::{
    ActionClaim, Code, Difference, Expected, Fact, FactKind, Interpreter, Proposal, Severity,
};
use domain::approval::Risk;
use domain::policy::{Judgement, Level};
use domain::{
    Action, ActionId, ActionState, Approval, ApprovalId, Gate, Lease, Party, PartyKind, Task,
    Verdict, Version,
};
use service::store::Write;

impl Desk {
    /// An action that waits on this approval, with something in every field.
    pub fn action(&self, task: &Task, approval: &ApprovalId) -> Action {
        let number = self.number();
        Action {
            id: ActionId::new(format!("a_{number:032x}")),
            version: Version::FIRST,
            task: task.id.clone(),
            task_number: task.number,
            desktop: task.desktop.clone(),
            enrolment: self.desktop.enrolment.clone(),
            run_as: "ada".into(),
            revision: 1,
            attempt: 1,
            previous: None,
            proposal: proposal(),
            requested_by: agent("helper"),
            edited_by: None,
            proposed_at: self.now(),
            facts: vec![Fact {
                kind: FactKind::Deletes,
                text: "Deletes “/var/log/app”".into(),
                severity: Severity::High,
                line: Some(2),
                word: None,
            }],
            operands: Vec::new(),
            salt: "5a17".into(),
            judgement: Judgement {
                level: Level::Asks,
                rule: Some("r_1".into()),
                version: 3,
                reason: "A rule says to ask.".into(),
                people: 2,
                decide_within: Some(60),
            },
            risk: Risk::High,
            state: ActionState::Pending { approval: approval.clone() },
        }
    }

    /// Writes a pending action of this agent and the approval it waits on.
    pub async fn propose(&self, task: &Task, name: &str) -> (Action, Approval) {
        let mut approval = self.approval(task, Gate::Action);
        let mut action = self.action(task, &approval.id);
        action.requested_by = agent(name);
        approval.requested_by = agent(name);
        approval.action = Some(action.id.clone());
        self.write(vec![
            Write::InsertAction(Box::new(action.clone())),
            Write::InsertApproval(Box::new(approval.clone())),
        ])
        .await;
        (action, approval)
    }

    /// The same after a person said yes to it.
    pub async fn approved(&self, task: &Task) -> (Action, Approval) {
        let (action, approval) = self.propose(task, "helper").await;
        let yes = crate::desk::answer(&approval, Verdict::Approve, self.now());
        let approved = action.clone().decided(yes.state.decision().unwrap()).unwrap();
        self.write(vec![crate::desk::decided(&approval, &yes), update(&action, &approved)]).await;
        (approved, yes)
    }

    /// The action after its runner took it.
    pub fn taken(&self, approved: &Action) -> Action {
        let lease = Lease::new(format!("l_{}", self.number()));
        approved.clone().claim(ActionClaim { lease, at: self.now() }).unwrap()
    }
}

/// The write of a transition.
pub fn update(before: &Action, after: &Action) -> Write {
    Write::UpdateAction { action: Box::new(after.clone()), read: before.version }
}

pub fn agent(name: &str) -> Party {
    Party { kind: PartyKind::Agent, ..party(&format!("k_{name}"), name) }
}

pub fn proposal() -> Proposal {
    Proposal {
        interpreter: Interpreter::Bash,
        code: Code::Script("set -e\nrm -r '/var/log/app' # “quoted”\u{202e}\n".into()),
        own: None,
        cwd: Some("sub dir".into()),
        env: [("LANG".to_owned(), "C.UTF-8".to_owned())].into(),
        timeout_seconds: 90,
        title: Some("Clean up".into()),
        description: "Removes old logs.".into(),
        expected: Some(Expected::Checks {
            exit_code: Some(0),
            output_pattern: Some("^done$".into()),
            files: Some(vec!["a".into()]),
            text: None,
        }),
        decide_within: Some(600),
        source: [("subagent".to_owned(), "cleaner".to_owned())].into(),
    }
}

/// Every way in which a result can differ.
pub fn differences() -> Vec<Difference> {
    vec![
        Difference::ExitCode { expected: 0, actual: Some(-1) },
        Difference::ExitCode { expected: 0, actual: None },
        Difference::Output { pattern: "^“x”$".into() },
        Difference::FileNotAnnounced { path: "ä".into() },
        Difference::FileNotChanged { path: "b".into() },
    ]
}
