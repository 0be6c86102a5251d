//! The command on a card that waits: all of it, as it is, and what changed in it.

use super::{action, card, in_pane, in_thread, says};
use domain::{
    Digest,
    action::{Expected, Interpreter, Operand, Seen},
    approval::Reason,
    wire::Action,
};

#[test]
fn a8_a_command_of_400_lines_is_complete_in_the_page() {
    let script = (1..=400).fold(String::new(), |text, line| text + &format!("echo {line}\n"));
    let bytes = script.len();
    let mut long = action("pending");
    long.script = Some(script);
    let html = in_thread(card(long.clone()));
    for line in 1..=400 {
        assert!(html.contains(&format!("<li id=\"ac_2-line-{line}\"><code>echo {line}")), "{line}");
    }
    let size = format!("400 lines · {} bytes", bytes_text(bytes));
    says(&html, &[&size, "Show all 400 lines", "390 more below"]);
    assert!(html.contains("tabindex=\"0\" role=\"region\""), "the keyboard reaches it: {html}");
    let folds = html.split("command-more\"").nth(1).expect("a fold");
    assert!(!folds.split("</label>").next().expect("an end").contains("name="), "it is not sent");
    assert!(!in_pane(card(long)).contains("command-more"), "on its own page it is open");
}

fn bytes_text(bytes: usize) -> String {
    app::parts::count::grouped(bytes)
}

#[test]
fn what_changed_since_a_rejected_attempt_is_marked_word_by_word() {
    let mut again = card(action("pending"));
    let mut before = super::rejected(Reason::WrongFix, "Leave BITS running.");
    before.attempt = 1;
    before.script = Some("Stop-Service wuauserv, bits\nRemove-Item $cache -Recurse\n".into());
    before.run_as = "guest".into();
    again.previous = Some(before);
    let html = in_thread(again);
    says(&html, &["Changed since attempt 1", "Wrong fix", "Runs as: guest"]);
    assert!(html.contains("<del>, bits"), "{html}");
    let changed = html.split("class=\"word-diff\"").nth(1).expect("a diff");
    assert!(!changed.split("</p>").next().expect("an end").contains("Remove-Item"), "{changed}");
    let mut revised = card(action("pending"));
    revised.action.revision = 2;
    revised.previous = Some(Action { revision: 1, ..action("superseded") });
    says(
        &in_thread(revised),
        &["attempt 2, revision 2", "Changed since revision 1", "The command itself is the same."],
    );
}

#[test]
fn t14_the_files_that_a_command_runs_stand_below_it_and_are_read_before_it_is_approved() {
    let digest = Digest::of(b"echo 1\necho 2\n");
    let file =
        |text: Option<&str>| Seen::File { digest, bytes: 14_000, text: text.map(str::to_owned) };
    let show = |seen: Seen, state: &str| {
        let mut runs = action(state);
        runs.operands = vec![Operand { path: "./fix\u{202e}.sh".into(), seen, salt: None }];
        in_pane(card(runs))
    };
    let html = show(file(Some("echo 1\necho 2\n")), "pending");
    says(&html, &["./fix", "RECEPTION-02 found it", "2 lines · 14 bytes", &digest.short()]);
    let command = html.find("id=\"ac_2-line-2\"").expect("the command's last line");
    let last = html.find("id=\"ac_2-file-1-line-2\"").expect("the file's last line");
    assert!(command < last, "what is read last is the file's end");
    says(&show(file(None), "pending"), &["14,000 bytes on RECEPTION-02, not shown"]);
    says(&show(Seen::Missing, "pending"), &["RECEPTION-02 has no such file now."]);
    let why = Seen::Unknown { why: "It is not a file.".into() };
    says(&show(why, "pending"), &["Not part of what you approve.", "It is not a file."]);
    says(&show(Seen::NotYet, "pending"), &["has not looked at it yet", "asked again"]);
    says(&show(Seen::NotYet, "succeeded"), &["had not looked at it"]);
}

#[test]
fn arguments_stand_one_on_each_line_whatever_is_in_them() {
    let mut exec = action("pending");
    exec.interpreter = Interpreter::Exec;
    exec.script = None;
    exec.argv = Some(vec!["rm".into(), "-rf\n/".into(), String::new(), "a b".into()]);
    exec.facts.clear();
    let html = in_thread(card(exec));
    says(
        &html,
        &["No shell reads it. Each line is one argument.", "4 lines", "(empty)", "line feed"],
    );
    assert_eq!(
        html.matches("<li id=\"ac_2-line-").count(),
        4,
        "a line feed makes no argument: {html}"
    );
    says(html.split("id=\"ac_2-line-4\"").nth(1).expect("the fourth"), &["a b"]);
}

#[test]
fn characters_that_cannot_be_seen_show_in_every_field() {
    let bad = "a\u{200b}b\u{202e}c";
    let mut hostile = action("pending");
    let fields: [&mut String; 7] = [
        &mut hostile.description,
        &mut hostile.run_as,
        &mut hostile.desktop.name,
        &mut hostile.desktop.id,
        &mut hostile.requested_by.name,
        &mut hostile.policy.reason,
        &mut hostile.facts[0].text,
    ];
    for field in fields {
        *field = format!("<script>{bad}");
    }
    hostile.script = Some(format!("echo <script>{bad}"));
    hostile.cwd = Some(format!("/{bad}"));
    hostile.desktop.group = Some(bad.into());
    hostile.expected = Some(Expected::Text(bad.into()));
    hostile.env.insert(bad.into(), bad.into());
    hostile.policy.rule_id = Some(bad.into());
    let mut before = hostile.clone();
    before.state = "rejected".into();
    before.script = Some(format!("echo {bad} before"));
    let mut both = card(hostile);
    both.previous = Some(before);
    let html = in_thread(both);
    for raw in ['\u{200b}', '\u{202e}'] {
        assert!(!html.contains(raw), "{raw:?} in {html}");
    }
    assert!(!html.contains("<script"), "{html}");
    let blocks = html.matches("\\u{200B}").count();
    assert!(blocks >= 13, "each field shows it: {blocks} in {html}");
    says(&html, &["Hidden 2 characters, shown as blocks"]);
}
