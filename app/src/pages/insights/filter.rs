//! Which decisions the numbers are about. It stands in the address, so it can be kept and sent.

use super::Desk;
use crate::parts::safe_text;
use domain::{Gate, Refusal, wire::PersonPace};
use leptos::prelude::*;
use service::InsightFilter;

/// The address of the page.
pub(super) const PAGE: &str = "/insights";

/// The filter as the address says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Narrowed {
    gate: Option<Gate>,
    by: Option<String>,
}

impl Narrowed {
    /// Refused when the gate is none: the numbers would be others than the address says.
    pub(super) fn of(desk: &Desk) -> Result<Self, Refusal> {
        let wrong = || Refusal::invalid("gate", "It must be before_run, action or after_run.");
        let gate = desk.query("gate").map(|text| Gate::parse(&text).ok_or_else(wrong));
        Ok(Self { gate: gate.transpose()?, by: desk.query("by") })
    }

    /// What the service is asked.
    pub(super) fn asked(&self) -> InsightFilter {
        InsightFilter { gate: self.gate, by: self.by.clone() }
    }

    pub(super) const fn narrows(&self) -> bool {
        self.gate.is_some() || self.by.is_some()
    }

    /// Whether the numbers are this person's.
    pub(super) fn is_of(&self, id: &str) -> bool {
        self.by.as_deref() == Some(id)
    }

    /// The address of the numbers of one person, at the same gate.
    pub(super) fn of_person(&self, id: &str) -> String {
        Self { gate: self.gate, by: Some(id.to_owned()) }.address()
    }

    fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(gate) = self.gate {
            query.append_pair("gate", gate.as_str());
        }
        if let Some(by) = &self.by {
            query.append_pair("by", by);
        }
        let query = query.finish();
        if query.is_empty() { PAGE.to_owned() } else { format!("{PAGE}?{query}") }
    }

    /// The form. Whoever is asked for stands in it even when they decided nothing here.
    pub(super) fn form(&self, people: &[PersonPace]) -> AnyView {
        let gates = Gate::ALL.map(|gate| {
            view! {
                <option value=gate.as_str() selected=self.gate == Some(gate)>
                    {gate.label()}
                </option>
            }
        });
        let listed = people.iter().map(|person| (person.by.id.clone(), person.by.name.clone()));
        let mut listed: Vec<_> = listed.collect();
        if let Some(by) = self.by.as_ref().filter(|by| listed.iter().all(|(id, _)| id != *by)) {
            listed.push((by.clone(), "Somebody else".to_owned()));
        }
        let people = listed.into_iter().map(|(id, name)| {
            let selected = self.is_of(&id);
            view! {
                <option value=id selected=selected>
                    {safe_text::plain(&name)}
                </option>
            }
        });
        let clear = self.narrows().then(|| {
            view! {
                <a class="button" data-kind="plain" href=PAGE>
                    "Clear filter"
                </a>
            }
        });
        view! {
            <form class="insights-filter" aria-label="Filter decisions" action=PAGE data-auto="">
                <select class="select" name="gate" aria-label="Gate">
                    <option value="">"Gate: all"</option>
                    {gates.collect_view()}
                </select>
                <select class="select" name="by" aria-label="Decided by">
                    <option value="">"Decided by: all"</option>
                    {people.collect_view()}
                </select>
                <button class="button without-script">"Filter"</button>
                {clear}
            </form>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_whole_filter() {
        let narrowed = Narrowed { gate: Some(Gate::AfterRun), by: Some("u 1&".into()) };
        assert_eq!(narrowed.address(), "/insights?gate=after_run&by=u+1%26");
        assert_eq!(narrowed.of_person("u_2"), "/insights?gate=after_run&by=u_2");
        assert_eq!(Narrowed::default().address(), "/insights");
    }
}
