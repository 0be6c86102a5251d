//! How what came back compares with what was announced.

use super::{
    icon::{Icon, Symbol},
    safe_text,
};
use domain::action::Findings;
use leptos::prelude::*;

/// The comparison; shows nothing when nothing was to check.
#[component]
pub fn ClaimCheck(
    /// The differences; empty when it matches, none when nothing was to check.
    findings: Option<Findings>,
) -> impl IntoView {
    findings.map(|findings| {
        if findings.matches() {
            return view! {
                <p class="claim-check" data-match="yes">
                    <Icon of=Symbol::Check />
                    <span>
                        <b>"Matches what was described"</b>
                    </span>
                </p>
            }
            .into_any();
        }
        let differences = findings.0.iter().map(|difference| {
            view! { " " {safe_text::prose(&difference.text())} }
        });
        view! {
            <p class="claim-check" data-match="no">
                <Icon of=Symbol::Cross />
                <span>
                    <b>"Differs from what was described"</b>
                    {differences.collect_view()}
                </span>
            </p>
        }
        .into_any()
    })
}
