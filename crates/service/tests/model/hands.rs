//! Carries a step out on the real product, as somebody who comes in with their own pass.

use crate::{
    cast::{PASSWORD, Pass, TOUR, Who},
    moments::Moments,
    steps::{Kind, NewTask, Step},
};
use domain::{
    Actor, Digest, PersonId, TaskState, action::Operand, actor::Via, person::Role, task::Running,
    wire,
};
use serde_json::json;
use service::{Error, MissionControl, Store, store::Write};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

/// What a step is about, once it is known what there is.
#[derive(Clone, Debug, Default)]
pub struct Aim {
    /// Who does it.
    pub who: Option<Who>,
    /// The task, the action or the approval.
    pub id: String,
    /// The digest that comes with an answer.
    pub digest: Option<String>,
    /// The lease that comes with a report.
    pub lease: String,
    /// The task that a new one waits for.
    pub after: Option<String>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Fact {
    /// Nothing: there was nothing that it could be about, or no work.
    Nothing,
    /// No, with this code.
    Refused(&'static str),
    /// Yes, and there is no more to say.
    Done,
    /// A task.
    Task(Box<wire::Task>),
    /// An action.
    Action(Box<wire::Action>),
    /// An approval.
    Resolved(Box<wire::Resolved>),
    /// Work for a runner.
    Work(Box<wire::Work>),
}

/// What is to happen while a verb is under way, and at which moment of it.
pub type Interruption = (u8, Box<dyn FnOnce() + Send>);

/// The product and everybody's passes.
#[derive(Clone)]
pub struct Hands {
    pub mc: MissionControl,
    pub store: Arc<dyn Store>,
    pub moments: Moments,
    pub passes: Arc<Mutex<BTreeMap<Who, Pass>>>,
}

impl Hands {
    /// Carries it out. What interrupts comes after the door has let somebody in.
    pub async fn carry_out(
        &self,
        step: &Step,
        aim: &Aim,
        interrupted: Option<Interruption>,
    ) -> Fact {
        let actor = match aim.who {
            Some(who) => self.come_in(who).await,
            None => Ok(self.mc.console()),
        };
        let fact = match actor {
            Ok(actor) => {
                if let Some((at, what)) = interrupted {
                    self.moments.meanwhile(at, what);
                }
                // On the heap: it holds what any verb does.
                Box::pin(self.verb(&actor, step, aim)).await
            }
            Err(no) => Err(no),
        };
        match fact {
            Ok(fact) => fact,
            Err(Error::Refused(domain::Refusal::Busy)) => panic!("it gave up: {step:?}"),
            Err(Error::Refused(refusal)) => Fact::Refused(refusal.code()),
            Err(broken) => panic!("{step:?} of {aim:?}: {broken:?}"),
        }
    }

    async fn come_in(&self, who: Who) -> Result<Actor, Error> {
        if who == Who::Console {
            return Ok(self.mc.console());
        }
        let secret = self.passes.lock().unwrap()[&who].secret.clone();
        match who.first_role() {
            Some(_) => {
                let mut actor = self.mc.authenticate_session(&secret).await?;
                // As if the password had just been given again: that is tested elsewhere, and costs time.
                if let Actor::Person { via: Via::Session { confirmed_at, .. }, .. } = &mut actor {
                    *confirmed_at = domain::Timestamp(self.moments.read());
                }
                Ok(actor)
            }
            None => self.mc.authenticate_key(&secret).await,
        }
    }

    async fn verb(&self, actor: &Actor, step: &Step, aim: &Aim) -> Result<Fact, Error> {
        let (mc, id) = (&self.mc, aim.id.as_str());
        Ok(match step {
            Step::Create { task, .. } => {
                task_fact(mc.create_task(actor, self.body(task, aim)).await?)
            }
            Step::Run { .. } => task_fact(mc.run_task(actor, id).await?),
            Step::Cancel { .. } => task_fact(self.cancel(actor, id).await?),
            Step::Finish { well, .. } => {
                let outcome = if *well { "succeeded" } else { "failed" };
                let body =
                    wire::FinishTask { outcome: outcome.into(), output: None, expected: None };
                task_fact(mc.finish_task(actor, id, body).await?)
            }
            Step::Propose { code, decide_within, .. } => {
                let body = json!({"taskId": id, "interpreter": "sh", "script": code.script(),
                    "description": "Something.", "decideWithinSeconds": decide_within});
                action_fact(mc.propose(actor, read(body)).await?)
            }
            Step::Revise { code, .. } => {
                let body =
                    json!({"interpreter": "sh", "script": code.script(), "description": "Other."});
                action_fact(mc.revise_action(actor, id, read(body)).await?)
            }
            Step::Withdraw { .. } => action_fact(mc.withdraw_action(actor, id).await?),
            Step::Decide { yes, .. } => {
                let decision = if *yes { "approve" } else { "reject" };
                let body = read(json!({"decision": decision, "digest": aim.digest}));
                Fact::Resolved(Box::new(mc.resolve(actor, id, body).await?))
            }
            Step::Revoke { .. } => Fact::Resolved(Box::new(mc.revoke(actor, id).await?)),
            Step::Claim { tasks, actions, .. } => {
                let claim = wire::Claim {
                    free_slots: u32::from(*tasks),
                    free_action_slots: u32::from(*actions),
                    ..greeting()
                };
                let work = mc.claim_work(actor, claim, 0).await?;
                work.map_or(Fact::Nothing, |work| Fact::Work(Box::new(work)))
            }
            Step::Look { found, .. } => self.look(actor, *found).await?,
            Step::Heartbeat { .. } => {
                let body = wire::Heartbeat { lease: aim.lease.clone() };
                mc.heartbeat(actor, id, body, 0).await?;
                Fact::Done
            }
            Step::Report { outcome, .. } => {
                let body = wire::ReportResult {
                    lease: aim.lease.clone(),
                    outcome: outcome.clone(),
                    output_truncated: false,
                    expected: None,
                    branch: None,
                };
                match mc.report_result(actor, id, body).await? {
                    wire::Reported::Task(task) => Fact::Task(task),
                    wire::Reported::Action(action) => Fact::Action(action),
                }
            }
            Step::Close { ran, .. } => {
                action_fact(mc.close_action(actor, id, wire::CloseAction { ran: *ran }).await?)
            }
            Step::AskAgain { .. } => action_fact(mc.ask_again(actor, id).await?),
            _ => self.setting(actor, step).await?,
        })
    }

    async fn setting(&self, actor: &Actor, step: &Step) -> Result<Fact, Error> {
        let mc = &self.mc;
        let named = |agent: Option<&str>| wire::StopWork { agent: agent.map(str::to_owned) };
        match step {
            Step::Wait { seconds, sweep } => {
                self.moments.pass((*seconds).into());
                if *sweep {
                    mc.sweep().await?;
                }
            }
            Step::SetRole { whose, role } => self.set_role(*whose, *role).await,
            Step::Disable { whose, .. } => drop(mc.disable_person(actor, &whose.name()).await?),
            Step::SetMode { on, .. } => {
                let body = wire::ChangeSettings {
                    task_approval_mode: Some(*on),
                    ..wire::ChangeSettings::default()
                };
                mc.change_settings(actor, body).await?;
            }
            Step::SetPreset { preset, .. } => {
                drop(
                    mc.change_policy(actor, wire::ChangePolicy { preset: *preset, password: None })
                        .await?,
                );
            }
            Step::Stop { agent, .. } => drop(mc.stop(actor, named(*agent)).await?),
            Step::Resume { agent, .. } => drop(mc.resume(actor, named(*agent)).await?),
            other => panic!("no single verb: {other:?}"),
        }
        Ok(Fact::Done)
    }

    fn body(&self, task: &NewTask, aim: &Aim) -> wire::CreateTask {
        let desktop = self.passes.lock().unwrap()[&task.on].id.clone();
        let mut body = json!({"content": "echo hi", "desktopId": desktop, "run": task.run,
            "approveBeforeRun": task.ask_first, "requiresApproval": task.hold_result,
            "dependsOn": aim.after.iter().collect::<Vec<_>>(), "type": "prompt"});
        match task.kind {
            Kind::Command => body["type"] = json!("command"),
            Kind::Outside(agent) => body["externalAgent"] = json!(agent.name()),
            Kind::Inside => body["agent"] = json!(TOUR),
        }
        read(body)
    }

    /// A cancel waits for the runner to stop. Nobody here does so meanwhile, so it is left as soon as the wish is known.
    async fn cancel(&self, actor: &Actor, id: &str) -> Result<wire::Task, Error> {
        let mut verb = std::pin::pin!(self.mc.cancel_task(actor, id));
        loop {
            tokio::select! {
                biased;
                answer = &mut verb => return answer,
                () = tokio::time::sleep(Duration::from_millis(2)) => {}
            }
            let found = self.store.task(&domain::TaskId::new(id)).await?.expect("it is there");
            if let TaskState::Running(Running { cancel: Some(_), .. }) = &found.task.state {
                return self.mc.task(&self.mc.console(), id).await;
            }
        }
    }

    /// The runner looks at the files that an action runs by name.
    async fn look(&self, actor: &Actor, found: u8) -> Result<Fact, Error> {
        let claim = wire::Claim { looks: true, ..greeting() };
        let Some(wire::Work::Look(look)) = self.mc.claim_work(actor, claim, 0).await? else {
            return Ok(Fact::Nothing);
        };
        let text = format!("echo {found}");
        let operands = look.paths.into_iter().map(|path| Operand {
            path,
            seen: domain::action::Seen::File {
                digest: Digest::of(text.as_bytes()),
                bytes: text.len() as u64,
                text: Some(text.clone()),
            },
            salt: Some("0123456789abcdef".into()),
        });
        let body = wire::PushLook { operands: operands.collect() };
        self.mc.push_look(actor, &look.id, body).await?;
        Ok(Fact::Done)
    }

    /// Another role, and an account that works. A new browser, since the old one may have been signed out.
    async fn set_role(&self, whose: Who, role: Role) {
        let id = PersonId::new(&self.passes.lock().unwrap()[&whose].id);
        let before = self.store.person(&id).await.expect("reads").expect("an account");
        let was_off = before.disabled_at.is_some();
        let read = before.version;
        let person = domain::Person { role, disabled_at: None, version: read.next(), ..before };
        let mut change = service::Change::default();
        change.writes.push(Write::UpdatePerson { person, read });
        self.store.commit(change).await.expect("written");
        if was_off {
            let inside = self.mc.sign_in(&whose.name(), PASSWORD, "test").await.expect("signs in");
            self.passes.lock().unwrap().entry(whose).and_modify(|pass| pass.secret = inside.secret);
        }
    }
}

/// What a runner says about itself each time.
pub fn greeting() -> wire::Claim {
    let user = "worker".to_owned();
    let system = domain::desktop::SystemFacts { user, ..Default::default() };
    wire::Claim {
        system,
        agents: vec![TOUR.into()],
        workspace: "/srv/work".into(),
        ..Default::default()
    }
}

fn task_fact(task: wire::Task) -> Fact {
    Fact::Task(Box::new(task))
}

fn action_fact(action: wire::Action) -> Fact {
    Fact::Action(Box::new(action))
}

fn read<T: serde::de::DeserializeOwned>(body: serde_json::Value) -> T {
    serde_json::from_value(body).expect("a body")
}
