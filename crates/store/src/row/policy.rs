//! The policy, its rules and their columns.

use super::{Fields, Row, party};
use crate::statement::{Arg, args};
use domain::action::Interpreter;
use domain::policy::{CommandPattern, Level, Policy, Preset, Rule};
use domain::{DesktopId, RuleId, Version};
use service::StoreError;

/// All columns of a new rule.
pub(crate) fn args(rule: &Rule) -> Vec<Arg> {
    args![
        rule.id.as_str(),
        rule.level.as_str(),
        rule.agent.as_deref(),
        rule.desktop.as_ref().map(DesktopId::as_str),
        rule.interpreter.map(Interpreter::as_str),
        rule.command.as_ref().map(CommandPattern::as_str),
        rule.note.as_str(),
        rule.created_by.id.as_str(),
        rule.created_by.name.as_str(),
        party::word(rule.created_by.kind),
        rule.created_at,
        rule.expires_at,
        rule.revoked_at,
        rule.uses,
        rule.used_at,
        rule.people,
        rule.decide_within,
    ]
}

/// Reads the preset, and `r_…` if there is a rule on this row.
pub(crate) fn read(row: Row<'_>) -> Result<(Preset, Version, Option<Rule>), StoreError> {
    let rule = read_rule(&Fields::new(row, "policy_rules", "r_", "id"))?;
    let row = Fields::new(row, "policy", "", "version");
    Ok((row.word("preset", Preset::parse)?, Version(row.int("version")?), rule))
}

fn read_rule(row: &Fields<'_>) -> Result<Option<Rule>, StoreError> {
    if !row.is_there()? {
        return Ok(None);
    }
    Ok(Some(Rule {
        id: RuleId::new(row.text("id")?),
        level: row.word("level", Level::parse)?,
        agent: row.maybe_text("agent")?,
        desktop: row.maybe_text("desktop")?.map(DesktopId::new),
        interpreter: row.maybe_word("interpreter", Interpreter::parse)?,
        command: row.maybe_word("command", |text| CommandPattern::parse(text).ok())?,
        people: row.number("people")?,
        decide_within: row.maybe_number("decide_within")?,
        note: row.text("note")?,
        created_by: party::read(row, "created_by")?,
        created_at: row.time("created_at")?,
        expires_at: row.maybe_time("expires_at")?,
        revoked_at: row.maybe_time("revoked_at")?,
        uses: row.number("uses")?,
        used_at: row.maybe_time("used_at")?,
    }))
}

/// Puts the rows together: the same preset on each, and a rule on each unless there is none.
pub(crate) fn whole(rows: Vec<(Preset, Version, Option<Rule>)>) -> Option<Policy> {
    let (preset, version, _) = *rows.first()?;
    let rules = rows.into_iter().filter_map(|(_, _, rule)| rule).collect();
    Some(Policy { preset, version, rules })
}
