//! What would come of the task as it is written now: below its content, and beside the form.

use crate::parts::{
    banner::{Banner, Tone},
    command_block::{CommandLines, size_text},
    facts::{Account, Read, fact_list},
    icon::{Icon, Symbol},
    properties::FactGroup,
    risk::Risk,
    safe_text,
};
use domain::{
    TaskType,
    approval::Risk as Level,
    display::SafeText,
    policy::Level as Answer,
    wire::{CreateTask, DesktopItem},
};
use leptos::prelude::*;
use service::{Answers, Said, TaskForeseen};

/// What the ids of the lines in the preview begin with.
const PREFIX: &str = "line-";

/// A task that is still being written, and what would come of it.
#[derive(Clone, Debug)]
pub(super) struct Written {
    /// What would be sent.
    pub(super) wanted: CreateTask,
    /// Its desktop, if there is one.
    pub(super) desktop: Option<DesktopItem>,
    /// What would come of it.
    pub(super) foreseen: TaskForeseen,
    /// Whether the form leaves its type and its stops as they are. Else the styles follow what is chosen there.
    pub(super) fixed: bool,
}

impl Written {
    fn is_command(&self) -> bool {
        self.wanted.kind == TaskType::Command
    }

    /// What is only so while something is chosen; with a fixed form only when it is so.
    fn only(&self, when: &'static str, holds: bool, words: AnyView) -> Option<AnyView> {
        match (self.fixed, holds) {
            (true, false) => None,
            (true, true) => Some(view! { <span>{words}</span> }.into_any()),
            (false, _) => Some(view! { <span data-when=when>{words}</span> }.into_any()),
        }
    }

    fn account(&self) -> Account {
        let system = self.desktop.as_ref().and_then(|desktop| desktop.system.as_ref());
        Account {
            name: system.map(|system| system.user.clone()).unwrap_or_default(),
            windows: system.map(|system| system.os == "windows"),
        }
    }
}

/// Below the content: how long it is, what in it cannot be seen, why it would be refused, and how it will be shown to
/// whoever decides about it.
pub(super) fn below(written: &Written) -> AnyView {
    let (content, command) = (&written.wanted.content, written.is_command());
    let text = SafeText::code(content);
    let marks = text.marks();
    let unseen = marks.hidden + marks.control + marks.bidi;
    let size = (!content.is_empty()).then(|| {
        let size = size_text(text.line_count(), text.bytes());
        view! { <b>{size}</b> ". " }
    });
    let hidden = (unseen > 0).then(|| {
        let words = match unseen {
            1 => "1 character cannot be seen. Below it is shown as a block.".to_owned(),
            many => format!("{many} characters cannot be seen. Below they are shown as blocks."),
        };
        view! { <p class="field-error">{words}</p> }
    });
    let refused = written.foreseen.refused.as_ref().map(|refusal| {
        let (title, detail) = (refusal.title(), refusal.detail());
        view! {
            <Banner tone=Tone::Stop boxed=true>
                <strong>"This would be refused. " {safe_text::prose(&title)}</strong>
                " "
                {safe_text::prose(&detail)}
            </Banner>
        }
    });
    // On a narrow window what was read stands below the form.
    let said = summary(written);
    let further = (!said.is_empty()).then(|| {
        view! {
            <a class="narrow-only" href="#foreseen">
                {said}
            </a>
        }
    });
    let facts = written.foreseen.read.as_ref().map(|(noted, _)| noted.facts.clone());
    let preview = (!content.trim().is_empty()).then(|| {
        let lines = view! {
            <div class="command-body" tabindex="0" role="region" aria-label="As it will be shown">
                <CommandLines text prefix=PREFIX facts=facts.unwrap_or_default() />
            </div>
        };
        // What cannot be seen in the field must not be a click away.
        if unseen > 0 {
            return view! { <div class="action-card preview" id="preview-open">{lines}</div> }
                .into_any();
        }
        view! {
            <div class="action-card preview" id="preview">
                <details class="fold">
                    <summary>
                        <Icon of=Symbol::Right />
                        "As whoever decides will see it"
                    </summary>
                    {lines}
                </details>
            </div>
        }
        .into_any()
    });
    view! {
        <div class="stack-tight" id="content-looked" data-looked="">
            <span class="field-hint">
                {size}
                {written.only("command", command, "Stored and run byte for byte.".into_any())}
                {written.only("prompt", !command, "The agent gets exactly these words.".into_any())}
            </span>
            {further}
            {hidden}
            {refused}
            {preview}
        </div>
    }
    .into_any()
}

