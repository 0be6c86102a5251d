//! The policy and its rules: what asks, what runs, and since when.

use crate::desk::{Desk, party};
use domain::action::Interpreter;
use domain::policy::{CommandPattern, Level, Policy, Preset, Rule};
use domain::{RuleId, Timestamp, Version};
use service::StoreError;
use service::store::Write;

pub fn rule(desk: &Desk, level: Level) -> Rule {
    Rule {
        id: RuleId::new(format!("r_{:032x}", desk.number())),
        level,
        agent: None,
        desktop: None,
        interpreter: None,
        command: None,
        people: 3,
        decide_within: Some(60),
        note: String::new(),
        created_by: party("u_owner", "Ada"),
        created_at: desk.now(),
        expires_at: None,
        revoked_at: None,
        uses: 0,
        used_at: None,
    }
}

pub fn insert(rule: &Rule) -> Write {
    Write::InsertRule(Box::new(rule.clone()))
}

pub async fn the_policy_begins_strict_and_is_guarded(desk: Desk) {
    let first = desk.store.policy().await.unwrap();
    assert_eq!(first, Policy::default());
    assert_eq!((first.preset, first.version), (Preset::Restrictive, Version(1)));
    for preset in Preset::ALL {
        let Policy { version: read, .. } = desk.store.policy().await.unwrap();
        let rule = rule(&desk, Level::Runs);
        let update = Write::UpdatePolicy { preset, version: read.next(), read };
        desk.write(vec![update.clone(), insert(&rule)]).await;
        let policy = desk.store.policy().await.unwrap();
        assert_eq!((policy.preset, policy.version), (preset, read.next()));
        assert_eq!(policy.rules.first(), Some(&rule));
        // Somebody who had read the same version comes second, and their rule with them.
        let late = Rule { id: RuleId::new("r_late"), ..rule };
        let error = desk.commit(vec![insert(&late), update]).await.unwrap_err();
        assert!(matches!(error, StoreError::Stale(_)), "{error}");
        assert_eq!(desk.store.policy().await.unwrap(), policy);
    }
}

pub async fn rules_read_back_newest_first(desk: Desk) {
    let mut rules = vec![
        Rule {
            agent: Some("claude".into()),
            desktop: Some(desk.desktop.id.clone()),
            command: Some(CommandPattern::parse("systemctl  status *").unwrap()),
            note: "Reads “only”.\n50%".into(),
            expires_at: Some(desk.now()),
            revoked_at: Some(desk.now()),
            uses: 7,
            used_at: Some(desk.now()),
            ..rule(&desk, Level::Runs)
        },
        rule(&desk, Level::Asks),
        rule(&desk, Level::Blocked),
    ];
    for interpreter in Interpreter::ALL {
        rules.push(Rule { interpreter: Some(interpreter), ..rule(&desk, Level::Asks) });
    }
    desk.write(rules.iter().map(insert).collect()).await;
    rules.reverse();
    assert_eq!(desk.store.policy().await.unwrap().rules, rules);
    let error = desk.commit(vec![insert(&rules[0])]).await.unwrap_err();
    assert!(matches!(error, StoreError::Broken(_)), "{error}");
}

pub async fn rules_are_used_and_revoked(desk: Desk) {
    let used = rule(&desk, Level::Runs);
    let other = rule(&desk, Level::Runs);
    desk.write(vec![insert(&used), insert(&other)]).await;
    let (early, late) = (desk.now(), desk.now());
    let touch = |at| Write::TouchRule { id: used.id.clone(), at };
    desk.write(vec![touch(late)]).await;
    desk.write(vec![touch(early), touch(Timestamp(0))]).await;
    let revoke = |at| Write::RevokeRule { id: used.id.clone(), at };
    desk.write(vec![revoke(late)]).await;
    desk.write(vec![revoke(desk.now())]).await;
    let used = Rule { uses: 3, used_at: Some(late), revoked_at: Some(late), ..used };
    assert_eq!(desk.store.policy().await.unwrap().rules, [other, used]);
}

/// A use that is counted by two at once is counted twice.
pub async fn every_use_of_a_rule_counts(desk: Desk) {
    let desk = std::sync::Arc::new(desk);
    let rule = rule(&desk, Level::Runs);
    desk.write(vec![insert(&rule)]).await;
    let callers = (0..100).map(|_| {
        let (desk, id) = (desk.clone(), rule.id.clone());
        tokio::spawn(async move {
            let at = desk.now();
            desk.write(vec![Write::TouchRule { id, at }]).await;
        })
    });
    for caller in callers.collect::<Vec<_>>() {
        caller.await.unwrap();
    }
    assert_eq!(desk.store.policy().await.unwrap().rules[0].uses, 100);
}
