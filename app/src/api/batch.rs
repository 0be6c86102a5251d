//! One answer to several requests that were read one below the other.

use super::{
    answer::{Answer, Form},
    approvals::note,
};
use crate::parts::notice::Notice;
use domain::{
    Refusal, Verdict,
    wire::{Approval, BulkItem, BulkResolve, BulkResult},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What a notice about a batch is known by.
pub const CODE: &str = "batch";

/// One request of the form, with the digest of what was shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchLine {
    /// The request.
    pub id: String,
    /// The digest of what is shown above.
    pub digest: String,
    /// Ticked: it is answered with the others.
    pub take: String,
}

/// Approves or rejects every request that is ticked, each on its own.
#[server(prefix = "/forms", endpoint = "resolve_approvals")]
pub async fn resolve_approvals(
    /// `approve` or `reject`.
    #[server(default)]
    decision: String,
    /// A note, for each of them.
    #[server(default)]
    feedback: String,
    /// The requests that were shown.
    #[server(default)]
    items: Vec<BatchLine>,
) -> Answer {
    let form = Form::here().typed("feedback", &feedback);
    let came = async {
        Verdict::parse(&decision)?;
        let feedback = note(&feedback);
        let taken = items.into_iter().filter(|line| !line.take.is_empty());
        let items: Vec<_> = taken
            .map(|line| BulkItem {
                id: line.id,
                decision: decision.clone(),
                digest: line.digest,
                feedback: feedback.clone(),
            })
            .collect();
        if items.is_empty() {
            return Err(Refusal::invalid("items", "Tick at least one request.").into());
        }
        form.mission.resolve_many(&form.actor()?, BulkResolve { items }).await
    }
    .await;
    form.answer_with(came.map(|answer| (page(&answer.items), said(&answer.items)))).await
}

/// The page that says what became of each.
fn page(items: &[BulkResult]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("tab", CODE);
    query.extend_pairs(items.iter().map(|item| ("pick", item.id.as_str())));
    format!("/approvals?{}", query.finish())
}

fn said(items: &[BulkResult]) -> Notice {
    let done = items.iter().filter(|item| item.approval.is_some()).count();
    let title = match items.len() - done {
        0 => format!("{done} answered."),
        left => format!("{done} answered, {left} not."),
    };
    let typed = items.iter().map(|item| (item.id.clone(), outcome(item))).collect();
    let code = CODE.to_owned();
    let detail = if done > 0 { super::approvals::FINAL.to_owned() } else { String::new() };
    Notice { code, detail, typed, ..Notice::done(&title) }
}

/// What became of one.
fn outcome(item: &BulkResult) -> String {
    match (&item.approval, &item.problem) {
        (Some(approval), _) => answered(approval),
        (None, Some(problem)) => format!("{} {}", problem.title, problem.detail),
        (None, None) => "Not answered.".to_owned(),
    }
}

fn answered(approval: &Approval) -> String {
    match approval.state.as_str() {
        "approved" => "You approved it.".to_owned(),
        "rejected" => "You rejected it.".to_owned(),
        "pending" => {
            let yes = approval.votes.iter().filter(|vote| vote.decision == Verdict::Approve);
            format!("Counted: {} of {} approved.", yes.count(), approval.required)
        }
        state => format!("It is {state}."),
    }
}
