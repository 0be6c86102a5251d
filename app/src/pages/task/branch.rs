//! The branch that an agent's changes lie on, and the way to take them over.

use super::Desk;
use crate::parts::{
    icon::{Icon, Symbol},
    properties::{Fact, FactGroup, Facts},
    safe_text,
};
use domain::{TaskStatus, wire::Task};
use leptos::prelude::*;

/// How much of a commit's name is shown: what git shows itself.
const SHORT: usize = 10;

pub(super) fn branch(desk: &Desk, task: &Task) -> Option<AnyView> {
    let branch = task.branch.as_ref()?;
    let short = |commit: &str| safe_text::code(commit.get(..SHORT).unwrap_or(commit));
    let facts: Vec<Fact> = vec![
        ("Name", safe_text::code(&branch.name)),
        ("Commit", short(&branch.commit)),
        ("Made from", short(&branch.base)),
        ("In", safe_text::code(&branch.repository)),
    ];
    let merge = merge(desk, task);
    Some(
        view! {
            <FactGroup title="Branch">
                <Facts facts />
                {merge}
            </FactGroup>
        }
        .into_any(),
    )
}

/// A task of its own, which the gates hold like any other.
fn merge(desk: &Desk, task: &Task) -> Option<AnyView> {
    desk.actor.operator().ok()?;
    if task.status != TaskStatus::Done {
        return None;
    }
    Some(
        view! {
            <form method="post" action="/forms/merge_branch">
                <input type="hidden" name="id" value=task.id.clone() />
                <button class="button" data-size="small">
                    <Icon of=Symbol::Turn />
                    "Merge into the checkout"
                </button>
            </form>
            <p class="quiet">"Makes a task that merges this commit, or leaves the checkout as it is."</p>
        }
        .into_any(),
    )
}
