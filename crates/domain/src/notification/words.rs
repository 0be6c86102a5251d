//! A message in words, the same for every channel: a line, a text, and the page it leads to.

use super::{Closed, Ended, Message, Request, Waiting};
use crate::{Gate, approval::Risk, display::SafeText};

/// The most desktops and requests that are named.
const NAMED: usize = 20;

/// A message in words. Text from outside has no control, hidden or order-changing character left, and is one line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// One line: a subject, or the first line of a message.
    pub subject: String,
    /// What more there is to say, in lines, without the subject. A channel that formats text keeps what is
    /// [`Line::Theirs`] from being read as its markup.
    pub lines: Vec<Line>,
    /// The address of the page it leads to.
    pub link: String,
}

/// One line of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// In our own words.
    Ours(String),
    /// A word of ours, and text from outside.
    Theirs(&'static str, String),
}

impl Written {
    /// This message in words; `origin` is the address that people use, such as `https://mc.example`.
    pub fn of(message: &Message, origin: &str) -> Self {
        let (subject, lines) = match message {
            Message::Waiting(waiting) => waiting_words(waiting),
            Message::Closed(closed) => closed_words(closed),
            Message::Code(code) => (
                "Your code for Mission Control".to_owned(),
                vec![
                    Line::Ours(format!("Your code is {code}. It counts for 15 minutes.")),
                    Line::Ours("Enter it in Profile, where you gave this address.".to_owned()),
                    Line::Ours(
                        "If that was not you, do nothing: without the code nothing is sent here."
                            .to_owned(),
                    ),
                ],
            ),
            Message::Test => (
                "A test from Mission Control".to_owned(),
                vec![Line::Ours("Notifications arrive here.".to_owned())],
            ),
        };
        let link = format!("{}{}", origin.trim_end_matches('/'), message.path());
        Self { subject, lines, link }
    }

    /// The whole text, for a channel that shows it as it is.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            match line {
                Line::Ours(words) => text.push_str(words),
                Line::Theirs(word, theirs) => {
                    text.push_str(&format!("{word}: {}", unlinked(theirs)));
                }
            }
            text.push('\n');
        }
        text.push_str(&format!(
            "\n{}\n\nThe link opens the page. It decides nothing.\n",
            self.link
        ));
        text
    }
}

fn line(text: &str) -> String {
    SafeText::prose(text).to_plain_line()
}

/// Text from outside that no mail program makes a link of.
fn unlinked(text: &str) -> String {
    text.replace("://", ":/ /")
}

fn requests(count: usize) -> String {
    if count == 1 { "1 request".to_owned() } else { format!("{count} requests") }
}

const fn gate(gate: Gate) -> &'static str {
    match gate {
        Gate::BeforeRun => "A task wants to run",
        Gate::Action => "An action wants to run",
        Gate::AfterRun => "A result waits",
    }
}

fn waiting_words(waiting: &Waiting) -> (String, Vec<Line>) {
    let again = if waiting.again { "Reminder: " } else { "" };
    let risk = waiting.risk.as_str();
    let (subject, mut lines) = match &waiting.one {
        Some(one) => one_words(one, again, waiting.risk),
        None => {
            let count = requests(waiting.approvals.len());
            let subject = format!("{again}{count} wait for a decision, the highest risk is {risk}");
            (subject, group_words(waiting))
        }
    };
    let told = u32::try_from(waiting.approvals.len()).unwrap_or(u32::MAX);
    if waiting.in_all > told {
        lines.push(Line::Ours(format!("In all {} wait.", requests(waiting.in_all as usize))));
    }
    (subject, lines)
}

fn one_words(one: &Request, again: &str, risk: Risk) -> (String, Vec<Line>) {
    let desktop = line(&one.desktop);
    let subject = format!(
        "{again}{} on {desktop}, {} risk: MC-{}",
        gate(one.gate),
        risk.as_str(),
        one.number
    );
    let mut lines = vec![
        Line::Theirs("Title", line(&one.title)),
        Line::Theirs("Desktop", desktop),
        Line::Theirs("Asked by", line(&one.by)),
        Line::Ours(format!("Asked at {}.", one.asked_at.date_clock_utc())),
    ];
    if let Some(end) = one.decide_by {
        lines.push(Line::Ours(format!("Time is up at {}.", end.date_clock_utc())));
    }
    (subject, lines)
}

fn group_words(waiting: &Waiting) -> Vec<Line> {
    let mut lines: Vec<Line> = waiting
        .gates
        .iter()
        .map(|(gate, count)| Line::Ours(format!("{}: {count}", gate.label())))
        .collect();
    for (desktop, count) in waiting.desktops.iter().take(NAMED) {
        lines.push(Line::Theirs("On", format!("{} ({count})", line(desktop))));
    }
    if let Some(more) = waiting.desktops.len().checked_sub(NAMED).filter(|more| *more > 0) {
        lines.push(Line::Ours(format!("and {more} more desktops")));
    }
    lines
}

fn closed_words(closed: &Closed) -> (String, Vec<Line>) {
    let subject = match closed.ended.as_slice() {
        [one] => format!("MC-{} {}", one.number, ended(one)),
        many => format!("{} do not wait any more", requests(many.len())),
    };
    let mut lines = Vec::new();
    for one in closed.ended.iter().take(NAMED) {
        lines.push(Line::Theirs("On", line(&one.desktop)));
        lines.push(Line::Ours(format!(
            "MC-{} {}, at {}.",
            one.number,
            ended(one),
            one.at.date_clock_utc()
        )));
    }
    if closed.ended.len() > NAMED {
        lines.push(Line::Ours(format!("and {} more", closed.ended.len() - NAMED)));
    }
    lines.push(Line::Ours(match closed.in_all {
        0 => "Nothing waits.".to_owned(),
        1 => "1 request still waits.".to_owned(),
        many => format!("{many} requests still wait."),
    }));
    (subject, lines)
}

fn ended(one: &Ended) -> String {
    let state = match one.state {
        "expired" => "was not decided in time",
        "withdrawn" => "was taken back",
        "superseded" => "was replaced by a newer one",
        "approved" | "revoked" | "lapsed" => "was approved",
        "rejected" => "was rejected",
        other => return format!("is {other}"),
    };
    match &one.by {
        Some(by) => format!("{state} by {}", line(by)),
        None => state.to_owned(),
    }
}
