//! Plays a script: one step after the other, and the scene that the end of a proposal leads to.

use super::steps::{LookAt, Offer, Script, Step};
use crate::agent::{
    desk::{Desk, News, Said},
    driver::{Finish, Job},
    end::words,
    tools::{Eyes, Look},
};
use domain::{
    action::Interpreter,
    wire::{Action, ReviseAction},
};
use std::collections::BTreeMap;

/// What the steps have kept, by name.
type Kept = BTreeMap<String, String>;

/// Plays it to its end. The error is for people.
pub(super) async fn play(
    script: &Script,
    job: &Job<'_>,
    desk: &mut Desk<'_>,
) -> Result<Finish, String> {
    let eyes = Eyes::open(job.root, job.dir, desk.secrets())
        .map_err(|error| format!("The workspace cannot be looked at: {error}."))?;
    let mut kept = Kept::from([("task".to_owned(), job.work.title.clone())]);
    let (mut scene, mut heard) = ("start".to_owned(), false);
    loop {
        let mut next = None;
        for step in script.scenes.get(&scene).into_iter().flatten() {
            match step {
                Step::Say(text) => say(desk, &fill(text, &kept)).await?,
                Step::Look(at) => look(&eyes, at, desk, &mut kept).await?,
                Step::Propose(offer) => {
                    if !std::mem::replace(&mut heard, true) {
                        // What was written before the agent came is not a question to it.
                        desk.heard().await.map_err(|problem| problem.title)?;
                    }
                    next = Some(propose(script, offer, desk, &mut kept).await?);
                }
                Step::End(last) => {
                    let output = fill(&last.output, &kept);
                    say(desk, &output).await?;
                    return Ok(Finish { output, succeeded: last.succeeded, expected: None });
                }
            }
        }
        scene = next.ok_or_else(|| format!("The script stops in the scene {scene}."))?;
    }
}

async fn say(desk: &mut Desk<'_>, text: &str) -> Result<(), String> {
    desk.say(text).await.map_err(|problem| format!("{} {}", problem.title, problem.detail))
}

async fn look(
    eyes: &Eyes,
    at: &LookAt,
    desk: &mut Desk<'_>,
    kept: &mut Kept,
) -> Result<(), String> {
    let arguments = serde_json::to_value(&at.with).map_err(|error| error.to_string())?;
    let look = Look::parse(&at.tool, &arguments)?;
    desk.note(&look.remark());
    if look == Look::System {
        let facts = eyes.facts().await;
        for (name, value) in [
            ("os", facts.os),
            ("arch", facts.arch),
            ("hostname", facts.hostname),
            ("user", facts.user),
            ("root", eyes.root()),
        ] {
            kept.insert(format!("{}.{name}", at.keep), value);
        }
    }
    let found = eyes.look(look).await.unwrap_or_else(|reason| reason);
    let found = desk.without_secrets(&found);
    kept.insert(format!("{}.lines", at.keep), found.lines().count().to_string());
    kept.insert(at.keep.clone(), found);
    Ok(())
}

/// Proposes, waits for the end, answers whoever writes meanwhile, and gives the next scene.
async fn propose(
    script: &Script,
    offer: &Offer,
    desk: &mut Desk<'_>,
    kept: &mut Kept,
) -> Result<String, String> {
    let action = match desk.propose(change(offer)).await {
        Ok(action) => action,
        Err(problem) => {
            kept.insert("result".to_owned(), format!("{} {}", problem.title, problem.detail));
            return Ok(offer.otherwise.clone());
        }
    };
    let action = loop {
        match desk.wait(&action.id).await.map_err(|problem| problem.title)? {
            News::Over(action) => break action,
            News::Said(said) => answer(script, &said, desk, kept).await?,
        }
    };
    kept.insert("result".to_owned(), words(&action, str::to_owned));
    kept.insert("stdout".to_owned(), stdout(&action));
    Ok(match action.state.as_str() {
        "succeeded" => &offer.approved,
        "rejected" => &offer.rejected,
        _ => &offer.otherwise,
    }
    .clone())
}

async fn answer(
    script: &Script,
    said: &[Said],
    desk: &mut Desk<'_>,
    kept: &mut Kept,
) -> Result<(), String> {
    let Some(last) = said.last() else { return Ok(()) };
    kept.insert("person".to_owned(), last.name.clone());
    say(desk, &fill(&script.answer, kept)).await
}

fn change(offer: &Offer) -> ReviseAction {
    let windows = offer.windows.clone().filter(|_| cfg!(windows));
    let (interpreter, script, argv) = match windows {
        Some(script) => (Interpreter::Powershell, Some(script), None),
        None => (offer.interpreter, offer.script.clone(), offer.argv.clone()),
    };
    ReviseAction {
        interpreter: Some(interpreter),
        script,
        argv,
        timeout_seconds: offer.timeout_seconds,
        title: offer.title.clone(),
        description: Some(offer.description.clone()),
        expected: offer.expected.clone(),
        decide_within_seconds: offer.decide_within_seconds,
        ..ReviseAction::default()
    }
}

fn stdout(action: &Action) -> String {
    action.result.as_ref().map_or_else(String::new, |result| result.stdout.trim_end().to_owned())
}

/// Puts what was kept in its places. What a place is replaced with is not looked at again.
fn fill(text: &str, kept: &Kept) -> String {
    let (mut filled, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let place = after.split_once('}').and_then(|(name, after)| Some((kept.get(name)?, after)));
        let (value, after) = place.map_or(("{", after), |(value, after)| (value.as_str(), after));
        filled.push_str(value);
        rest = after;
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::{Kept, fill};

    #[test]
    fn places_are_filled_once_and_unknown_ones_stay() {
        let kept = Kept::from([("a".into(), "{b}".into()), ("b".into(), "two".into())]);
        assert_eq!(fill("{a} {b} {c} { {b", &kept), "{b} two {c} { {b");
    }
}
