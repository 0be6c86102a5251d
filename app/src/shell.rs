//! What surrounds every page: the document, its drawings, and what wakes its islands.

use crate::{parts::icon::Drawings, routes::App};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

/// The address of the service worker; none where the server has none.
#[derive(Clone, Debug, Default)]
pub struct ServiceWorker(pub Option<String>);

/// The HTML document around every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let files = format!("/{}/{}", options.site_pkg_dir, options.output_name);
    let css = format!("{files}.css");
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#1a1b19" media="(prefers-color-scheme: dark)" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <link rel="stylesheet" href=css />
                <Wake files />
                <MetaTags />
            </head>
            <body>
                <Drawings />
                <App />
            </body>
        </html>
    }
}

/// Loads the script and the WASM when the browser is idle, and wakes the islands.
///
/// In place of Leptos' own: that one visits every element of the page to find them, with a pause at each, which on a long
/// diff keeps the page busy for half a second. Ours stand side by side and hold no other islands, so they are just asked for.
#[component]
fn Wake(
    /// Where the files lie, without their endings.
    files: String,
) -> impl IntoView {
    // Nothing but islands is hydrated: what surrounds them is not described to the browser.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let (script, wasm) = (format!("{files}.js"), format!("{files}_bg.wasm"));
    let worker = use_context::<ServiceWorker>().and_then(|worker| worker.0).unwrap_or_default();
    let wake = format!("({})({script:?},{wasm:?},{worker:?})", include_str!("wake.js").trim_end());
    view! {
        <link rel="modulepreload" href=script.clone() nonce=use_nonce() />
        <link rel="preload" href=wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin="" />
        <script type="module" nonce=use_nonce()>
            {wake}
        </script>
    }
}
