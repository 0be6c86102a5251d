//! What the form holds when it is shown: what was sent to see what would come of it, what was typed before a refusal, a
//! start, or nothing.

use super::{
    super::{Desk, Posted},
    templates::Template,
};
use crate::{
    api::tasks::{given, own_agent},
    parts::{
        editable::editable,
        notice::{Notice, NoticeKind},
    },
};
use domain::{TaskType, action::Interpreter, wire::CreateTask};

/// The fields of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) kind: TaskType,
    pub(super) title: String,
    pub(super) content: String,
    pub(super) desktop: String,
    pub(super) before: bool,
    pub(super) after: bool,
    /// The tasks it waits for, as they were named.
    pub(super) depends_on: Vec<String>,
    /// What stands in the field for one more.
    pub(super) find: String,
    /// Whether the tasks to choose from are shown before anything was typed there.
    pub(super) list: bool,
    /// The agent that was chosen; nothing before a choice was made.
    pub(super) agent: Option<String>,
    pub(super) external_agent: String,
    pub(super) cwd: String,
    pub(super) timeout: String,
    pub(super) interpreter: String,
    pub(super) run: bool,
    pub(super) another: bool,
    pub(super) template: Option<Template>,
    /// The field that was refused, by its name on the wire.
    pub(super) refused: Option<String>,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            kind: TaskType::Command,
            title: String::new(),
            content: String::new(),
            desktop: String::new(),
            before: false,
            after: false,
            depends_on: Vec::new(),
            find: String::new(),
            list: false,
            agent: None,
            external_agent: String::new(),
            cwd: String::new(),
            timeout: String::new(),
            interpreter: String::new(),
            run: true,
            another: false,
            template: None,
            refused: None,
        }
    }
}

impl Draft {
    /// The form as it should be shown.
    pub(super) fn of(desk: &Desk) -> Self {
        let template = desk.query("template").as_deref().and_then(Template::of);
        if let Some(posted) = desk.posted() {
            return Self { template, ..Self::posted(posted) };
        }
        let draft = Self::new(desk.notice.as_ref(), template);
        if draft.refused.is_none() && desk.query("another").is_some() {
            return draft.like(desk);
        }
        draft
    }

    /// What was typed before a refusal, else a start.
    pub(super) fn new(notice: Option<&Notice>, template: Option<Template>) -> Self {
        let refused = notice.filter(|notice| notice.kind == NoticeKind::Refused);
        match refused.filter(|notice| notice.typed("kind").is_some()) {
            Some(notice) => Self { template, ..Self::typed(notice) },
            None => Self {
                kind: template.map_or(TaskType::Command, |template| template.kind),
                before: template.is_some_and(|template| template.before),
                after: template.is_some_and(|template| template.after),
                template,
                ..Self::default()
            },
        }
    }

    fn typed(notice: &Notice) -> Self {
        let text = |field: &str| editable(&notice.typed(field).unwrap_or_default()).0;
        let kind = TaskType::parse(&text("kind")).unwrap_or(TaskType::Command);
        let prompt = kind == TaskType::Prompt;
        Self {
            kind,
            title: text("title"),
            content: text("content"),
            desktop: text("desktop_id"),
            before: !text("approve_before_run").is_empty(),
            after: !text("requires_approval").is_empty(),
            depends_on: text("depends_on").split_whitespace().map(str::to_owned).collect(),
            find: text("depends_find"),
            list: false,
            agent: prompt.then(|| text("agent")),
            // A command has no agent, and its field is not shown.
            external_agent: if prompt { text("external_agent") } else { String::new() },
            cwd: text("cwd"),
            timeout: text("timeout_seconds"),
            interpreter: text("interpreter"),
            run: !text("run").is_empty(),
            another: !text("another").is_empty(),
            template: None,
            // Also where no field is to blame, it was refused.
            refused: Some(notice.field.clone().unwrap_or_default()),
        }
    }

    /// What was sent to see what would come of it. Characters that cannot be seen stay as they are: they are shown below.
    fn posted(posted: &Posted) -> Self {
        let is = |field: &str| !posted.get(field).is_empty();
        let kind = TaskType::parse(&posted.get("kind")).unwrap_or(TaskType::Command);
        let (desktop, external_agent) = (posted.get("desktop_id"), posted.get("external_agent"));
        let chosen = posted.by_key("agent_on");
        let agent = own_agent(kind.as_str(), String::new(), &chosen, &desktop, &external_agent);
        let mut depends_on = posted.all("depends_on[]");
        let dropped = posted.get("drop");
        depends_on.retain(|id| *id != dropped);
        let mut find = posted.get("depends_find");
        if let Some(added) = given(&posted.get("add")) {
            depends_on.push(added);
            find.clear();
        }
        Self {
            kind,
            title: posted.get("title"),
            content: posted.get("content"),
            desktop,
            before: is("approve_before_run"),
            after: is("requires_approval"),
            depends_on,
            find,
            list: is("list"),
            agent: (kind == TaskType::Prompt).then_some(agent),
            external_agent,
            cwd: posted.get("cwd"),
            timeout: posted.get("timeout_seconds"),
            interpreter: posted.get("interpreter"),
            run: is("run"),
            another: is("another"),
            template: None,
            refused: None,
        }
    }

