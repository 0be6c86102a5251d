//! More rights than the account has.

use crate::{facts::Facts, simple::Simple};
use domain::action::{FactKind, Severity};

pub(super) fn find(simple: &Simple, name: &str, facts: &mut Facts) {
    let user = ["-u", "--user"].iter().find_map(|option| {
        let args = simple.args();
        let place = args.iter().position(|arg| arg == option)?;
        args.get(place + 1).map(|user| (*user).to_owned())
    });
    let text = match name {
        "sudo" | "doas" | "pkexec" | "gsudo" | "runuser" => {
            format!("Runs as {} through {name}", user.as_deref().unwrap_or("root"))
        }
        "su" => {
            let words = simple.operands("sg");
            let code =
                simple.args().iter().position(|arg| arg.starts_with('-') && arg.ends_with('c'));
            let code = code.and_then(|place| simple.args().get(place + 1).copied());
            let user = words.into_iter().find(|word| *word != "-" && Some(*word) != code);
            format!("Runs as {} through su", user.unwrap_or("root"))
        }
        "runas" => "Runs as another account through runas".to_owned(),
        "start-process"
            if simple
                .value_of("verb")
                .and_then(|verb| verb.literal())
                .is_some_and(|verb| verb.eq_ignore_ascii_case("runas")) =>
        {
            "Runs as administrator through Start-Process".to_owned()
        }
        _ => return,
    };
    facts.add(FactKind::Elevated, Severity::High, simple.line, &text);
}
