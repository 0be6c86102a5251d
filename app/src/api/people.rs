//! People: adding them, their roles, links for their passwords, and the end of an account.

use super::{
    answer::{Answer, Form},
    once,
    sessions::{signed_in, user_agent},
};
use domain::{Refusal, person::Role, wire::Password};
use leptos::prelude::*;

/// Where people are listed.
pub const PAGE: &str = "/settings/people";

/// Where a link for a password leads.
pub const LINK: &str = "/password";

fn role_of(text: &str) -> Result<Role, Refusal> {
    Role::parse(text)
        .ok_or_else(|| Refusal::invalid("role", "It must be viewer, operator, approver or admin."))
}

/// Makes an account; the next page shows the link with which its person chooses a password, once.
#[server(prefix = "/forms", endpoint = "invite_person")]
pub async fn invite_person(
    /// The name to sign in with.
    #[server(default)]
    name: String,
    /// What they may do.
    #[server(default)]
    role: String,
    /// The password of whoever asks, where it is asked for. It is never kept.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here().typed("name", &name).typed("role", &role);
    let came = async {
        let role = role_of(&role)?;
        let password = Password::typed(password);
        form.mission.invite(&form.actor()?, name.trim(), role, password.as_ref()).await
    };
    let came = came.await.inspect(|invited| once::keep(PAGE, &invited.secret));
    form.answer(came.map(|_| (PAGE.to_owned(), String::new()))).await
}

/// Makes a link with which somebody chooses another password; the next page shows it, once.
#[server(prefix = "/forms", endpoint = "link_person")]
pub async fn link_person(
    /// Who.
    #[server(default)]
    id: String,
    /// The password of whoever asks, where it is asked for. It is never kept.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here();
    let came = async {
        let password = Password::typed(password);
        form.mission.link_person(&form.actor()?, &id, password.as_ref()).await
    };
    let came = came.await.inspect(|invited| once::keep(PAGE, &invited.secret));
    form.answer(came.map(|_| (PAGE.to_owned(), String::new()))).await
}

/// Gives somebody another role.
#[server(prefix = "/forms", endpoint = "change_role")]
pub async fn change_role(
    /// Who.
    #[server(default)]
    id: String,
    /// What they may do from now on.
    #[server(default)]
    role: String,
    /// The password of whoever asks, where it is asked for. It is never kept.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here();
    let came = async {
        let password = Password::typed(password);
        let role = role_of(&role)?;
        form.mission.change_role(&form.actor()?, &id, role, password.as_ref()).await
    };
    let came = came.await.map(|person| {
        (PAGE.to_owned(), format!("{} is {} from now on.", person.name, person.role.as_str()))
    });
    form.answer(came).await
}

/// Ends somebody's access: their keys and sessions end at once.
#[server(prefix = "/forms", endpoint = "deactivate_person")]
pub async fn deactivate_person(
    /// Who.
    #[server(default)]
    id: String,
    /// The password of whoever asks, where it is asked for. It is never kept.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here();
    let came = async {
        let password = Password::typed(password);
        form.mission.deactivate(&form.actor()?, &id, password.as_ref()).await
    };
    let came = came.await.map(|person| {
        (PAGE.to_owned(), format!("{} is signed out everywhere and cannot sign in.", person.name))
    });
    form.answer(came).await
}

/// Lets somebody in again whose access had ended.
#[server(prefix = "/forms", endpoint = "let_in")]
pub async fn let_in(
    /// Who.
    #[server(default)]
    id: String,
    /// The password of whoever asks, where it is asked for. It is never kept.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here();
    let came = async {
        let password = Password::typed(password);
        form.mission.let_in(&form.actor()?, &id, password.as_ref()).await
    };
    let came = came.await.map(|person| {
        let role = person.role.as_str();
        (PAGE.to_owned(), format!("{} can sign in again, as {role}.", person.name))
    });
    form.answer(came).await
}

/// Chooses a password with a link, and signs in.
#[server(prefix = "/forms", endpoint = "use_link")]
pub async fn use_link(
    /// The secret of the link.
    #[server(default)]
    secret: String,
    /// The password.
    #[server(default)]
    password: String,
) -> Answer {
    let form = Form::here();
    let came = form.mission.use_link(&secret, &password, &user_agent()).await;
    let came = came.inspect(signed_in).map(|_| ("/".to_owned(), String::new()));
    form.answer(came).await
}
