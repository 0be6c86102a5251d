//! What people say about lines of changed files, and which files they have looked at.

use super::answer::{Answer, Form};
use crate::parts::path_field::path_of;
use domain::{Refusal, change::diff::Side, wire};
use leptos::prelude::*;

/// Says something about a line. It goes with the person's answer.
#[server(prefix = "/forms", endpoint = "add_comment")]
pub async fn add_comment(
    /// The task.
    #[server(default)]
    task: String,
    /// The file, as [`crate::parts::path_field`] writes it.
    #[server(default)]
    path: String,
    /// `old` or `new`.
    #[server(default)]
    side: String,
    /// The line's number.
    #[server(default)]
    line: String,
    /// What to say.
    #[server(default)]
    text: String,
    /// The page to go on to.
    #[server(default)]
    back: String,
) -> Answer {
    let form = Form::here().typed("text", &text);
    let came = async {
        let side =
            Side::parse(&side).ok_or_else(|| Refusal::invalid("side", "It must be old or new."))?;
        let line = line.trim().parse();
        let line = line.map_err(|_| Refusal::invalid("line", "It must be a whole number."))?;
        let path = path_of(&path);
        let body = wire::AddComment { path, side, line, text: text.replace("\r\n", "\n") };
        form.mission.add_comment(&form.actor()?, &task, body).await
    };
    let came = came.await;
    form.answer(came.map(|comment| (format!("{back}#{}", comment.id), String::new()))).await
}

/// Takes a draft back.
#[server(prefix = "/forms", endpoint = "remove_comment")]
pub async fn remove_comment(
    /// The task.
    #[server(default)]
    task: String,
    /// The comment.
    #[server(default)]
    id: String,
    /// The page to go on to.
    #[server(default)]
    back: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.remove_comment(&form.actor()?, &task, &id).await }.await;
    form.answer(came.map(|()| (back, String::new()))).await
}

/// Notes that a changed file was looked at, or was not.
#[server(prefix = "/forms", endpoint = "view_file")]
pub async fn view_file(
    /// The task.
    #[server(default)]
    task: String,
    /// The file, as [`crate::parts::path_field`] writes it.
    #[server(default)]
    path: String,
    /// `yes` or `no`.
    #[server(default)]
    viewed: String,
    /// The page to go on to.
    #[server(default)]
    back: String,
) -> Answer {
    let form = Form::here();
    let (path, viewed) = (path_of(&path), viewed == "yes");
    let came = async { form.mission.view_file(&form.actor()?, &task, &path, viewed).await }.await;
    form.answer(came.map(|()| (back, String::new()))).await
}
