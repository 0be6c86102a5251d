//! What came of a form: the next page for a browser, a body for a program.

use crate::{
    parts::notice::{Notice, NoticeKind},
    visitor::visitor,
};
use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use domain::{Actor, Refusal, wire::Problem};
use leptos::{
    prelude::*,
    server_fn::{
        ContentType, Decodes, Encodes, Format, FormatType,
        error::{FromServerFnError, ServerFnErrorErr},
    },
};
use leptos_axum::ResponseOptions;
use serde::{Deserialize, Serialize};
use service::{Error, MissionControl};

/// What every form answers.
pub type Answer = Result<Next, Refused>;

/// Where to go on, and what was done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// The next page's address.
    pub location: String,
    /// What was done, in a sentence; empty when the next page says it.
    pub done: String,
}

/// A refused form: the same problem body as over REST.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused(pub Box<Problem>);

/// The form that is being answered: who asks, and the page it stands on.
pub struct Form {
    /// Every verb.
    pub mission: MissionControl,
    actor: Option<Actor>,
    typed: Vec<(String, String)>,
    remark: &'static str,
}

impl Form {
    /// The form of this request.
    pub fn here() -> Self {
        Self { mission: expect_context(), actor: visitor().actor, typed: Vec::new(), remark: "" }
    }

    /// Keeps what was typed, so that a refusal can show it again. Never a password.
    #[must_use]
    pub fn typed(mut self, field: &str, text: &str) -> Self {
        if !text.is_empty() {
            self.typed.push((field.to_owned(), text.to_owned()));
        }
        self
    }

    /// Says something beside what was done.
    #[must_use]
    pub fn remark(mut self, remark: &'static str) -> Self {
        self.remark = remark;
        self
    }

    /// Who asks; refused when nobody is signed in.
    pub fn actor(&self) -> Result<Actor, Error> {
        self.actor.clone().ok_or_else(|| Refusal::Unauthenticated.into())
    }

    /// The answer: after a yes the page `to` with the sentence `done`, after a no the page of the form with the
    /// reason. `to` may be empty: then it is the page of the form.
    pub async fn answer(self, came: Result<(String, String), Error>) -> Answer {
        let detail = self.remark.to_owned();
        let said = |(to, done): (String, String)| (to, Notice { detail, ..Notice::done(&done) });
        self.answer_with(came.map(said)).await
    }

    /// As [`Self::answer`], with more to say than a sentence.
    pub async fn answer_with(self, came: Result<(String, Notice), Error>) -> Answer {
        match came {
            Ok((to, notice)) => {
                let to = if to.is_empty() { referer() } else { local(&to) };
                let location = match (&self.actor, notice.title.is_empty()) {
                    // What was done stays done, even if nothing can be said about it.
                    (Some(actor), false) => self.noted(actor, &to, &notice).await.unwrap_or(to),
                    _ => to,
                };
                go(&location);
                Ok(Next { location, done: notice.title })
            }
            Err(error) => Err(self.refused(error).await),
        }
    }

    async fn refused(self, error: Error) -> Refused {
        let problem = problem_of(error, &self.mission);
        if wants_html() {
            let notice = Notice {
                kind: NoticeKind::Refused,
                code: problem.code.clone(),
                title: problem.title.clone(),
                detail: problem.detail.clone(),
                field: problem.field.clone(),
                typed: self.typed.clone(),
            };
            let back = referer();
            let kept = match &self.actor {
                Some(actor) => self.noted(actor, &back, &notice).await,
                None => None,
            };
            let location = kept.unwrap_or_else(|| with_parameter(&back, "refused", &problem.code));
            go(&location);
        } else {
            set_status(problem.status);
            retry_after(&problem);
        }
        Refused(Box::new(problem))
    }

    /// The address with a notice that the next page shows; none if the notice could not be kept.
    async fn noted(&self, actor: &Actor, to: &str, notice: &Notice) -> Option<String> {
        let body = serde_json::to_string(notice).ok()?;
        let id = self.mission.leave_notice(actor, body).await.ok()?;
        Some(with_parameter(to, "notice", &id))
    }
}

