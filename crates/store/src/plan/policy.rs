//! Statements about what runs without asking: the policy, its rules, and the scripts people run by hand.

use crate::row;
use crate::sql;
use crate::statement::{Step, args};
use domain::Version;
use domain::policy::{Preset, Rule};
use domain::script::Script;

pub(super) fn update(preset: Preset, version: Version, read: Version) -> Step {
    Step::new(sql::policy::UPDATE, args![read.0, version.0, preset.as_str()])
        .guarded("policy", "of the workspace")
}

pub(super) fn expect(read: Version) -> Step {
    Step::new(sql::policy::EXPECT, args![read.0]).guarded("policy", "of the workspace")
}

pub(super) fn insert_rule(rule: &Rule) -> Step {
    Step::new(sql::policy::INSERT_RULE, row::policy::args(rule))
}

pub(super) fn insert_script(script: &Script) -> Step {
    Step::new(sql::scripts::INSERT, row::script::args(script)).named("script", &script.name)
}

pub(super) fn update_script(script: &Script, read: Version) -> Step {
    Step::new(sql::scripts::UPDATE, row::script::update_args(script, read))
        .named("script", &script.name)
        .guarded("script", script.id.as_str())
}
