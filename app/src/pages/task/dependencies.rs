//! What it waits for and what waits for it, drawn.

use super::View;
use crate::parts::dependency_graph::dependency_graph;
use domain::TaskId;
use leptos::prelude::*;
use service::store::LinkedTask;

pub(super) fn dependencies(view: &View) -> Option<AnyView> {
    let task = &view.task;
    let own = LinkedTask {
        id: TaskId::new(&task.id),
        number: task.number,
        title: task.title.clone(),
        status: task.status,
        depends_on: task.depends_on.iter().map(TaskId::new).collect(),
    };
    dependency_graph(&own, &view.links)
}
