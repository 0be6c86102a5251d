//! What the form holds when it is shown: what was typed before a refusal, a start, or nothing.

use super::templates::Template;
use crate::parts::{
    editable::editable,
    notice::{Notice, NoticeKind},
};
use domain::TaskType;

/// The fields of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) kind: TaskType,
    pub(super) title: String,
    pub(super) content: String,
    pub(super) desktop: String,
    pub(super) before: bool,
    pub(super) after: bool,
    pub(super) depends_on: Vec<String>,
    /// The agent that was chosen; nothing before a choice was made.
    pub(super) agent: Option<String>,
    pub(super) external_agent: String,
    pub(super) cwd: String,
    pub(super) timeout: String,
    pub(super) run: bool,
    pub(super) template: Option<Template>,
    /// The field that was refused, by its name on the wire.
    pub(super) refused: Option<String>,
}

impl Draft {
    /// The form as it should be shown.
    pub(super) fn new(notice: Option<&Notice>, template: Option<Template>) -> Self {
        let refused = notice.filter(|notice| notice.kind == NoticeKind::Refused);
        match refused.filter(|notice| notice.typed("kind").is_some()) {
            Some(notice) => Self::typed(notice, template),
            None => Self {
                kind: template.map_or(TaskType::Command, |template| template.kind),
                title: String::new(),
                content: String::new(),
                desktop: String::new(),
                before: template.is_some_and(|template| template.before),
                after: template.is_some_and(|template| template.after),
                depends_on: Vec::new(),
                agent: None,
                external_agent: String::new(),
                cwd: String::new(),
                timeout: String::new(),
                run: true,
                template,
                refused: None,
            },
        }
    }

    fn typed(notice: &Notice, template: Option<Template>) -> Self {
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
            agent: prompt.then(|| text("agent")),
            // A command has no agent, and its field is not shown.
            external_agent: if prompt { text("external_agent") } else { String::new() },
            cwd: text("cwd"),
            timeout: text("timeout_seconds"),
            run: !text("run").is_empty(),
            template,
            refused: notice.field.clone(),
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

    #[test]
    fn what_was_typed_comes_back_and_wins_over_a_start() {
        let notice = refusal(&[
            ("kind", "prompt"),
            ("content", "Do it\r\nnow"),
            ("depends_on", "t_1 t_2"),
            ("external_agent", "Fern"),
            ("requires_approval", "on"),
        ]);
        let draft = Draft::new(Some(&notice), Template::of("deploy"));
        assert_eq!((draft.kind, draft.content.as_str()), (TaskType::Prompt, "Do it\nnow"));
        assert_eq!((draft.before, draft.after, draft.run), (false, true, false));
        assert_eq!(draft.depends_on, ["t_1", "t_2"]);
        assert_eq!(draft.external_agent, "Fern");
        assert_eq!((draft.invalid("cwd"), draft.invalid("title")), (Some("true"), None));
    }

    #[test]
    fn an_agent_typed_for_a_prompt_does_not_follow_to_a_command() {
        let notice = refusal(&[("kind", "command"), ("external_agent", "Fern")]);
        assert_eq!(Draft::new(Some(&notice), None).external_agent, "");
    }

    #[test]
    fn a_start_fills_in_its_stops() {
        let draft = Draft::new(None, Template::of("data"));
        assert_eq!((draft.before, draft.after, draft.run), (true, true, true));
        let plain = Draft::new(None, None);
        assert_eq!((plain.before, plain.after), (false, false));
    }
}
