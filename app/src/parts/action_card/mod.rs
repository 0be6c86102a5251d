//! The card of one action, in its fixed order: who asks, where, what we read in it, what changed, the command and the files
//! it runs, what the agent says, what the policy says. The decision stands below it, or what became of it above it.

mod changed;
mod claim;
mod code;
mod deed;
mod live;
mod operands;
mod outcome;
mod policy;
mod result;
mod said;
mod ways;
mod whole;

pub use live::PIECES;
pub use said::Said;
pub use whole::{ActionCardWhole, Deciding, can_be_edited, edit_way};

use super::{
    age::{Moment, Precision, duration_text},
    avatar::Avatar,
    facts::{Account, Read, facts},
    icon::{Icon, Symbol},
    request::place,
    safe_text,
    target::Target,
};
use domain::{
    Party, PartyKind, Timestamp,
    action::{FactKind, Noted},
    log::LogChunk,
    wire::{Action, DesktopItem},
};
use leptos::prelude::*;

/// What approving does while the desktop is away.
const OFFLINE: &str =
    "You can approve now. It runs when the desktop is back, within an hour, or not at all.";

/// An action and what one needs to know to decide it.
#[derive(Clone, Debug)]
pub struct ActionCard {
    /// The action.
    pub action: Action,
    /// What it takes the place of: the revision before it, or the rejected attempt.
    pub previous: Option<Action>,
    /// The address of the card that took its place.
    pub next: Option<String>,
    /// The person who changed it into that one; none when its agent did.
    pub changed_by: Option<Party>,
    /// Its desktop, unless it was removed.
    pub desktop: Option<DesktopItem>,
    /// The number of its task, which names its directory when it asks for no other.
    pub task_number: i64,
    /// A hands-on way to its desktop.
    pub remote_access: Option<String>,
    /// The checklist as it was ticked.
    pub checklist: Option<[bool; 5]>,
    /// Whether this person may decide, take a yes back, and close an unknown outcome.
    pub may_decide: bool,
    /// Whether this person may ask the agent for it again: while its agent still works.
    pub may_ask: bool,
    /// The end of what it has written so far, where the page follows it while it runs.
    pub output: Option<Vec<LogChunk>>,
    /// When the page was made.
    pub now: Timestamp,
}

impl ActionCard {
    /// Whether a person is still asked.
    pub fn waits(&self) -> bool {
        self.action.state == "pending"
    }

    /// The element's id: the same while it waits and afterwards, so that an open page changes in place.
    pub fn id(&self) -> String {
        card_id(&self.action)
    }

    fn agent(&self) -> AnyView {
        safe_text::prose(&self.action.requested_by.name)
    }

    fn target(&self) -> AnyView {
        safe_text::prose(&self.action.desktop.name)
    }

    /// Whether its agent does it itself: what is shown is what the agent disclosed.
    fn own(&self) -> bool {
        self.action.is_its_agents_own()
    }

    /// Who runs it: what the answer holds for.
    fn run_by(&self) -> String {
        match (&self.action.tool, self.own()) {
            (Some(tool), true) => {
                format!("{} itself, with its tool {}", self.action.requested_by.name, tool.name)
            }
            (None, true) => format!("{} itself", self.action.requested_by.name),
            (_, false) => "Mission Control".to_owned(),
        }
    }

    /// What reads it: a shell, or the agent's tool.
    fn reader(&self) -> AnyView {
        match &self.action.tool {
            Some(tool) => safe_text::prose(&tool.name),
            None => self.action.interpreter.label().into_any(),
        }
    }

    /// Where it is and as whom it runs. All of it is in the digest.
    fn target_facts(&self) -> Vec<(&'static str, String, bool)> {
        let action = &self.action;
        let mut facts = vec![("Run by", self.run_by(), false)];
        if !self.own() {
            facts.push(("Shell", action.interpreter.label().to_owned(), false));
            facts.push(("Runs as", action.run_as.clone(), true));
        }
        let desktop = self.desktop.as_ref();
        if self.own() {
            facts.extend(action.cwd.clone().map(|directory| ("In", directory, true)));
        } else if let Some(directory) = place(action.cwd.as_deref(), self.task_number, desktop) {
            facts.push(("In", directory, true));
        }
        let limit = duration_text(i64::from(action.timeout_seconds) * 1_000_000);
        facts.push(("At most", limit, false));
        if let Some(group) = &action.desktop.group {
            facts.push(("Group", group.clone(), false));
        }
        // The name tells people which machine it is; the id only tells that it is no other of the same name.
        facts.push(("Id", action.desktop.id.clone(), true));
        facts
    }
}

