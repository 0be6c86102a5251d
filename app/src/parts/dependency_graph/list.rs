//! The same as a list: for phones, for keys and for screen readers.

use super::layout::{Layer, Layout, Node};
use crate::parts::{count::grouped, safe_text, status::Status};
use leptos::prelude::*;

pub(super) fn list(layout: &Layout) -> AnyView {
    let layers = layout.layers.iter().map(layer).collect_view();
    view! { <ol class="graph-list">{layers}</ol> }.into_any()
}

fn layer(layer: &Layer) -> AnyView {
    let nodes = layer.nodes.iter().map(node).collect_view();
    let more = (layer.more > 0).then(|| {
        view! { <li class="quiet">{format!("and {} more", grouped(layer.more))}</li> }
    });
    view! {
        <li data-current=(layer.steps == 0).then_some("")>
            <span class="eyebrow">{place(layer.steps)}</span>
            <ul>
                {nodes}
                {more}
            </ul>
        </li>
    }
    .into_any()
}

fn place(steps: i32) -> String {
    match steps {
        0 => "This task".to_owned(),
        -1 => "It waits for".to_owned(),
        1 => "Waits for it".to_owned(),
        before if before < 0 => format!("{} steps before", before.unsigned_abs()),
        behind => format!("{behind} steps behind"),
    }
}

fn node(node: &Node) -> AnyView {
    let task = &node.task;
    let label = format!("MC-{}", task.number);
    let title = safe_text::prose(&task.title);
    let words = view! {
        <span class="mono">{label}</span>
        " "
        <span>{title}</span>
    };
    let words = if node.current {
        view! { <span class="graph-here" aria-current="true">{words}</span> }.into_any()
    } else {
        view! { <a href=format!("/tasks/{}", task.id)>{words}</a> }.into_any()
    };
    view! {
        <li>
            {words}
            <Status status=task.status />
        </li>
    }
    .into_any()
}
