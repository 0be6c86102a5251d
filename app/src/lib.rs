//! What is seen: the pages and their interactive parts.
//! It must never hold a rule: it asks the service and shows the answer.

use leptos::prelude::*;

/// The HTML document around every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let css = format!("/{}/{}.css", options.site_pkg_dir, options.output_name);
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>"Mission Control"</title>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=css />
                <HydrationScripts options islands=true />
            </head>
            <body>
                <h1>"Mission Control"</h1>
                <Counter />
            </body>
        </html>
    }
}

/// Counts clicks: proof that the browser side is alive.
#[island]
fn Counter() -> impl IntoView {
    let (count, set_count) = signal(0);
    view! { <button on:click=move |_| set_count.update(|count| *count += 1)>"Clicked " {count}</button> }
}