/// What goes back for an error. A failure of ours goes to the log under the reference that is shown: it may have been
/// stored or not, so nothing is promised.
fn problem_of(error: Error, mission: &MissionControl) -> Problem {
    let error = match error {
        Error::Refused(refusal) => return Problem::from(&refusal),
        Error::Store(error) => error,
    };
    let reference = reference(mission.now());
    let cause = &error as &dyn std::error::Error;
    tracing::error!(reference, cause, "a form failed");
    let detail = format!(
        "We do not know whether your answer arrived. Reload to see. Reference {reference} is in the server log."
    );
    let mut problem = Problem::plain(500, "internal_error", "This page broke.", detail);
    problem.reference = Some(reference);
    problem
}

/// A short name for a failure, to find it in the log.
pub(crate) fn reference(now: domain::Timestamp) -> String {
    format!("e_{:06x}", now.0 & 0xff_ffff)
}

fn wants_html() -> bool {
    use_context::<Parts>().is_none_or(|parts| {
        let accept = parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
        accept.is_none_or(|accept| accept.contains("text/html"))
    })
}

/// The page the form stands on, as an address on this site.
fn referer() -> String {
    let parts = use_context::<Parts>();
    let referer = parts.as_ref().and_then(|parts| parts.headers.get(header::REFERER));
    let uri = referer.and_then(|value| value.to_str().ok()?.parse::<axum::http::Uri>().ok());
    uri.and_then(|uri| uri.path_and_query().map(|path| local(path.as_str())))
        .unwrap_or_else(|| "/".to_owned())
}

/// An address on this site, whatever was asked for.
pub(crate) fn local(address: &str) -> String {
    let inside = address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(['\\', '\r', '\n', '\t']);
    if inside { address.to_owned() } else { "/".to_owned() }
}

/// The address with this parameter, and without an older notice.
fn with_parameter(address: &str, name: &str, value: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = path.split('#').next().unwrap_or("/");
    let query = query.split('#').next().unwrap_or_default();
    let kept = form_urlencoded::parse(query.as_bytes())
        .filter(|(found, _)| found != "notice" && found != "refused");
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(kept)
        .append_pair(name, value)
        .finish();
    format!("{path}?{query}")
}

/// Sends a browser to the next page with GET.
fn go(location: &str) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    if !wants_html() {
        return;
    }
    let location = HeaderValue::from_str(location).unwrap_or(HeaderValue::from_static("/"));
    response.set_status(StatusCode::SEE_OTHER);
    response.insert_header(header::LOCATION, location);
}

fn retry_after(problem: &Problem) {
    if let (Some(response), Some(seconds)) = (use_context::<ResponseOptions>(), problem.retry_after)
    {
        response.insert_header(header::RETRY_AFTER, seconds.into());
    }
}

fn set_status(status: u16) {
    if let (Some(response), Ok(status)) =
        (use_context::<ResponseOptions>(), StatusCode::from_u16(status))
    {
        response.set_status(status);
    }
}

impl FromServerFnError for Refused {
    type Encoder = ProblemJson;

    /// A body that is no form of ours.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let problem = Problem::from(&Refusal::Malformed(error.to_string()));
        set_status(problem.status);
        Self(Box::new(problem))
    }
}

/// `application/problem+json`.
pub struct ProblemJson;

impl ContentType for ProblemJson {
    const CONTENT_TYPE: &'static str = "application/problem+json";
}

impl FormatType for ProblemJson {
    const FORMAT_TYPE: Format = Format::Text;
}

impl Encodes<Refused> for ProblemJson {
    type Error = serde_json::Error;

    fn encode(refused: &Refused) -> Result<leptos::server_fn::Bytes, Self::Error> {
        serde_json::to_vec(&refused.0).map(Into::into)
    }
}

impl Decodes<Refused> for ProblemJson {
    type Error = serde_json::Error;

    fn decode(bytes: leptos::server_fn::Bytes) -> Result<Refused, Self::Error> {
        serde_json::from_slice(&bytes).map(|problem| Refused(Box::new(problem)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_never_leads_off_the_site() {
        for elsewhere in
            ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", "", "/a\r\nb"]
        {
            assert_eq!(local(elsewhere), "/", "{elsewhere}");
        }
        assert_eq!(local("/approvals?order=oldest"), "/approvals?order=oldest");
    }

    #[test]
    fn a_notice_takes_the_place_of_an_older_one() {
        assert_eq!(with_parameter("/?q=a%20b&notice=1", "notice", "2"), "/?q=a+b&notice=2");
        assert_eq!(with_parameter("/tasks/t_1#line-3", "notice", "2"), "/tasks/t_1?notice=2");
    }
}
