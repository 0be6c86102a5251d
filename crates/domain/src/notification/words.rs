//! A message in words, the same for every channel: a line, a text, and the page it leads to.

use super::{Closed, Ended, Message, Request, Waiting};
use crate::{Gate, approval::Risk, display::SafeText};

/// The most desktops and requests that are named.
const NAMED: usize = 20;
/// What every message ends with.
const NO_MORE: &str = "The link opens the page. It decides nothing.";

/// A message in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// A subject, or the first line of a message.
    pub subject: Line,
    /// What more there is to say.
    pub lines: Vec<Line>,
    /// The address of the page it leads to.
    pub link: String,
}

/// One line: it never holds a line break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Piece>);

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In our own words.
    Ours(String),
    /// Text from outside, without control, hidden or order-changing characters. A channel that formats text must keep it
    /// from being read as markup.
    Theirs(String),
}

impl Line {
    fn ours(words: impl Into<String>) -> Self {
        Self(vec![Piece::Ours(words.into())])
    }

    fn and(mut self, words: impl Into<String>) -> Self {
        self.0.push(Piece::Ours(words.into()));
        self
    }

    fn theirs(mut self, text: &str) -> Self {
        self.0.push(Piece::Theirs(SafeText::prose(text).to_plain_line()));
        self
    }

    /// The line for a channel that shows text as it is. Nothing from outside becomes a link there.
    pub fn plain(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Ours(words) => words.clone(),
            Piece::Theirs(text) => text.replace("://", ":/ /"),
        };
        self.0.iter().map(piece).collect()
    }
}

impl Written {
    /// This message in words; `origin` is the address that people use, such as `https://mc.example`.
    pub fn of(message: &Message, origin: &str) -> Self {
        let (subject, lines) = match message {
            Message::Waiting(waiting) => waiting_words(waiting),
            Message::Closed(closed) => closed_words(closed),
            Message::Code(code) => code_words(code),
            Message::Test => {
                let lines = vec![Line::ours("Notifications of Mission Control arrive here.")];
                (Line::ours("A test from Mission Control"), lines)
            }
        };
        let link = format!("{}{}", origin.trim_end_matches('/'), message.path());
        Self { subject, lines, link }
    }

    /// All of it but the subject, for a channel that shows text as it is.
    pub fn text(&self) -> String {
        let lines: String = self.lines.iter().map(|line| line.plain() + "\n").collect();
        format!("{lines}\n{}\n\n{NO_MORE}\n", self.link)
    }
}

fn code_words(code: &str) -> (Line, Vec<Line>) {
    let lines = vec![
        Line::ours(format!("Your code is {code}. It counts for 15 minutes.")),
        Line::ours("Enter it in Profile, where you gave this address."),
        Line::ours("If that was not you, do nothing: without the code nothing is sent here."),
    ];
    (Line::ours("Your code for Mission Control"), lines)
}

fn requests(count: usize) -> String {
    if count == 1 { "1 request".to_owned() } else { format!("{count} requests") }
}

fn waiting_words(waiting: &Waiting) -> (Line, Vec<Line>) {
    let again = if waiting.again { "Reminder: " } else { "" };
    let told = waiting.approvals.len();
    let (subject, mut lines) = if let Some(one) = &waiting.one {
        one_words(one, again, waiting.risk)
    } else {
        let (count, risk) = (requests(told), waiting.risk.as_str());
        let subject = format!("{again}{count} wait for a decision, the highest risk is {risk}");
        (Line::ours(subject), group_words(waiting))
    };
    if waiting.in_all as usize > told {
        lines.push(Line::ours(format!("In all {} wait.", requests(waiting.in_all as usize))));
    }
    (subject, lines)
}

fn one_words(one: &Request, again: &str, risk: Risk) -> (Line, Vec<Line>) {
    let what = match one.gate {
        Gate::BeforeRun => "A task wants to run on ",
        Gate::Action => "An action wants to run on ",
        Gate::AfterRun => "A result waits from ",
    };
    let subject = Line::ours(format!("{again}{what}")).theirs(&one.desktop).and(format!(
        ", {} risk: MC-{}",
        risk.as_str(),
        one.number
    ));
    let mut lines = vec![
        Line::ours("Title: ").theirs(&one.title),
        Line::ours("Desktop: ").theirs(&one.desktop),
        Line::ours("Asked by: ").theirs(&one.by),
        Line::ours(format!("Asked at {}.", one.asked_at.date_clock_utc())),
    ];
    if let Some(end) = one.decide_by {
        lines.push(Line::ours(format!("Time is up at {}.", end.date_clock_utc())));
    }
    (subject, lines)
}