/// Beside the form: what was read, and what the policy says.
pub(super) fn beside(written: &Written) -> AnyView {
    let read = written.foreseen.read.as_ref().map(|(noted, risk)| {
        let list = fact_list(&Read {
            noted: Some(noted.clone()),
            risk: *risk,
            code: &written.wanted.content,
            prefix: PREFIX,
            account: written.account(),
        });
        let level = *risk;
        view! {
            <FactGroup title="Read from the command" when=(!written.fixed).then_some("command")>
                <p class="risk-line">
                    <Risk level full=true />
                    <span class="quiet">"by our own rules"</span>
                </p>
                {list}
            </FactGroup>
        }
    });
    let said = written.foreseen.policy.as_ref().map(|said| policy(written, said));
    view! {
        {read}
        {said}
        <p class="hidden-text" role="status">{summary(written)}</p>
    }
    .into_any()
}

/// What a screen reader is told after a pause.
fn summary(written: &Written) -> String {
    let Some((noted, risk)) = &written.foreseen.read else { return String::new() };
    let risk = match risk {
        Level::Low => "Low",
        Level::Medium => "Medium",
        Level::High => "High",
    };
    match noted.facts.len() {
        0 => format!("{risk} risk. Nothing found by our rules."),
        1 => format!("{risk} risk. 1 thing was read from the command."),
        many => format!("{risk} risk. {many} things were read from the command."),
    }
}

fn policy(written: &Written, said: &Said) -> AnyView {
    let inner = match said {
        Said::Proposed(level, reason) if written.is_command() => proposed(written, *level, reason),
        Said::Answers(answers) => answered(written, answers),
        Said::Proposed(..) => return ().into_any(),
    };
    view! { <FactGroup title="What the policy says">{inner}</FactGroup> }.into_any()
}

/// A command of a person's own is not judged: it asks if its toggle says so. What an agent would be told is worth knowing.
fn proposed(written: &Written, level: Answer, reason: &str) -> AnyView {
    let what = match level {
        Answer::Runs => "would run without asking",
        Answer::Asks => "would ask",
        Answer::Blocked => "would be blocked",
    };
    let weighty = written.foreseen.read.as_ref().is_some_and(|(_, risk)| *risk == Level::High);
    let before = written.wanted.approve_before_run;
    let asks = view! {
        <b>"This will ask."</b>
        " A person reads it before anything runs."
    };
    let runs = view! {
        <b>"This runs without asking,"</b>
        " because a person wrote it and Ask before it runs is off."
        {weighty.then_some(" It is costly to reverse or hides something: let somebody else read it first.")}
    };
    let (asks, runs) = (asks.into_any(), runs.into_any());
    view! {
        <ul class="said-list">
            <li>{written.only("before", before, asks)} {written.only("no-before", !before, runs)}</li>
            <li>
                "The same from an agent " {what} ". "
                <span class="quiet">{safe_text::prose(reason)}</span>
            </li>
        </ul>
    }
    .into_any()
}

/// A prompt changes nothing by itself; what its agent proposes is judged one by one.
fn answered(written: &Written, answers: &Answers) -> AnyView {
    let agent = written.wanted.external_agent.as_ref().or(written.wanted.agent.as_ref());
    let who = match agent {
        Some(name) => safe_text::prose(name),
        None => "its agent".into_any(),
    };
    let word = |level: Answer| match level {
        Answer::Runs => "runs",
        Answer::Asks => "asks",
        Answer::Blocked => "is blocked",
    };
    let rows = [
        ("Only reads", answers.reads),
        ("Changes something", answers.changes),
        ("Costly or hidden", answers.weighty),
        ("Cannot be read", answers.unreadable),
    ];
    let rows = rows.map(|(what, level)| {
        view! {
            <li>
                <span>{what}</span>
                " "
                <b>{word(level)}</b>
            </li>
        }
    });
    let narrower: u32 = answers.narrower.iter().sum();
    let rules = (narrower > 0).then(|| {
        view! {
            <p class="quiet">
                <a href="/settings/mission-control/policy">"Rules about certain commands"</a>
                " say more."
            </p>
        }
    });
    view! {
        <p>"What " {who} " proposes is judged piece by piece."</p>
        <ul class="said-list" data-pairs="">
            {rows.collect_view()}
        </ul>
        {rules}
    }
    .into_any()
}