/// The id of an action's card.
pub fn card_id(action: &Action) -> String {
    format!("card-{}", action.approval_id.as_deref().unwrap_or(&action.id))
}

/// The sections of a card. While it waits all of them are open; afterwards what was decided comes first, and among
/// messages the rest is folded.
#[component]
pub fn ActionSections(
    /// The action.
    card: ActionCard,
    /// Among the messages of a thread: a long command is folded, and so is what was decided.
    #[prop(optional)]
    inline: bool,
    /// The decision of one that waits. It stays at the lower edge of the window, and does not rise above the command.
    #[prop(optional_no_strip)]
    answer: Option<AnyView>,
) -> impl IntoView {
    if card.waits() {
        let offline = if card.own() { "" } else { OFFLINE };
        return view! {
            {asks(&card)}
            {target(&card, offline)}
            {read(&card)}
            <div class="card-rest">
                {changed::section(&card)}
                {code::section(&card, inline)}
                {operands::section(&card, inline)}
                {claim::section(&card)}
                {policy::section(&card)}
                {answer}
            </div>
        }
        .into_any();
    }
    let checklist = card.checklist.map(|lines| view! { <super::checklist::TickedLines lines /> });
    if inline {
        return view! {
            {outcome::head(&card)}
            {outcome::section(&card)}
            {live::section(&card)}
            {code::folded(&card)}
            {claim::folded(&card)}
            {checklist}
            {result::section(&card)}
        }
        .into_any();
    }
    view! {
        {outcome::head(&card)}
        {outcome::section(&card)}
        {live::section(&card)}
        {target(&card, "")}
        {read(&card)}
        {changed::section(&card)}
        {code::section(&card, false)}
        {operands::section(&card, false)}
        {claim::section(&card)}
        {policy::section(&card)}
        {checklist}
        {result::section(&card)}
    }
    .into_any()
}

/// Who asks, when, and which try it is.
fn asks(card: &ActionCard) -> AnyView {
    let action = &card.action;
    let agent = action.requested_by.kind != PartyKind::Person;
    view! {
        <header>
            <Icon of=Symbol::Gate />
            " "
            <span>"Technician approval required"</span>
            <span class="action-card-meta">
                <span class="who">
                    <Avatar name=action.requested_by.name.clone() agent />
                    {card.agent()}
                </span>
                " asks · "
                <Moment at=action.proposed_at now=card.now precision=Precision::Second />
                " · "
                {place_words(action)}
                {edited(action)}
                {until(action)}
            </span>
        </header>
    }
    .into_any()
}

/// `attempt 2`, or `attempt 2, revision 3` once it was changed.
fn place_words(action: &Action) -> String {
    let attempt = format!("attempt {}", action.attempt);
    if action.revision > 1 { format!("{attempt}, revision {}", action.revision) } else { attempt }
}

/// Both names: its agent asks, and a person wrote what would run.
fn edited(action: &Action) -> Option<AnyView> {
    let by = action.edited_by.as_ref()?;
    Some(view! { " · edited by " <strong>{safe_text::prose(&by.name)}</strong> }.into_any())
}

/// A deadline always says UTC.
fn until(action: &Action) -> Option<String> {
    action.decide_by.map(|end| format!(" · decide by {}", end.date_clock_utc()))
}

fn target(card: &ActionCard, offline_note: &'static str) -> AnyView {
    let last_seen = card.desktop.as_ref().and_then(|desktop| desktop.last_seen_at);
    view! {
        <Target
            desktop=card.action.desktop.clone()
            last_seen=last_seen.map(|at| (at, card.now))
            facts=card.target_facts()
            offline_note
        />
    }
    .into_any()
}

fn read(card: &ActionCard) -> AnyView {
    let action = &card.action;
    let unread = action.facts.iter().any(|fact| fact.kind == FactKind::Unreadable);
    let whole = !unread && action.operands.is_empty() && action.env.is_empty();
    let system = card.desktop.as_ref().and_then(|desktop| desktop.system.as_ref());
    facts(&Read {
        noted: Some(Noted { facts: action.facts.clone(), whole }),
        risk: action.risk,
        code: &action.code(),
        prefix: &code::prefix(action),
        account: Account {
            // Whom the agent itself runs as is not known here.
            name: if card.own() { String::new() } else { action.run_as.clone() },
            windows: system.map(|system| system.os == "windows"),
        },
    })
}
