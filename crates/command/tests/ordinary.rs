//! Ordinary commands have to be read in full: a reader that refuses them would make everything ask.

use command::read;
use domain::action::{Code, Interpreter};

#[test]
fn t18_ordinary_commands_are_read_in_full() {
    let table = include_str!("ordinary.txt");
    let mut refused = Vec::new();
    let mut count = 0;
    for line in table.lines() {
        let (interpreter, code) = line.split_once(' ').unwrap();
        let interpreter = Interpreter::parse(interpreter).unwrap();
        // The table keeps each on one line; single quotes keep `\n` for awk and printf.
        let code = if code.contains("EOF") || code.contains("set -e") || code.contains('`') {
            code.replace("\\n", "\n")
        } else {
            code.to_owned()
        };
        let reading = read(interpreter, &Code::Script(code.clone()));
        count += 1;
        if reading.parts.is_none() {
            refused.push(format!("{code}\n    {:?}", reading.facts));
        }
    }
    assert!(count >= 120, "{count}");
    assert!(refused.is_empty(), "not read:\n{}", refused.join("\n"));
}
