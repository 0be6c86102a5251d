//! What every page does the same way: who looks, what the last form came to, what waits, and how a "no" or a
//! failure is shown.

use super::Posted;
use crate::{
    api::answer::reference,
    parts::{
        conditions::Conditions,
        editable::editable,
        empty::Empty,
        footer::Footer,
        keys_help::KeysHelp,
        notice::{Notice, NoticeKind, Toast},
        safe_text,
        stopped::StoppedBanner,
        topbar::{Place, TopBar},
    },
    visitor::{CookiePolicy, cookie_of, visitor},
};
use axum::http::{StatusCode, header, request::Parts};
use domain::{
    Actor, Refusal, Timestamp,
    wire::{Approval, StopItem},
};
use leptos::{prelude::*, tachys::html::InertElement};
use leptos_axum::ResponseOptions;
use leptos_meta::Title;
use leptos_router::{hooks::use_params_map, params::ParamsMap};
use service::{Error, MissionControl, Waiting};

/// What a page works with.
#[derive(Clone)]
pub struct Desk {
    /// Every verb.
    pub mission: MissionControl,
    /// Who looks.
    pub actor: Actor,
    /// When the page is made.
    pub now: Timestamp,
    /// What the last form came to. A page shows a refusal at its form; the frame shows what was done.
    pub notice: Option<Notice>,
    /// What waits for a person.
    pub waiting: Waiting,
    /// What stops everything, if somebody did.
    pub stopped: Option<StopItem>,
    /// How cookies are set.
    pub cookies: CookiePolicy,
    params: ParamsMap,
    query: Query,
    parts: Option<Parts>,
    owner: Owner,
}

impl Desk {
    /// Whether whoever looks is asked for their password before what costs most.
    pub fn asks_password(&self) -> bool {
        !self.actor.is_confirmed(self.now)
    }

    /// What a yes to this takes beside the button, for whoever looks.
    pub fn conditions(&self, approval: &Approval) -> Conditions {
        Conditions::of(approval, &self.actor, self.now)
    }
}

/// The parameters of an address.
#[derive(Clone, Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// The parameters of this request's address.
    pub fn here() -> Self {
        let parts = use_context::<Parts>();
        let query = parts.as_ref().and_then(|parts| parts.uri.query()).unwrap_or_default();
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// A parameter; nothing when it is absent or empty.
    pub fn get(&self, name: &str) -> Option<String> {
        let found = self.0.iter().find(|(found, _)| found == name)?;
        (!found.1.is_empty()).then(|| found.1.clone())
    }

    /// Every value of a parameter that may be repeated.
    pub fn all(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(found, value)| found == name && !value.is_empty());
        values.map(|(_, value)| value.clone()).collect()
    }
}

impl Desk {
    /// A part of the address, such as the `id` of `/tasks/:id`.
    pub fn param(&self, name: &str) -> String {
        self.params.get(name).unwrap_or_default()
    }

    /// A cookie of this request.
    pub fn cookie(&self, name: &str) -> Option<String> {
        cookie_of(self.parts.as_ref()?, name)
    }

    /// What the browser says it is.
    pub fn user_agent(&self) -> String {
        let header = self.parts.as_ref().and_then(|parts| parts.headers.get(header::USER_AGENT));
        header.and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    }

    /// Runs something that speaks about the response, such as setting a cookie: after an `await` it is lost otherwise.
    pub fn respond<T>(&self, speak: impl FnOnce() -> T) -> T {
        self.owner.with(speak)
    }

    /// What its form sent to this page to see what would come of it, if it did.
    pub fn posted(&self) -> Option<&Posted> {
        self.parts.as_ref()?.extensions.get()
    }

    /// The refusal of the form on this page, if it was refused.
    pub fn refusal(&self) -> Option<&Notice> {
        self.notice.as_ref().filter(|notice| notice.kind == NoticeKind::Refused)
    }

    /// What was typed into a field before its form was refused, fit to go on writing from.
    pub fn typed(&self, field: &str) -> Option<String> {
        self.refusal()?.typed(field).map(|text| editable(&text).0)
    }

    /// A parameter of the address; nothing when it is absent or empty.
    pub fn query(&self, name: &str) -> Option<String> {
        self.query.get(name)
    }

    /// Every value of a parameter of the address.
    pub fn queries(&self, name: &str) -> Vec<String> {
        self.query.all(name)
    }
}

/// A page of a signed-in person: asks, then lays out the answer between the top bar and the footer.
///
/// `load` makes everything from `<main>` on. The event number is read before it runs, so that nothing that happens
/// in between is missed.
pub fn page<F, V>(
    title: &'static str,
    place: Option<Place>,
    load: impl FnOnce(Desk) -> F + Send + 'static,
) -> AnyView
where
    F: Future<Output = Result<V, Error>> + Send + 'static,
    V: IntoView + 'static,
{
    framed(title, route(), load, place_bar(place))
}

/// As [`page`], for an address that no route knows.
pub fn unrouted_page<F, V>(
    title: &'static str,
    load: impl FnOnce(Desk) -> F + Send + 'static,
) -> AnyView
where
    F: Future<Output = Result<V, Error>> + Send + 'static,
    V: IntoView + 'static,
{
    framed(title, ParamsMap::new(), load, place_bar(None))
}

/// The parts of the address that the route names.
fn route() -> ParamsMap {
    use_params_map().get_untracked()
}

