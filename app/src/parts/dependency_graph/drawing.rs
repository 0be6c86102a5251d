//! The drawing: boxes with their status, and lines from what is waited for to what waits. Its places are numbers of the
//! drawing, so no style stands in the page. Whoever cannot see it, or goes by keys, has the list below it.

use super::layout::{Edge, Layer, Layout, Node};
use crate::parts::{count::grouped, icon::Icon, safe_text, status::status_symbol};
use domain::TaskStatus;
use leptos::{prelude::*, svg};

/// A box, in CSS pixels.
const WIDTH: usize = 176;
const HEIGHT: usize = 48;
/// Between columns, and between rows.
const GAP: usize = 40;
const SPACE: usize = 12;
/// Around everything: the frame of the current task is wider than its box.
const EDGE: usize = 4;
/// Letters of a title that fit into a box.
const LETTERS: usize = 23;

/// Where each box stands.
struct Places {
    /// The most rows of a column: shorter ones stand in the middle.
    rows: usize,
    columns: Vec<usize>,
}

impl Places {
    fn of(layout: &Layout) -> Self {
        let columns: Vec<usize> = layout.layers.iter().map(Layer::rows).collect();
        Self { rows: columns.iter().copied().max().unwrap_or(1), columns }
    }

    fn at(&self, (column, row): (usize, usize)) -> (usize, usize) {
        let missing = self.rows - self.columns.get(column).copied().unwrap_or(self.rows);
        let above = missing * (HEIGHT + SPACE) / 2;
        (EDGE + column * (WIDTH + GAP), EDGE + above + row * (HEIGHT + SPACE))
    }

    fn size(&self) -> (usize, usize) {
        let width = self.columns.len() * (WIDTH + GAP) - GAP;
        (width + 2 * EDGE, self.rows * (HEIGHT + SPACE) - SPACE + 2 * EDGE)
    }
}

pub(super) fn drawing(layout: &Layout) -> AnyView {
    let places = Places::of(layout);
    let (width, height) = places.size();
    let lines = layout.edges.iter().map(|edge| line(edge, &places)).collect_view();
    let boxes = layout.layers.iter().enumerate().map(|(column, layer)| {
        let nodes = layer.nodes.iter().enumerate();
        let nodes = nodes.map(|(row, node)| task(node, places.at((column, row)))).collect_view();
        let more = (layer.more > 0).then(|| more(layer, places.at((column, layer.nodes.len()))));
        view! {
            {nodes}
            {more}
        }
    });
    view! {
        <div class="graph-frame" aria-hidden="true">
            <svg
                class="graph"
                width=width
                height=height
                viewBox=format!("0 0 {width} {height}")
                focusable="false"
            >
                {lines}
                {boxes.collect_view()}
            </svg>
        </div>
    }
    .into_any()
}

fn line(edge: &Edge, places: &Places) -> AnyView {
    let ((from_x, from_y), (to_x, to_y)) = (places.at(edge.from), places.at(edge.to));
    let (x, y) = (from_x + WIDTH, from_y + HEIGHT / 2);
    let (end, at) = (to_x - 5, to_y + HEIGHT / 2);
    let bend = GAP / 2 + 4;
    let curve = format!(
        "M{x} {y}C{} {y} {} {at} {end} {at}m-4 -3.5l4.5 3.5-4.5 3.5",
        x + bend,
        end.saturating_sub(bend),
    );
    let far = match edge.status {
        TaskStatus::Done => "done",
        TaskStatus::Failed | TaskStatus::Cancelled => "never",
        _ => "open",
    };
    view! { <path class="graph-line" data-far=far d=curve></path> }.into_any()
}

fn task(node: &Node, (x, y): (usize, usize)) -> AnyView {
    let LinkedBox { label, title, whole } = LinkedBox::of(node);
    let status = node.task.status;
    let inner = view! {
        <svg x=x y=y width=WIDTH height=HEIGHT>
            <rect class="graph-box" x="0.5" y="0.5" width=WIDTH - 1 height=HEIGHT - 1 rx="5"></rect>
            <g class="status" data-status=status.as_str()>
                <svg x="10" y="8" width="16" height="16">
                    <Icon of=status_symbol(status) />
                </svg>
            </g>
            <text class="graph-label mono" x="32" y="20">
                {label}
            </text>
            <text class="graph-status" x=WIDTH - 10 y="20" text-anchor="end">
                {status.label()}
            </text>
            <text class="graph-title" x="10" y="38">
                {title}
            </text>
        </svg>
    };
    if node.current {
        return view! {
            <g class="graph-task" data-current="">
                {svg::title().child(whole)}
                {inner}
            </g>
        }
        .into_any();
    }
    view! {
        <a class="graph-task" href=format!("/tasks/{}", node.task.id) tabindex="-1">
            {svg::title().child(whole)}
            {inner}
        </a>
    }
    .into_any()
}

/// The words of a box. A drawing does not wrap its text, so a long title is cut; the whole one is below and in the list.
struct LinkedBox {
    label: String,
    title: String,
    whole: String,
}

impl LinkedBox {
    fn of(node: &Node) -> Self {
        let label = format!("MC-{}", node.task.number);
        let title = safe_text::plain(&node.task.title);
        let whole = format!("{label} {title}, {}", node.task.status.label());
        if title.chars().count() <= LETTERS {
            return Self { label, title, whole };
        }
        let cut: String = title.chars().take(LETTERS - 1).collect();
        Self { label, title: format!("{}…", cut.trim_end()), whole }
    }
}

fn more(layer: &Layer, (x, y): (usize, usize)) -> AnyView {
    let words = format!("and {} more", grouped(layer.more));
    view! {
        <svg x=x y=y width=WIDTH height=HEIGHT>
            <rect
                class="graph-box"
                data-more=""
                x="0.5"
                y="0.5"
                width=WIDTH - 1
                height=HEIGHT - 1
                rx="5"
            ></rect>
            <text class="graph-status" x="10" y="29">
                {words}
            </text>
        </svg>
    }
    .into_any()
}
