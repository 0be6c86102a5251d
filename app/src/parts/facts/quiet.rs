//! What can be said where our rules found nothing to worry about, and only where all of the command could be read. It
//! never lowers the risk.

use super::one;
use crate::parts::{icon::Symbol, safe_text};
use domain::action::{FactKind, Noted};
use leptos::prelude::*;

/// The account that a command would run as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Its name, as its desktop says; empty while that is not known.
    pub name: String,
    /// Whether its desktop runs Windows, where a name does not tell what an account may do; none while that is not known.
    pub windows: Option<bool>,
}

impl Account {
    /// Whether it may do anything on its machine; none where its name does not tell.
    fn is_master(&self) -> Option<bool> {
        let name = self.name.rsplit('\\').next().unwrap_or_default();
        if name.is_empty() {
            return None;
        }
        if !self.windows? {
            return Some(name == "root");
        }
        let all = ["SYSTEM", "Administrator"];
        all.iter().any(|all| name.eq_ignore_ascii_case(all)).then_some(true)
    }
}

pub(super) fn rows(noted: &Noted, account: &Account) -> Vec<AnyView> {
    let has = |kinds: &[FactKind]| noted.facts.iter().any(|fact| kinds.contains(&fact.kind));
    let as_whom = || {
        view! {
            "runs as "
            {safe_text::prose(&account.name)}
        }
        .into_any()
    };
    let mut rows = Vec::new();
    if account.is_master() == Some(true) {
        rows.push(one(Symbol::Shield, Some("note"), "Elevated", as_whom(), None, ""));
    }
    let elevated = has(&[FactKind::Elevated]);
    if noted.whole && !elevated && account.is_master() == Some(false) {
        rows.push(one(Symbol::Shield, None, "Not elevated", as_whom(), None, ""));
    }
    let network = [FactKind::Contacts, FactKind::PipesToShell, FactKind::Installs];
    if noted.whole && !has(&network) {
        rows.push(one(Symbol::Network, None, "No network use", "found".into_any(), None, ""));
    }
    if has(&[FactKind::Deletes]) {
        let why = "no copy of what it deletes is kept".into_any();
        rows.push(one(Symbol::Back, None, "Cannot be undone", why, None, ""));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::Account;

    #[test]
    fn a_name_tells_what_an_account_may_do_only_where_it_does() {
        let is = |name: &str, windows| Account { name: name.into(), windows }.is_master();
        assert_eq!(is("root", Some(false)), Some(true));
        assert_eq!(is("deploy", Some(false)), Some(false));
        assert_eq!(is("NT AUTHORITY\\SYSTEM", Some(true)), Some(true));
        assert_eq!(is("OFFICE\\eve", Some(true)), None, "she may be an administrator");
        assert_eq!(is("", Some(false)), None);
        assert_eq!(is("root", None), None);
    }
}
