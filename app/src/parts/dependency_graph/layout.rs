//! Which tasks are drawn, in which column and row.
//!
//! Columns are steps: as many as the longest way there has, so every line runs from left to right. What is too far away or
//! too much for its column is counted.

use domain::TaskStatus;
use service::{TaskLinks, store::LinkedTask};
use std::collections::{HashMap, HashSet};

/// How many steps are drawn on each side.
const STEPS: usize = 3;
/// How many tasks a column shows; with more, its last place says how many.
const ROWS: usize = 6;

/// A task in the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) task: LinkedTask,
    /// Whether it is the one whose page this is.
    pub(super) current: bool,
}

/// A column: the tasks that are the same number of steps away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layer {
    /// How many steps: negative before the task, positive behind it.
    pub(super) steps: i32,
    pub(super) nodes: Vec<Node>,
    /// How many more there are, here or further on.
    pub(super) more: usize,
}

impl Layer {
    /// How many places it takes.
    pub(super) fn rows(&self) -> usize {
        self.nodes.len() + usize::from(self.more > 0)
    }
}

/// From what is waited for to what waits; each by its column and its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: (usize, usize),
    pub(super) to: (usize, usize),
    /// How far that is: only a task that is Done lets others start.
    pub(super) status: TaskStatus,
}

/// The whole drawing, column by column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) layers: Vec<Layer>,
    pub(super) edges: Vec<Edge>,
}

/// Lays out what surrounds a task.
pub(super) fn layout(task: &LinkedTask, links: &TaskLinks) -> Layout {
    let own = Layer { steps: 0, nodes: vec![Node { task: task.clone(), current: true }], more: 0 };
    let mut layers: Vec<Layer> = side(task, &links.before, -1);
    layers.reverse();
    layers.push(own);
    layers.extend(side(task, &links.after, 1));
    let mut places = HashMap::new();
    for (column, layer) in layers.iter().enumerate() {
        for (row, node) in layer.nodes.iter().enumerate() {
            places.insert(node.task.id.as_str(), (column, row, node.task.status));
        }
    }
    let mut edges = Vec::new();
    for node in layers.iter().flat_map(|layer| &layer.nodes) {
        let Some((column, row, _)) = places.get(node.task.id.as_str()) else { continue };
        for id in &node.task.depends_on {
            if let Some((from, at, status)) = places.get(id.as_str()) {
                edges.push(Edge { from: (*from, *at), to: (*column, *row), status: *status });
            }
        }
    }
    Layout { layers, edges }
}

/// The columns of one side, the nearest first. `way` is -1 before the task and 1 behind it.
fn side(task: &LinkedTask, linked: &[LinkedTask], way: i32) -> Vec<Layer> {
    let depths = depths(task, linked, way);
    let depth = |task: &LinkedTask| depths.get(task.id.as_str()).copied().unwrap_or(1);
    let furthest = linked.iter().map(depth).max().unwrap_or(0);
    let mut shown: HashMap<&str, usize> = HashMap::from([(task.id.as_str(), 0)]);
    let mut layers = Vec::new();
    for step in 1..=furthest.min(STEPS) {
        let mut all: Vec<&LinkedTask> = linked.iter().filter(|task| depth(task) == step).collect();
        // What a line leads to comes first, then what is still open.
        let places = neighbours(task, linked, way);
        let near = |task: &LinkedTask| {
            let near = places.get(task.id.as_str()).into_iter().flatten();
            near.filter_map(|id| shown.get(id)).copied().collect::<Vec<_>>()
        };
        all.sort_by_key(|task| (near(task).is_empty(), open(task.status), task.number));
        let places = if all.len() > ROWS { ROWS - 1 } else { ROWS };
        let beyond =
            if step == STEPS { linked.iter().filter(|t| depth(t) > STEPS).count() } else { 0 };
        // The last place is needed for the count, also where only what is further on is counted.
        let places = if beyond > 0 { places.min(ROWS - 1) } else { places };
        let more = all.len().saturating_sub(places) + beyond;
        all.truncate(places);
        // Beside its neighbours, so that few lines cross.
        all.sort_by_key(|task| {
            let near = near(task);
            let middle = near.iter().sum::<usize>() * 1_000 / near.len().max(1);
            (middle, task.number)
        });
        for (row, task) in all.iter().enumerate() {
            shown.insert(task.id.as_str(), row);
        }
        let nodes = all.into_iter().map(|task| Node { task: task.clone(), current: false });
        let steps = way * i32::try_from(step).unwrap_or(i32::MAX);
        layers.push(Layer { steps, nodes: nodes.collect(), more });
    }
    layers
}

/// How many steps the longest way from the task has. A task can only wait for tasks that were there before it, so by number
/// each comes after everything it depends on.
fn depths<'a>(task: &'a LinkedTask, linked: &'a [LinkedTask], way: i32) -> HashMap<&'a str, usize> {
    let known: HashSet<&str> = linked.iter().map(|task| task.id.as_str()).collect();
    let mut order: Vec<&LinkedTask> = linked.iter().collect();
    order.sort_by_key(|task| task.number);
    let mut depths = HashMap::from([(task.id.as_str(), 0)]);
    if way > 0 {
        for task in order {
            let before = task.depends_on.iter().filter_map(|id| depths.get(id.as_str()));
            let depth = before.max().map_or(1, |depth: &usize| depth + 1);
            depths.insert(task.id.as_str(), depth);
        }
        return depths;
    }
    for task in std::iter::once(task).chain(order.into_iter().rev()) {
        let own = depths.get(task.id.as_str()).copied().unwrap_or(1);
        for id in task.depends_on.iter().map(domain::TaskId::as_str).filter(|id| known.contains(id))
        {
            let depth = depths.entry(id).or_insert(0);
            *depth = (*depth).max(own + 1);
        }
    }
    depths
}

