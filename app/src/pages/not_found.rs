//! There is nothing at this address.

use super::{Desk, signed_out_page, unrouted_page};
use crate::{parts::empty::Empty, visitor::visitor};
use axum::http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use service::Error;

/// What an address without a page shows.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
    if visitor().actor.is_some() {
        unrouted_page("No such page", show)
    } else {
        signed_out_page("No such page", |_, _| nothing())
    }
}

async fn show(_: Desk) -> Result<AnyView, Error> {
    Ok(nothing())
}

fn nothing() -> AnyView {
    view! {
        <main id="main" class="page">
            <h1>"No such page"</h1>
            <Empty text="There is nothing at this address, or you may not see it.">
                <a class="button" href="/">
                    "Back to the board"
                </a>
            </Empty>
        </main>
    }
    .into_any()
}
