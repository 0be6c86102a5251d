//! What a task waits for and what waits for it, over several steps: a drawing and the same as a list.

mod drawing;
mod layout;
mod list;

use super::count::counted;
use leptos::prelude::*;
use service::{TaskLinks, store::LinkedTask};

/// The section; nothing for a task without links.
pub fn dependency_graph(task: &LinkedTask, links: &TaskLinks) -> Option<AnyView> {
    if links.before.is_empty() && links.after.is_empty() {
        return None;
    }
    let layout = layout::layout(task, links);
    Some(
        view! {
            <section class="dependencies" id="dependencies" aria-labelledby="dependencies-head">
                <header>
                    <h2 id="dependencies-head">"Dependencies"</h2>
                    <p>{summary(links)}</p>
                </header>
                {drawing::drawing(&layout)}
                {list::list(&layout)}
            </section>
        }
        .into_any(),
    )
}

/// How many there are, counting every step. What was cut off is said.
fn summary(links: &TaskLinks) -> String {
    let count = |linked: &[LinkedTask]| {
        let number = u32::try_from(linked.len()).unwrap_or(u32::MAX);
        let tasks = counted(number, "task", "tasks");
        if number >= TaskLinks::MOST { format!("{tasks} or more") } else { tasks }
    };
    let open = |linked: &[LinkedTask]| {
        linked.iter().filter(|task| task.status != domain::TaskStatus::Done).count()
    };
    let mut said = Vec::new();
    if !links.before.is_empty() {
        let waits = match open(&links.before) {
            0 if links.before.len() == 1 => ", which is Done".to_owned(),
            0 => ", all of them Done".to_owned(),
            open if open == links.before.len() => match open {
                1 => ", which is not Done".to_owned(),
                _ => ", none of them Done".to_owned(),
            },
            open => format!(", {open} of them not Done"),
        };
        said.push(format!("It comes after {}{waits}.", count(&links.before)));
    }
    if !links.after.is_empty() {
        said.push(
            format!("{} come after it.", count(&links.after))
                .replace("1 task come", "1 task comes"),
        );
    }
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{TaskId, TaskStatus};

    fn task(number: i64, status: TaskStatus) -> LinkedTask {
        LinkedTask {
            id: TaskId::new(format!("t_{number}")),
            number,
            title: "A <title> that is too long to stand in a box of the drawing".into(),
            status,
            depends_on: Vec::new(),
        }
    }

    #[test]
    fn it_says_how_many_there_are_and_how_many_are_open() {
        let done = task(1, TaskStatus::Done);
        let open = task(2, TaskStatus::Review);
        let links = TaskLinks {
            before: vec![done.clone(), open],
            after: vec![task(9, TaskStatus::Pending)],
        };
        let own = task(5, TaskStatus::Pending);
        assert_eq!(
            summary(&links),
            "It comes after 2 tasks, 1 of them not Done. 1 task comes after it."
        );
        let links = TaskLinks { before: vec![done], after: Vec::new() };
        assert_eq!(summary(&links), "It comes after 1 task, which is Done.");
        let links = TaskLinks { before: vec![task(2, TaskStatus::Failed)], after: Vec::new() };
        assert_eq!(summary(&links), "It comes after 1 task, which is not Done.");
        assert!(dependency_graph(&own, &TaskLinks::default()).is_none());
    }

    #[test]
    fn every_task_is_a_link_in_the_drawing_and_in_the_list_and_the_current_one_is_not() {
        let links = TaskLinks {
            before: vec![task(1, TaskStatus::Done)],
            after: vec![task(9, TaskStatus::Pending)],
        };
        let own = task(5, TaskStatus::Pending);
        let html = Owner::new()
            .with(|| dependency_graph(&own, &links).map(RenderHtml::to_html).unwrap_or_default());
        for id in ["t_1", "t_9"] {
            assert_eq!(html.matches(&format!("href=\"/tasks/{id}\"")).count(), 2, "{html}");
        }
        assert!(!html.contains("/tasks/t_5"), "{html}");
        assert!(html.contains("aria-current=\"true\"") && !html.contains("<title> that"), "{html}");
        assert!(!html.contains("style="), "{html}");
        assert_eq!(html.matches("too long to stand in a box of the drawing").count(), 6, "{html}");
    }
}