/// For each task, those one step nearer to the one in the middle.
fn neighbours<'a>(
    task: &'a LinkedTask,
    linked: &'a [LinkedTask],
    way: i32,
) -> HashMap<&'a str, Vec<&'a str>> {
    let mut near: HashMap<&str, Vec<&str>> = HashMap::new();
    for task in linked.iter().chain(std::iter::once(task)) {
        for id in &task.depends_on {
            let (far, closer) = if way > 0 {
                (task.id.as_str(), id.as_str())
            } else {
                (id.as_str(), task.id.as_str())
            };
            near.entry(far).or_default().push(closer);
        }
    }
    near
}

/// What still holds others up comes before what does not.
const fn open(status: TaskStatus) -> u8 {
    match status {
        TaskStatus::Review => 0,
        TaskStatus::Running => 1,
        TaskStatus::Pending => 2,
        TaskStatus::Failed | TaskStatus::Cancelled => 3,
        TaskStatus::Done => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::TaskId;

    fn task(number: i64, depends_on: &[i64]) -> LinkedTask {
        LinkedTask {
            id: TaskId::new(format!("t_{number}")),
            number,
            title: format!("Task {number}"),
            status: TaskStatus::Pending,
            depends_on: depends_on.iter().map(|n| TaskId::new(format!("t_{n}"))).collect(),
        }
    }

    fn columns(layout: &Layout) -> Vec<(i32, Vec<i64>, usize)> {
        let numbers = |layer: &Layer| layer.nodes.iter().map(|node| node.task.number).collect();
        layout.layers.iter().map(|layer| (layer.steps, numbers(layer), layer.more)).collect()
    }

    #[test]
    fn a_task_stands_behind_everything_it_waits_for() {
        // 5 waits for 4 and for 1; 4 for 2 and 3; both for 1.
        let links = TaskLinks {
            before: vec![task(4, &[2, 3]), task(1, &[]), task(2, &[1]), task(3, &[1])],
            after: vec![task(6, &[5]), task(7, &[5, 6])],
        };
        let layout = layout(&task(5, &[4, 1]), &links);
        assert_eq!(
            columns(&layout),
            [
                (-3, vec![1], 0),
                (-2, vec![2, 3], 0),
                (-1, vec![4], 0),
                (0, vec![5], 0),
                (1, vec![6], 0),
                (2, vec![7], 0),
            ]
        );
        assert_eq!(layout.edges.len(), 9, "{:?}", layout.edges);
        for edge in &layout.edges {
            assert!(edge.from.0 < edge.to.0, "from left to right: {edge:?}");
        }
    }

    #[test]
    fn hundreds_are_counted_and_not_drawn() {
        let behind = (2..=252).map(|number| task(number, &[1])).collect();
        let wide = layout(&task(1, &[]), &TaskLinks { before: Vec::new(), after: behind });
        assert_eq!(columns(&wide)[1], (1, vec![2, 3, 4, 5, 6], 246));
        let chain: Vec<_> = (2..=400).map(|number| task(number, &[number - 1])).collect();
        let long = layout(&task(1, &[]), &TaskLinks { before: Vec::new(), after: chain });
        let drawn: usize = long.layers.iter().map(Layer::rows).sum();
        assert_eq!((columns(&long)[3].clone(), drawn), ((3, vec![4], 396), 5));
        let all: usize = long.layers.iter().map(|layer| layer.nodes.len() + layer.more).sum();
        assert_eq!(all, 400, "each is drawn or counted");
    }

    #[test]
    fn a_full_column_shows_what_is_still_open() {
        let done = |number| LinkedTask { status: TaskStatus::Done, ..task(number, &[]) };
        let mut before: Vec<_> = (1..=8).map(done).collect();
        before[7].status = TaskStatus::Review;
        let ids: Vec<i64> = (1..=8).collect();
        let all = layout(&task(9, &ids), &TaskLinks { before, after: Vec::new() });
        let (_, shown, more) = &columns(&all)[0];
        assert!(shown.contains(&8), "{shown:?}");
        assert_eq!((shown.len(), *more), (5, 3));
    }

    #[test]
    fn what_is_drawn_is_joined_to_what_is_drawn() {
        // Twelve wait for 1; each has one more behind it.
        let first: Vec<_> = (2..=13).map(|number| task(number, &[1])).collect();
        let second = (14..=25).map(|number| task(number, &[number - 12]));
        let after = first.iter().cloned().chain(second).collect();
        let layout = layout(&task(1, &[]), &TaskLinks { before: Vec::new(), after });
        for (row, node) in layout.layers[2].nodes.iter().enumerate() {
            let joined = layout.edges.iter().any(|edge| edge.to == (2, row));
            assert!(joined, "{node:?}");
        }
    }
}
