//! What our own rules read in a command. Only this is ours; everything else on a card is somebody's word.

mod quiet;

pub use quiet::Account;

use super::{
    count::counted,
    icon::{Icon, Symbol},
    risk::Risk,
    safe_text,
};
use domain::{
    action::{Fact, FactKind, Noted, Severity},
    approval::Risk as Level,
    display::{MarkKind, SafeText, Segment},
};
use leptos::prelude::*;

/// Where the facts of a command come from, and where their links lead.
#[derive(Clone, Debug)]
pub struct Read<'a> {
    /// What was read; none where it was asked before this was kept.
    pub noted: Option<Noted>,
    /// How much could go wrong.
    pub risk: Level,
    /// The command.
    pub code: &'a str,
    /// What the ids of its lines begin with.
    pub prefix: &'a str,
    /// The account it would run as.
    pub account: Account,
}

/// The section `Read from the command` of a card.
pub fn facts(read: &Read<'_>) -> AnyView {
    view! {
        <section aria-label="Read from the command">
            <div class="section-head">
                <h2>"Read from the command"</h2>
                <p>"by Mission Control’s own rules"</p>
                <Risk level=read.risk full=true class="row-end" />
            </div>
            {fact_list(read)}
        </section>
    }
    .into_any()
}

/// What was read, as a list; and what can be said where nothing was.
pub fn fact_list(read: &Read<'_>) -> AnyView {
    let unseen = hidden(read.code, read.prefix);
    let Some(noted) = &read.noted else {
        let before =
            "It was asked before what is read in a command was kept. Read it line by line.";
        return view! {
            <p>{before}</p>
            {unseen.map(|row| view! { <ul class="facts">{row}</ul> })}
        }
        .into_any();
    };
    let mut rows: Vec<AnyView> = noted.facts.iter().map(|fact| row(fact, read.prefix)).collect();
    rows.extend(unseen);
    let nothing = rows.is_empty().then(|| {
        view! { <p>"Nothing found by our rules. That is not a promise."</p> }
    });
    rows.extend(quiet::rows(noted, &read.account));
    let list = (!rows.is_empty()).then(|| view! { <ul class="facts">{rows}</ul> });
    view! {
        {nothing}
        {list}
    }
    .into_any()
}

fn row(fact: &Fact, prefix: &str) -> AnyView {
    let label = fact.kind.label();
    // The sentence often begins with the kind's own name, or with its verb, which stands before it in bold.
    let verb = label.split(' ').next().unwrap_or(label);
    let (label, rest) = match (fact.text.strip_prefix(label), fact.text.strip_prefix(verb)) {
        (Some(rest), _) => (label, rest),
        (None, Some(rest)) if rest.starts_with(' ') => (verb, rest),
        // Or it has a verb of its own: "Copies …".
        _ if is_verb(fact.kind) => fact.text.split_once(' ').unwrap_or((&fact.text, "")),
        _ => (label, fact.text.as_str()),
    };
    one(
        symbol(fact.kind),
        weight(fact.severity),
        label,
        safe_text::prose(rest.trim_start()),
        fact.line,
        prefix,
    )
}

/// Kinds that are named by what is done, which the sentence may say more exactly.
const fn is_verb(kind: FactKind) -> bool {
    use FactKind::{Contacts, Deletes, Installs, Loads, System, Wraps, Writes};
    matches!(kind, Deletes | Writes | Installs | Contacts | Loads | System | Wraps)
}

fn one(
    of: Symbol,
    weight: Option<&'static str>,
    label: &str,
    text: AnyView,
    line: Option<u32>,
    prefix: &str,
) -> AnyView {
    let line = line.map(|line| {
        view! { <a href=format!("#{prefix}{line}")>{format!("line {line}")}</a> }
    });
    view! {
        <li data-weight=weight>
            <Icon of />
            <span>
                <b>{safe_text::prose(label)}</b>
                " "
                {text}
            </span>
            {line}
        </li>
    }
    .into_any()
}

/// Characters that cannot be seen are shown as blocks; here it says so before the command is read.
fn hidden(code: &str, prefix: &str) -> Option<AnyView> {
    let text = SafeText::code(code);
    let marks = text.marks();
    let number = u32::try_from(marks.hidden + marks.control + marks.bidi).unwrap_or(u32::MAX);
    if number == 0 {
        return None;
    }
    let unseen = |segment: &Segment| matches!(segment, Segment::Mark(mark) if matches!(mark.kind, MarkKind::Hidden | MarkKind::Control | MarkKind::Bidi));
    let line = text.lines().iter().find(|line| line.segments.iter().any(unseen)).map(|l| l.number);
    let line = line.and_then(|line| u32::try_from(line).ok());
    let words = format!("{}, shown as blocks", counted(number, "character", "characters"));
    Some(one(Symbol::Eye, Some("note"), "Hidden", words.into_any(), line, prefix))
}

const fn weight(severity: Severity) -> Option<&'static str> {
    match severity {
        Severity::High => Some("high"),
        Severity::Note => Some("note"),
        Severity::Info => None,
    }
}

const fn symbol(kind: FactKind) -> Symbol {
    match kind {
        FactKind::Deletes => Symbol::Trash,
        FactKind::Writes => Symbol::Edit,
        FactKind::Installs => Symbol::Plus,
        FactKind::Contacts => Symbol::Network,
        FactKind::Elevated => Symbol::Shield,
        FactKind::PipesToShell | FactKind::Wraps => Symbol::Command,
        FactKind::Decodes | FactKind::Loads => Symbol::Turn,
        FactKind::Hides => Symbol::Eye,
        FactKind::System => Symbol::Sliders,
        FactKind::Secrets | FactKind::GivenSecret => Symbol::Key,
        FactKind::Unreadable => Symbol::Unknown,
    }
}