    /// One more of the kind that was just made: everything but what it does.
    fn like(self, desk: &Desk) -> Self {
        let is = |name: &str| desk.query(name).is_some();
        Self {
            kind: desk.query("kind").and_then(|kind| TaskType::parse(&kind)).unwrap_or(self.kind),
            desktop: desk.query("desktop").unwrap_or_default(),
            before: is("before"),
            after: is("after"),
            run: is("run"),
            another: true,
            ..self
        }
    }

    /// What would be asked for with these fields, for this desktop if none was chosen.
    pub(super) fn wanted(&self, first: Option<&str>) -> CreateTask {
        let prompt = self.kind == TaskType::Prompt;
        let named = |name: &str| given(name).filter(|_| prompt);
        let desktop =
            if self.desktop.is_empty() { first.unwrap_or_default() } else { &self.desktop };
        CreateTask {
            kind: self.kind,
            content: self.content.clone(),
            desktop_id: desktop.to_owned(),
            title: given(&self.title),
            requires_approval: self.after,
            approve_before_run: self.before,
            depends_on: Vec::new(),
            agent: self.agent.as_deref().and_then(named),
            external_agent: named(&self.external_agent),
            cwd: given(&self.cwd),
            // What is no number is as wrong as one that is too small.
            timeout_seconds: given(&self.timeout).map(|text| text.trim().parse().unwrap_or(0)),
            run: self.run,
            external_ref: None,
            interpreter: Interpreter::parse(&self.interpreter).filter(|_| !prompt),
        }
    }

    /// `true` for the field that was refused.
    pub(super) fn invalid(&self, field: &str) -> Option<&'static str> {
        (self.refused.as_deref() == Some(field)).then_some("true")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(typed: &[(&str, &str)]) -> Notice {
        Notice {
            kind: NoticeKind::Refused,
            code: "invalid".into(),
            title: "No.".into(),
            detail: String::new(),
            field: Some("cwd".into()),
            typed: typed.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect(),
        }
    }

    fn posted(fields: &[(&str, &str)]) -> Draft {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        Draft::posted(&Posted::read(body.as_bytes()))
    }

    #[test]
    fn what_was_typed_comes_back_and_wins_over_a_start() {
        let notice = refusal(&[
            ("kind", "prompt"),
            ("content", "Do it\r\nnow"),
            ("depends_on", "t_1 t_2"),
            ("depends_find", "dep"),
            ("external_agent", "Fern"),
            ("requires_approval", "on"),
            ("another", "on"),
        ]);
        let draft = Draft::new(Some(&notice), Template::of("deploy"));
        assert_eq!((draft.kind, draft.content.as_str()), (TaskType::Prompt, "Do it\nnow"));
        assert_eq!(
            (draft.before, draft.after, draft.run, draft.another),
            (false, true, false, true)
        );
        assert_eq!((draft.depends_on.join(" ").as_str(), draft.find.as_str()), ("t_1 t_2", "dep"));
        assert_eq!(draft.external_agent, "Fern");
        assert_eq!((draft.invalid("cwd"), draft.invalid("title")), (Some("true"), None));
    }

    #[test]
    fn an_agent_typed_for_a_prompt_does_not_follow_to_a_command() {
        let notice = refusal(&[("kind", "command"), ("external_agent", "Fern")]);
        assert_eq!(Draft::new(Some(&notice), None).external_agent, "");
        let draft = posted(&[("kind", "command"), ("external_agent", "Fern")]);
        assert_eq!(draft.wanted(None).external_agent, None);
    }

    #[test]
    fn a_start_fills_in_its_stops() {
        let draft = Draft::new(None, Template::of("data"));
        assert_eq!((draft.before, draft.after, draft.run), (true, true, true));
        let plain = Draft::new(None, None);
        assert_eq!((plain.before, plain.after), (false, false));
    }

    #[test]
    fn a_task_is_added_to_those_it_waits_for_and_taken_out_again() {
        let held = [("depends_on[]", "t_1"), ("depends_on[]", "t_2"), ("depends_find", "dep")];
        let with = |more: (&'static str, &'static str)| {
            let mut fields = held.to_vec();
            fields.push(more);
            let draft = posted(&fields);
            (draft.depends_on.join(" "), draft.find)
        };
        assert_eq!(with(("x", "")), ("t_1 t_2".into(), "dep".into()));
        assert_eq!(with(("add", "t_3")), ("t_1 t_2 t_3".into(), String::new()));
        assert_eq!(with(("drop", "t_1")), ("t_2".into(), "dep".into()));
    }

    #[test]
    fn what_is_looked_at_is_what_would_be_sent() {
        let draft = posted(&[
            ("kind", "prompt"),
            ("content", "Do it"),
            ("desktop_id", "d_2"),
            ("agent_on[d_1]", "Tour"),
            ("agent_on[d_2]", "Fern"),
            ("timeout_seconds", "soon"),
            ("interpreter", "sh"),
        ]);
        let wanted = draft.wanted(Some("d_1"));
        assert_eq!((wanted.desktop_id.as_str(), wanted.agent.as_deref()), ("d_2", Some("Fern")));
        assert_eq!((wanted.timeout_seconds, wanted.interpreter), (Some(0), None));
        assert_eq!(Draft::default().wanted(Some("d_1")).desktop_id, "d_1");
    }
}
