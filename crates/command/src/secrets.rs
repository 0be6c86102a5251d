//! What a proposal is given of its desktop's secrets.

use domain::action::{Fact, FactKind, Proposal, Severity};

/// A fact for each secret that it is given, and one more for those that its arguments hold.
pub(crate) fn given(proposal: &Proposal) -> Vec<Fact> {
    let fact = |text: String| Fact {
        kind: FactKind::GivenSecret,
        text,
        severity: Severity::Note,
        line: None,
        word: None,
    };
    let shown = proposal.secrets_in_arguments();
    let given = proposal.secrets().into_iter().map(|name| {
        // Linux and macOS show every account the arguments of every process.
        let visible = if shown.contains(name) {
            "; as an argument, other accounts there can read it in the list of processes"
        } else {
            ""
        };
        fact(format!("The secret {name} of its desktop, filled in when it runs{visible}"))
    });
    given.collect()
}