fn group_words(waiting: &Waiting) -> Vec<Line> {
    let gate = |(gate, count): &(Gate, u32)| Line::ours(format!("{}: {count}", gate.label()));
    let mut lines: Vec<Line> = waiting.gates.iter().map(gate).collect();
    for (desktop, count) in waiting.desktops.iter().take(NAMED) {
        lines.push(Line::ours("On ").theirs(desktop).and(format!(": {count}")));
    }
    if waiting.desktops.len() > NAMED {
        let more = waiting.desktops.len() - NAMED;
        lines.push(Line::ours(format!("And on {more} more.")));
    }
    lines
}

fn closed_words(closed: &Closed) -> (Line, Vec<Line>) {
    let subject = match closed.ended.as_slice() {
        [one] => ended(one),
        many => Line::ours(format!("{} do not wait any more", requests(many.len()))),
    };
    let mut lines: Vec<Line> = closed
        .ended
        .iter()
        .take(NAMED)
        .map(|one| {
            let at = format!(", at {}.", one.at.date_clock_utc());
            ended(one).and(", on ").theirs(&one.desktop).and(at)
        })
        .collect();
    if closed.ended.len() > NAMED {
        lines.push(Line::ours(format!("And {} more.", closed.ended.len() - NAMED)));
    }
    lines.push(Line::ours(match closed.in_all {
        0 => "Nothing waits.".to_owned(),
        1 => "1 request still waits.".to_owned(),
        many => format!("{many} requests still wait."),
    }));
    (subject, lines)
}

fn ended(one: &Ended) -> Line {
    let state = match one.state {
        "expired" => "was not decided in time",
        "withdrawn" => "was taken back",
        "superseded" => "was replaced by a newer one",
        "rejected" => "was rejected",
        // A yes that was not used, or was taken back, was one.
        _ => "was approved",
    };
    let line = Line::ours(format!("MC-{} {state}", one.number));
    match &one.by {
        Some(by) => line.and(" by ").theirs(by),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ApprovalId, Timestamp};

    fn one(title: &str, desktop: &str) -> Message {
        let request = Request {
            approval: ApprovalId::new("ap_1"),
            number: 12,
            title: title.to_owned(),
            desktop: desktop.to_owned(),
            by: "Fern".to_owned(),
            gate: Gate::Action,
            asked_at: Timestamp(1_763_820_000_000_000),
            decide_by: None,
        };
        Message::Waiting(Waiting {
            approvals: vec![request.approval.clone()],
            in_all: 3,
            again: false,
            risk: Risk::High,
            gates: vec![(Gate::Action, 1)],
            desktops: vec![(desktop.to_owned(), 1)],
            first: Box::new(request.clone()),
            one: Some(request),
        })
    }

    #[test]
    fn one_request_is_named_and_leads_to_its_page() {
        let written = Written::of(&one("Restart nginx", "web-1"), "https://mc.example/");
        assert_eq!(written.subject.plain(), "An action wants to run on web-1, high risk: MC-12");
        assert_eq!(written.link, "https://mc.example/approvals/ap_1");
        let text = written.text();
        assert!(
            text.starts_with("Title: Restart nginx\nDesktop: web-1\nAsked by: Fern\n"),
            "{text}"
        );
        assert!(text.contains("In all 3 requests wait.\n"), "{text}");
        assert!(text.contains("\nhttps://mc.example/approvals/ap_1\n"), "{text}");
    }

    #[test]
    fn nothing_from_outside_breaks_a_line_hides_or_links() {
        let title = "a\r\nBcc: eve@example.com\n\nhttps://evil.example \u{202E}x\u{200B}";
        let written = Written::of(&one(title, "web\r\n1"), "https://mc.example");
        let lines = written.lines.iter().chain([&written.subject]);
        for line in lines.map(Line::plain) {
            assert!(!line.contains(char::is_control), "{line:?}");
            assert!(!line.contains(['\u{202E}', '\u{200B}']), "{line:?}");
        }
        assert_eq!(written.text().matches("://").count(), 1, "{}", written.text());
    }

    #[test]
    fn several_are_counted_and_none_is_named() {
        let Message::Waiting(mut waiting) = one("Restart nginx", "web-1") else { unreachable!() };
        waiting.approvals = (0..12).map(|n| ApprovalId::new(format!("ap_{n}"))).collect();
        (waiting.one, waiting.in_all) = (None, 12);
        waiting.desktops = (0..22).map(|n| (format!("web-{n}"), 1)).collect();
        let written = Written::of(&Message::Waiting(waiting), "https://mc.example");
        let subject = "12 requests wait for a decision, the highest risk is high";
        assert_eq!(written.subject.plain(), subject);
        assert_eq!(written.link, "https://mc.example/approvals");
        let text = written.text();
        assert!(!text.contains("nginx") && !text.contains("In all"), "{text}");
        assert!(
            text.contains("Action: 1\nOn web-0: 1\n") && text.contains("And on 2 more."),
            "{text}"
        );
    }
}
