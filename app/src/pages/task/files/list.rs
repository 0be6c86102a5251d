//! The list of changed files above their diffs: each with the way to it, and the way to find one.

use super::{Entry, asked::Asked};
use crate::parts::{
    count::{counted, grouped},
    diff::{announced_badge, change_badge, counts},
    icon::{Icon, Symbol},
    safe_text,
};
use leptos::{
    html::{a, li, span},
    prelude::*,
};
use std::collections::BTreeSet;

/// From so many files on they can be looked for by name.
const SEARCHED: usize = 8;

/// How many there are, how much changed, how many were looked at, and the layouts.
pub(super) fn tools(asked: &Asked, all: &[Entry<'_>], shown: usize) -> AnyView {
    let sum = |count: fn(&Entry<'_>) -> u32| all.iter().map(|e| u64::from(count(e))).sum::<u64>();
    let number = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let viewed = all.iter().filter(|entry| entry.viewed).count();
    let viewed = format!("{} of {} viewed", grouped(viewed), grouped(all.len()));
    let back = asked.alone.map(|_| view! { <a href=asked.all()>"All files"</a> });
    let search = (all.len() >= SEARCHED && asked.alone.is_none()).then(|| search(asked));
    let found = (!asked.name.is_empty()).then(|| {
        let number = u32::try_from(shown).unwrap_or(u32::MAX);
        let words = format!("{} with this in the path", counted(number, "file", "files"));
        view! {
            <span class="quiet">{words}</span>
            <a href=asked.all()>"Show all"</a>
        }
    });
    view! {
        <div class="row tab-tools" id="file-tools">
            <span>
                {counted(number, "file", "files")} " "
                <span class="plus">{format!("+{}", grouped(sum(|e| e.file.additions)))}</span> " "
                <span class="minus">
                    {format!("\u{2212}{}", grouped(sum(|e| e.file.deletions)))}
                </span>
            </span>
            <span class="quiet">{viewed}</span>
            {back}
            {search}
            {found}
            {view_switch(asked)}
        </div>
    }
    .into_any()
}

/// Works without script: a form that asks for this page with the name.
fn search(asked: &Asked) -> AnyView {
    let split = asked.split.then(|| view! { <input type="hidden" name="view" value="split" /> });
    view! {
        <form class="file-search" method="get" action=format!("/tasks/{}", asked.task)>
            <input type="hidden" name="tab" value="files" />
            {split}
            <label class="hidden-text" for="file-name">
                "Find a file by its path"
            </label>
            <input
                class="input"
                id="file-name"
                type="search"
                name="name"
                value=asked.name.clone()
                placeholder="Find a file"
                maxlength="200"
            />
            <button class="button">"Find"</button>
        </form>
    }
    .into_any()
}

/// Unified or side by side; two addresses.
fn view_switch(asked: &Asked) -> AnyView {
    let here = |yes: bool| yes.then_some("true");
    view! {
        <div class="segmented row-end view-switch" data-size="small" role="group" aria-label="Diff layout">
            <a href=asked.laid_out(false) aria-current=here(!asked.split)>
                "Unified"
            </a>
            <a href=asked.laid_out(true) aria-current=here(asked.split)>
                "Split"
            </a>
        </div>
    }
    .into_any()
}

/// The files in the order they stand below. One that does not opens where it belongs.
pub(super) fn list(asked: &Asked, entries: &[&Entry<'_>], below: &BTreeSet<usize>) -> AnyView {
    let row = |entry: &&Entry<'_>| {
        let said = (entry.comments > 0).then(|| {
            let number = u32::try_from(entry.comments).unwrap_or(u32::MAX);
            view! { <span class="quiet">{counted(number, "comment", "comments")}</span> }.into_any()
        });
        let viewed = entry.viewed.then(|| view! { <span class="quiet">"viewed"</span> }.into_any());
        let facts = [
            said,
            viewed,
            change_badge(entry.file),
            announced_badge(entry.announced),
            counts(entry.file),
        ];
        let facts: Vec<AnyView> = facts.into_iter().flatten().collect();
        let name = a().child(safe_text::code(&entry.file.path));
        let name = if below.contains(&entry.index) {
            name.href(format!("#f-{}", entry.index)).into_any()
        } else {
            let href = format!("{}#f-{}", asked.opened(entry.index, 1), entry.index);
            name.href(href).attr("data-grows", "").into_any()
        };
        let file = view! { <Icon of=Symbol::File /> };
        li().child((file, name, span().class("row").child(facts))).into_any()
    };
    let rows: Vec<AnyView> = entries.iter().map(row).collect();
    view! {
        <ul class="file-list" id="file-list" tabindex="0" aria-label="Changed files">
            {rows}
        </ul>
    }
    .into_any()
}

/// That there are more files than stand on the page.
pub(super) fn left(number: usize) -> AnyView {
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    let words = format!(
        "{} are folded and stand in the list alone. Open one there, or find it by its path.",
        counted(number, "more file", "more files")
    );
    view! {
        <p class="quiet files-left" id="files-left">
            {words}
            " "
            <a href="#file-list">"To the list"</a>
        </p>
    }
    .into_any()
}