fn place_bar(place: Option<Place>) -> impl FnOnce(Desk, u32, AnyView) -> AnyView + Send + 'static {
    move |desk, waiting, content| {
        let name = desk.actor.party().name;
        let sought = desk.query("q").unwrap_or_default();
        view! {
            <TopBar place waiting name sought />
            {news(&desk)}
            {content}
            <Footer />
        }
        .into_any()
    }
}

/// Below the bar of every page: the connection when it is lost, and that everything is stopped.
pub fn news(desk: &Desk) -> AnyView {
    let (now, may) = (desk.now, desk.actor.stopper().is_ok());
    let stopped = desk.stopped.clone().map(|stop| view! { <StoppedBanner stop now may /> });
    view! {
        <div class="news">
            <div id="news" data-own=""></div>
            <div id="stopped" data-live="">
                {stopped}
            </div>
        </div>
    }
    .into_any()
}

/// As [`page`], without the top bar: the page brings its own `<header>`.
pub fn bare_page<F, V>(
    title: &'static str,
    load: impl FnOnce(Desk) -> F + Send + 'static,
) -> AnyView
where
    F: Future<Output = Result<V, Error>> + Send + 'static,
    V: IntoView + 'static,
{
    framed(title, route(), load, |_, _, content| {
        view! {
            {content}
            <Footer />
        }
        .into_any()
    })
}

fn framed<F, V>(
    title: &'static str,
    params: ParamsMap,
    load: impl FnOnce(Desk) -> F + Send + 'static,
    around: impl FnOnce(Desk, u32, AnyView) -> AnyView + Send + 'static,
) -> AnyView
where
    F: Future<Output = Result<V, Error>> + Send + 'static,
    V: IntoView + 'static,
{
    let mission = expect_context::<MissionControl>();
    let actor = visitor().actor;
    let query = Query::here();
    let parts = use_context::<Parts>();
    let cookies = use_context::<CookiePolicy>().unwrap_or_default();
    let owner = Owner::current().unwrap_or_default();
    let content = Suspend::new(async move {
        let Some(actor) = actor else {
            return failed(&Refusal::Unauthenticated.into(), mission.now(), &owner);
        };
        let seq = mission.last_event().await.unwrap_or_default();
        let now = mission.now();
        let (waiting, notice, stopped) = futures::join!(
            mission.waiting(&actor),
            notice(&mission, &actor, &query),
            stopped(&mission, &actor),
        );
        // A page that cannot say what waits would say that nothing does.
        let waiting = match waiting {
            Ok(waiting) => waiting,
            Err(error) => return failed(&error, now, &owner),
        };
        let own = owner.clone();
        let desk = Desk {
            mission,
            actor,
            now,
            notice,
            waiting,
            stopped,
            cookies,
            params,
            query,
            parts,
            owner: own,
        };
        let content = match load(desk.clone()).await {
            Ok(content) => content.into_any(),
            Err(error) => failed(&error, now, &owner),
        };
        let notice = desk.notice.clone();
        let seq = seq.to_string();
        let milliseconds = (desk.now.0 / 1_000).to_string();
        owner.with(|| {
            let page = view! {
                <div id="page" hidden data-seq=seq data-now=milliseconds></div>
                {around(desk, waiting.total(), content)}
                <KeysHelp />
                <Toast notice />
            };
            // Nothing on it waits any more. Written as one text: as a stream, each element would have a buffer of its own.
            InertElement::new(page.into_any().to_html()).into_any()
        })
    });
    view! {
        <Title text=title />
        {content}
    }
    .into_any()
}

/// What stops everything: whoever wonders why nothing starts must not have to look for it.
async fn stopped(mission: &MissionControl, actor: &Actor) -> Option<StopItem> {
    let stops = mission.stops(actor).await.ok()?;
    stops.items.into_iter().find(|stop| stop.agent.is_none())
}

/// What the last form came to. When the server could not keep it, the address says the refusal's code.
async fn notice(mission: &MissionControl, actor: &Actor, query: &Query) -> Option<Notice> {
    if let Some(id) = query.get("notice") {
        let kept = mission.notice(actor, &id).await.ok().flatten()?;
        return serde_json::from_str(&kept).ok();
    }
    query.get("refused").map(|code| Notice::refused(&code))
}

/// A page for people who are not signed in: the page of the address's parameters, without the top bar.
pub fn signed_out_page<V: IntoView + 'static>(
    title: &'static str,
    content: impl FnOnce(Query, Option<Notice>) -> V,
) -> AnyView {
    let query = Query::here();
    let notice = query.get("refused").map(|code| Notice::refused(&code));
    view! {
        <Title text=title />
        {content(query, notice)}
    }
    .into_any()
}

/// A refusal in its own words; a failure of ours without any, because they are in the server's log.
fn failed(error: &Error, now: Timestamp, owner: &Owner) -> AnyView {
    let (status, title, text) = match error {
        Error::Refused(refusal) => (refusal.status(), refusal.title(), refusal.detail()),
        Error::Store(error) => {
            let reference = reference(now);
            let cause = error as &dyn std::error::Error;
            tracing::error!(reference, cause, "a page failed");
            let text = format!("Nothing was decided. Reference {reference} is in the server log.");
            (500, "This page broke".to_owned(), text)
        }
    };
    owner.with(|| {
        if let (Some(response), Ok(status)) =
            (use_context::<ResponseOptions>(), StatusCode::from_u16(status))
        {
            response.set_status(status);
        }
    });
    let text = safe_text::plain(&text);
    view! {
        <main id="main" class="page">
            <h1>{safe_text::prose(&title)}</h1>
            <Empty text>
                <a class="button" href="/">
                    "Back to the board"
                </a>
            </Empty>
        </main>
    }
    .into_any()
}
