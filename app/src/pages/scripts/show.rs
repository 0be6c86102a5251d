//! One script: its exact text, then running or changing it.

use super::{
    super::Desk,
    Origin,
    form::{Draft, ScriptForm},
    list::address,
    run::{RunForm, Values},
    uses,
};
use crate::parts::{
    age::Ago,
    banner::{Banner, Tone},
    command_block::CommandBlock,
    index_nav::{SettingsIndex, SettingsPlace},
    notice::RefusalBanner,
    safe_text,
};
use domain::wire::{RunScript, ScriptItem};
use leptos::prelude::*;
use service::Error;

pub(super) async fn show(desk: Desk) -> Result<AnyView, Error> {
    let script = desk.mission.script(&desk.actor, &desk.param("id")).await?;
    let origin = Origin::of(&desk).await?;
    let known = desk.mission.script_uses(&desk.actor, &script.id).await?;
    let operator = desk.actor.operator().is_ok();
    let edit = operator && origin.is_none() && desk.query("edit").is_some();
    let refused = desk.notice.clone();
    let (now, title) = (desk.now, safe_text::plain(&script.name));
    let below = if edit {
        edited(&desk, &script)
    } else if operator {
        run(&desk, &script, origin.clone()).await?
    } else {
        view! { <p class="quiet">"Only people with the role operator or above can run it."</p> }
            .into_any()
    };
    let tools = (operator && origin.is_none() && !edit).then(|| tools(&script));
    let (interpreter, version) = (script.interpreter.label(), script.version);
    Ok(view! {
        <leptos_meta::Title text=title />
        <main id="main" class="with-index">
            <SettingsIndex at=SettingsPlace::Scripts />
            <div>
                <section class="panel" id="script">
                    <header>
                        {crumbs(&script, origin.as_ref())}
                        <h1>{safe_text::prose(&script.name)}</h1>
                        <p>
                            {format!("{interpreter} · version {version} · made by ")}
                            {safe_text::prose(&script.created_by.name)} " · changed "
                            <Ago since=script.updated_at now />
                        </p>
                        {description(&script)}
                    </header>
                    <RefusalBanner notice=refused />
                    <CommandBlock
                        content=script.body.clone()
                        note="as it is saved"
                        facts=known.noted.facts.clone()
                    />
                    {uses::read(&known, &script.body)}
                    {tools}
                </section>
                {below}
                {(!edit).then(|| uses::runs(&known, now))}
                {origin.is_none().then(|| uses::versions(&known, now))}
            </div>
        </main>
    }
    .into_any())
}

fn crumbs(script: &ScriptItem, origin: Option<&Origin>) -> AnyView {
    let list = match origin {
        Some(origin) => {
            let href = format!("/tasks/{}", origin.id);
            let list = format!("/scripts?task={}", origin.id);
            view! {
                <li>
                    <a href=href>{origin.label.clone()}</a>
                </li>
                <li>
                    <a href=list>"Handle manually"</a>
                </li>
            }
            .into_any()
        }
        None => view! {
            <li>
                <a href="/scripts">"Scripts"</a>
            </li>
        }
        .into_any(),
    };
    view! { <ol class="crumbs">{list} <li>{safe_text::prose(&script.name)}</li></ol> }.into_any()
}

fn description(script: &ScriptItem) -> Option<AnyView> {
    let text = script.description.as_str();
    (!text.is_empty()).then(|| view! { <p>{safe_text::prose(text)}</p> }.into_any())
}

fn tools(script: &ScriptItem) -> AnyView {
    view! {
        <form class="setting-change after" method="post" action="/forms/remove_script">
            <a class="button" href=format!("{}?edit=on#edit", address(&script.id, None))>
                "Edit"
            </a>
            <input type="hidden" name="id" value=script.id.clone() />
            <button class="button" data-kind="danger">
                "Remove"
            </button>
            <span class="quiet">"The tasks it made stay."</span>
        </form>
    }
    .into_any()
}

/// The form to change it. Whoever changed it meanwhile is not overwritten unseen.
fn edited(desk: &Desk, script: &ScriptItem) -> AnyView {
    let outdated = desk.refusal().is_some_and(|notice| notice.code == "superseded");
    let version = script.version;
    let said = outdated.then(|| {
        view! {
            <Banner tone=Tone::Wait boxed=true>
                <strong>"Somebody changed this script while you wrote."</strong>
                {format!(
                    " Nothing of yours was saved. Above stands version {version}, as it is now; below is what you typed. Saving it takes the place of version {version}.",
                )}
            </Banner>
        }
    });
    let draft = Draft::of(desk, Some(script));
    view! {
        <section class="panel" id="edit">
            <header>
                <h2>"Edit"</h2>
            </header>
            {said}
            <ScriptForm draft script=Some((script.id.clone(), version)) />
        </section>
    }
    .into_any()
}

/// The form to run it and, when asked for, the exact text that these values come to.
async fn run(desk: &Desk, script: &ScriptItem, origin: Option<Origin>) -> Result<AnyView, Error> {
    let values = Values::of(desk, script);
    let exact = if desk.query("preview").is_some() && desk.refusal().is_none() {
        let asked = RunScript { parameters: values.filled.clone(), ..RunScript::default() };
        Some(desk.mission.script_text(&desk.actor, &script.id, &asked).await)
    } else {
        None
    };
    let exact = match exact {
        // What is missing is said at the form; it is not a broken page.
        Some(Err(Error::Refused(refusal))) => {
            let (title, detail) = (refusal.title(), refusal.detail());
            let text = view! {
                <Banner tone=Tone::Stop boxed=true>
                    <strong>{safe_text::prose(&title)}</strong>
                    " "
                    {safe_text::prose(&detail)}
                </Banner>
            };
            Some(text.into_any())
        }
        Some(text) => {
            let content = text?;
            let note = "exactly what runs with these values";
            Some(view! { <CommandBlock content title="Text" note prefix="run-" /> }.into_any())
        }
        None => None,
    };
    let desktops = match origin {
        Some(_) => Vec::new(),
        None => desk.mission.desktops(&desk.actor).await?,
    };
    let script = script.clone();
    Ok(view! { <RunForm script desktops origin values exact /> }.into_any())
}
