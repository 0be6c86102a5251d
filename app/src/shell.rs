//! What surrounds every page: the document, the top bar and the footer.

use crate::{parts::icon::Drawings, routes::App};
use leptos::prelude::*;
use leptos_meta::MetaTags;

/// The HTML document around every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let css = format!("/{}/{}.css", options.site_pkg_dir, options.output_name);
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=css />
                <HydrationScripts options islands=true />
                <MetaTags />
            </head>
            <body>
                <Drawings />
                <App />
            </body>
        </html>
    }
}
