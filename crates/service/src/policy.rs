//! What agents may do without asking: reading and changing the policy.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    proposal,
    store::{AskedByRule, Write},
    text,
};
use domain::{
    Actor, Admin, Refusal, RuleId, Timestamp,
    event::{EventKind, NewEvent},
    insight::first_day,
    limits,
    policy::{CommandPattern, Level, Policy, Preset, Rule},
    wire,
};

impl MissionControl {
    /// The policy with all its rules.
    pub async fn policy(&self, actor: &Actor) -> Result<wire::PolicyItem, Error> {
        actor.reader()?;
        self.policy_item().await
    }

    async fn policy_item(&self) -> Result<wire::PolicyItem, Error> {
        let now = self.clock.now();
        let asked = self.store.asked_by_rule(first_day(now)).await?;
        Ok(item(&self.store.policy().await?, &asked, now))
    }

    /// Another preset, for actions proposed from now on. What waits goes on waiting.
    pub async fn change_policy(
        &self,
        actor: &Actor,
        body: wire::ChangePolicy,
    ) -> Result<wire::PolicyItem, Error> {
        let by = actor.admin()?;
        let confirmed = self.confirmed(actor, body.password.as_ref()).await?;
        until_fresh!(async {
            let before = self.store.policy().await?;
            if before.preset == body.preset {
                return self.policy_item().await;
            }
            if body.preset < before.preset && !confirmed {
                return Err(Refusal::ConfirmationNeeded.into());
            }
            let mut draft = self.policy_draft(&by);
            Self::raise(&mut draft, &before, body.preset);
            draft.audit("policy.preset", "policy", body.preset.as_str(), None);
            self.commit(draft.change).await?;
            self.policy_item().await
        })
    }

    /// A new rule, for actions proposed from now on.
    pub async fn create_rule(
        &self,
        actor: &Actor,
        body: wire::CreateRule,
    ) -> Result<wire::RuleItem, Error> {
        let by = actor.admin()?;
        let now = self.clock.now();
        if let Some(agent) = &body.agent {
            text::line("agent", agent, limits::NAME)?;
        }
        if let Some(command) = &body.command {
            text::line("command", command, limits::PATTERN)?;
        }
        if !body.note.is_empty() {
            text::line("note", &body.note, limits::EXTERNAL_REF)?;
        }
        if body.expires_at.is_some_and(|end| end <= now) {
            return Err(Refusal::invalid("expiresAt", "It lies in the past.").into());
        }
        let people = body.people.unwrap_or(1);
        if people != 1 && body.level != Level::Asks {
            let why = "Only a rule that asks can say how many people it takes.";
            return Err(Refusal::invalid("people", why).into());
        }
        if !(1..=limits::PEOPLE).contains(&people) {
            return Err(Refusal::invalid("people", "It must be 1 to 9.").into());
        }
        let decide_within = body.decide_within_seconds;
        if decide_within.is_some() && body.level != Level::Asks {
            let why = "Only a rule that asks can say how long people have.";
            return Err(Refusal::invalid("decideWithinSeconds", why).into());
        }
        proposal::decide_within(decide_within)?;
        if people > 1 {
            let second_person = self.store.settings().await?.second_person;
            self.enough_deciders("people", people, second_person).await?;
        }
        if body.level == Level::Runs {
            self.must_be_confirmed(actor, body.password.as_ref()).await?;
        }
        let desktop = match &body.desktop_id {
            Some(id) => Some(self.target(id).await?.id),
            None => None,
        };
        let rule = Rule {
            id: RuleId::new(self.ids.id(RuleId::PREFIX)),
            level: body.level,
            agent: body.agent,
            desktop,
            interpreter: body.interpreter,
            command: body.command.as_deref().map(CommandPattern::parse).transpose()?,
            people,
            decide_within,
            note: body.note,
            created_by: by.party().clone(),
            created_at: now,
            expires_at: body.expires_at,
            revoked_at: None,
            uses: 0,
            used_at: None,
        };
        until_fresh!(async {
            let before = self.store.policy().await?;
            let mut draft = self.policy_draft(&by);
            draft.write(Write::InsertRule(Box::new(rule.clone())));
            Self::raise(&mut draft, &before, before.preset);
            draft.audit("policy.add_rule", "rule", &rule.id, None);
            self.commit(draft.change).await?;
            Ok(rule_item(&rule, wire::Asked::default(), now))
        })
    }

    /// A rule no longer holds. Doing it twice changes nothing.
    pub async fn revoke_rule(
        &self,
        actor: &Actor,
        id: &str,
        password: Option<&wire::Password>,
    ) -> Result<(), Error> {
        let by = actor.admin()?;
        let confirmed = self.confirmed(actor, password).await?;
        let id = RuleId::new(id);
        until_fresh!(async {
            let before = self.store.policy().await?;
            let Some(rule) = before.rules.iter().find(|rule| rule.id == id) else {
                return Err(Refusal::not_found("rule", &id).into());
            };
            if rule.revoked_at.is_some() {
                return Ok(());
            }
            // Without it something may run that asked or was blocked.
            if rule.level != Level::Runs && !confirmed {
                return Err(Refusal::ConfirmationNeeded.into());
            }
            let mut draft = self.policy_draft(&by);
            draft.write(Write::RevokeRule { id: id.clone(), at: draft.at });
            Self::raise(&mut draft, &before, before.preset);
            draft.audit("policy.revoke_rule", "rule", &id, None);
            self.commit(draft.change).await?;
            Ok(())
        })
    }

    fn policy_draft(&self, by: &Admin) -> Draft {
        Draft::new(by.party().clone(), self.clock.now())
    }

    /// Every change makes another version, which is part of each action's digest.
    fn raise(draft: &mut Draft, before: &Policy, preset: Preset) {
        let version = before.version.next();
        draft.write(Write::UpdatePolicy { preset, version, read: before.version });
        let by = draft.party().name;
        draft.event(
            NewEvent::new(EventKind::SettingsChanged, draft.at)
                .with("policyVersion", version.0)
                .with("preset", preset.as_str())
                .with("by", by),
        );
    }
}

fn item(policy: &Policy, asked: &[AskedByRule], now: Timestamp) -> wire::PolicyItem {
    let of = |rule: Option<&str>| {
        let found = asked.iter().find(|one| one.rule.as_deref() == rule);
        found.map_or_else(wire::Asked::default, |one| wire::Asked {
            asked: one.asked,
            approved: one.approved,
            rejected: one.rejected,
        })
    };
    let rules = policy.rules.iter();
    wire::PolicyItem {
        preset: policy.preset,
        version: policy.version.0,
        product_version: env!("CARGO_PKG_VERSION").into(),
        rules: rules.map(|rule| rule_item(rule, of(Some(rule.id.as_str())), now)).collect(),
        asked: of(None),
    }
}

fn rule_item(rule: &Rule, asked: wire::Asked, now: Timestamp) -> wire::RuleItem {
    wire::RuleItem {
        id: rule.id.to_string(),
        level: rule.level,
        agent: rule.agent.clone(),
        desktop_id: rule.desktop.as_ref().map(ToString::to_string),
        interpreter: rule.interpreter,
        command: rule.command.as_ref().map(|command| command.as_str().to_owned()),
        people: rule.people,
        decide_within_seconds: rule.decide_within,
        note: rule.note.clone(),
        created_by: rule.created_by.clone(),
        created_at: rule.created_at,
        expires_at: rule.expires_at,
        revoked_at: rule.revoked_at,
        uses: rule.uses,
        used_at: rule.used_at,
        holds: rule.holds(now),
        asked,
    }
}
