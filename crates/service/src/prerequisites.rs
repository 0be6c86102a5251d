//! The tasks that a new one waits for: named by id or by number, and found before it is made.

use crate::{
    Error, MissionControl,
    store::{TaskQuery, TaskRecord},
    views,
};
use domain::{Actor, Refusal, Task, TaskId, limits, wire};

/// How much of a name that is no task's is said back.
const SAID_BACK: usize = 40;

impl MissionControl {
    /// The task of this id or number (`12`, `MC-12`), without its output; none if there is no such task.
    pub async fn task_named(&self, actor: &Actor, name: &str) -> Result<Option<wire::Task>, Error> {
        actor.reader()?;
        let now = self.clock.now();
        Ok(self.named(name).await?.map(|record| views::task(&record, now)))
    }

    /// The tasks of these names, each once, in their order.
    pub(crate) async fn prerequisites(&self, names: &[String]) -> Result<Vec<Task>, Error> {
        let mut found: Vec<Task> = Vec::new();
        for name in names {
            // A task can only wait for tasks that exist before it, so tasks never wait for each other in a circle.
            let Some(record) = self.named(name).await? else { return Err(no_such(name).into()) };
            if !found.iter().any(|task| task.id == record.task.id) {
                found.push(record.task);
            }
            if found.len() > limits::DEPENDENCIES {
                return Err(
                    Refusal::invalid("dependsOn", "A task waits for at most 50 others.").into()
                );
            }
        }
        Ok(found)
    }

    async fn named(&self, name: &str) -> Result<Option<TaskRecord>, Error> {
        let Some(number) = number(name) else {
            return Ok(self.store.task(&TaskId::new(name)).await?);
        };
        // Newest first from there on: the first one is the one, or there is none.
        let before_number = number.checked_add(1);
        let query = TaskQuery { before_number, limit: 1, ..TaskQuery::default() };
        let nearest = self.store.tasks(&query).await?.into_iter().next();
        Ok(nearest.filter(|record| record.task.number == number))
    }
}

/// `12` or `MC-12`, without regard to case.
fn number(name: &str) -> Option<i64> {
    let digits = match name.get(..3) {
        Some(prefix) if prefix.eq_ignore_ascii_case("MC-") => &name[3..],
        _ => name,
    };
    let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    whole.then(|| digits.parse().ok()).flatten()
}

fn no_such(name: &str) -> Refusal {
    let said: String = name.chars().take(SAID_BACK).collect();
    let cut = if said.len() < name.len() { "…" } else { "" };
    Refusal::invalid(
        "dependsOn",
        format!("“{said}{cut}” is no task. Name it by its number, such as MC-12, or by its id."),
    )
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_is_written_with_or_without_its_prefix() {
        for name in ["12", "MC-12", "mc-12", "Mc-012"] {
            assert_eq!(number(name), Some(12), "{name}");
        }
        for name in ["", "MC-", "t_12", "12a", "-12", "MC--1", "99999999999999999999", "½"] {
            assert_eq!(number(name), None, "{name}");
        }
    }
}
