//! What an agent would do itself, where that is no command.

use super::{ActionCard, code};
use crate::parts::{
    banner::{Banner, Tone},
    command_block::CommandBlock,
    diff::{self, Notes, UnifiedTable},
    safe_text,
    syntax::Patience,
};
use domain::{
    action::{Deed, Edit},
    change::{ChangeKind, FileChange, diff::Kind},
};
use leptos::prelude::*;
use std::time::Duration;

/// How long one file may be coloured: several stand on one card.
const COLOURING: Duration = Duration::from_millis(10);

/// All of it, as the agent disclosed it; nothing where it is a command.
pub(super) fn section(card: &ActionCard, fold: bool) -> Option<AnyView> {
    let action = &card.action;
    if !card.own() || action.script.is_some() || action.argv.is_some() {
        return None;
    }
    let text = |title, content: String| {
        let prefix = code::prefix(action);
        let note = code::note(action);
        view! { <CommandBlock content title note prefix fold /> }.into_any()
    };
    Some(match action.deed() {
        None | Some(Deed::Undisclosed) => undisclosed(card),
        Some(Deed::Edits(edits)) => edits.iter().map(change).collect_view().into_any(),
        Some(Deed::Input(input)) => text("Input of its tool", input),
        Some(Deed::Question(question)) => text("Question", question),
    })
}

fn undisclosed(card: &ActionCard) -> AnyView {
    let agent = card.agent();
    view! {
        <section aria-label="What is not known" data-end="">
            <Banner tone=Tone::Stop boxed=true>
                <strong>"The agent did not disclose the exact action."</strong>
                " Nobody here can tell what "
                {agent}
                " would do."
            </Banner>
        </section>
    }
    .into_any()
}

/// One file, with every line that would change.
fn change(edit: &Edit) -> AnyView {
    let file = file(edit);
    let notes = Notes::default();
    let mut stretch = diff::stretch(&file.diff, 0, usize::MAX);
    stretch.colour(&file.path, &mut Patience::of(COLOURING));
    view! {
        <article class="diff">
            <header>
                <h2>{safe_text::code(&file.path)}</h2>
                {diff::counts(&file)}
                {diff::change_badge(&file)}
            </header>
            <UnifiedTable stretch=&stretch notes=&notes />
            // Approve waits until it was in view.
            <p class="diff-note" data-end="">
                "End of "
                {safe_text::code(&file.path)}
            </p>
        </article>
    }
    .into_any()
}

fn file(edit: &Edit) -> FileChange {
    let (old, new) = (edit.old.as_deref(), edit.new.as_deref());
    let diff = diff::between(old.unwrap_or_default(), new.unwrap_or_default());
    let count = |kind| {
        let hunks = diff::parse(&diff);
        let lines = hunks.iter().flat_map(|hunk| &hunk.lines);
        u32::try_from(lines.filter(|line| line.kind == kind).count()).unwrap_or(u32::MAX)
    };
    FileChange {
        path: edit.path.clone(),
        change: match (old, new) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Deleted,
            (Some(_), Some(_)) => ChangeKind::Modified,
        },
        old_path: None,
        additions: count(Kind::Add),
        deletions: count(Kind::Del),
        binary: false,
        truncated: false,
        diff,
    }
}
