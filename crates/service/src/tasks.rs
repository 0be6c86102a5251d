//! Finding and reading tasks.

use crate::{
    Error, MissionControl,
    messages::speaker,
    store::{ApprovalRecord, TaskQuery, TaskRecord},
    views,
};
use domain::{
    Actor, DesktopId, Refusal, TaskId, TaskStatus, TaskType, Timestamp, change::FileChange, limits,
    log::LogChunk, wire,
};

/// Which tasks a list shows, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskFilter {
    /// Only these columns; empty means all.
    pub statuses: Vec<TaskStatus>,
    /// Only this type.
    pub kind: Option<TaskType>,
    /// Only this desktop.
    pub desktop: Option<String>,
    /// Only those whose title, content or number holds this text.
    pub text: Option<String>,
    /// Only those that this agent works on.
    pub agent: Option<String>,
    /// Only those that were made at this moment or before.
    pub made_until: Option<Timestamp>,
    /// Only those that wait for a person.
    pub waiting: bool,
    /// Where to go on, from the page before.
    pub cursor: Option<String>,
    /// At most this many, 1 to 200; 50 when absent.
    pub limit: Option<u32>,
}

/// What surrounds a task on its page.
#[derive(Clone, Debug)]
pub struct TaskContext {
    /// The tasks it waits for.
    pub depends_on: Vec<wire::Task>,
    /// The tasks that wait directly for it.
    pub waits_behind: Vec<wire::Task>,
    /// The task it tries again.
    pub retry_of: Option<wire::Task>,
    /// The tasks that try it again.
    pub retries: Vec<wire::Task>,
    /// Its approvals, oldest first.
    pub approvals: Vec<wire::Approval>,
    /// How many pieces its log has.
    pub log_count: u32,
}

impl TaskFilter {
    pub(crate) fn query(&self, default_limit: u32) -> Result<TaskQuery, Refusal> {
        let before_number = match &self.cursor {
            None => None,
            Some(cursor) => Some(cursor.parse().map_err(|_| {
                Refusal::invalid("cursor", "It is not one that a list here gave out.")
            })?),
        };
        Ok(TaskQuery {
            statuses: self.statuses.clone(),
            kind: self.kind,
            desktop: self.desktop.as_deref().map(DesktopId::new),
            text: self.text.clone().filter(|text| !text.trim().is_empty()),
            waiting: self.waiting,
            before_number,
            limit: page_limit(self.limit, default_limit)?,
            agent: self.agent.clone(),
            made_until: self.made_until,
        })
    }
}

/// How many entries a page gets.
pub(crate) fn page_limit(wanted: Option<u32>, default: u32) -> Result<u32, Refusal> {
    match wanted {
        None => Ok(default),
        Some(n) if (1..=limits::PAGE_MAX).contains(&n) => Ok(n),
        Some(_) => Err(Refusal::invalid("limit", "It must be 1 to 200.")),
    }
}

/// Cuts one entry more than a page off and makes its cursor.
pub(crate) fn page<T>(
    mut items: Vec<T>,
    limit: u32,
    cursor: impl Fn(&T) -> String,
) -> (Vec<T>, Option<String>) {
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let next = if more { items.last().map(cursor) } else { None };
    (items, next)
}

impl MissionControl {
    /// Tasks as the filter says, newest first, without their output.
    pub async fn tasks(
        &self,
        actor: &Actor,
        filter: TaskFilter,
    ) -> Result<wire::Page<wire::Task>, Error> {
        actor.reader()?;
        let mut query = filter.query(limits::PAGE)?;
        let limit = query.limit;
        query.limit += 1;
        let now = self.clock.now();
        let (records, next_cursor) =
            page(self.store.tasks(&query).await?, limit, |r: &TaskRecord| {
                r.task.number.to_string()
            });
        Ok(wire::Page { items: records.iter().map(|r| views::task(r, now)).collect(), next_cursor })
    }

    /// A task with the first part of its output.
    pub async fn task(&self, actor: &Actor, id: &str) -> Result<wire::Task, Error> {
        let record = self.readable_task(actor, id).await?;
        self.view_record(&record).await
    }

    /// The tasks, approvals and counts around a task.
    pub async fn task_context(&self, actor: &Actor, id: &str) -> Result<TaskContext, Error> {
        let record = self.readable_task(actor, id).await?;
        let now = self.clock.now();
        let mut around = Vec::new();
        for id in record.task.depends_on.iter().chain(&record.task.retry_of) {
            if let Some(found) = self.store.task(id).await? {
                around.push(found);
            }
        }
        let mut waits_behind = Vec::new();
        for task in self.store.dependants(&record.task.id).await? {
            if let Some(found) = self.store.task(&task.id).await? {
                waits_behind.push(views::task(&found, now));
            }
        }
        let (depends_on, retry_of): (Vec<_>, Vec<_>) =
            around.iter().partition(|r| record.task.depends_on.contains(&r.task.id));
        let approvals = self.store.approvals_of(&record.task.id).await?;
        let approvals = approvals.into_iter().map(|approval| ApprovalRecord {
            approval,
            task: record.task.clone(),
            desktop: record.desktop.clone(),
            holds: record.holds,
            held_since: None,
            action: None,
        });
        let mut seen = Vec::new();
        let settings = self.store.settings().await?;
        let hurried = self.hurried(actor, &settings).await?;
        for record in approvals {
            seen.push(self.view_approval(actor, (&settings, hurried), &record, now).await?);
        }
        Ok(TaskContext {
            depends_on: depends_on.into_iter().map(|r| views::task(r, now)).collect(),
            waits_behind,
            retry_of: retry_of.first().map(|r| views::task(r, now)),
            retries: self
                .store
                .retries(&record.task.id)
                .await?
                .iter()
                .map(|r| views::task(r, now))
                .collect(),
            approvals: seen,
            log_count: self.store.log_count(&record.task.id).await?,
        })
    }

    /// The whole output, byte for byte.
    pub async fn task_output(&self, actor: &Actor, id: &str) -> Result<Vec<u8>, Error> {
        let record = self.readable_task(actor, id).await?;
        Ok(self.store.output(&record.task.id, usize::MAX).await?.0)
    }

    /// Pieces of the log after a number.
    pub async fn task_log(
        &self,
        actor: &Actor,
        id: &str,
        after: i64,
        limit: Option<u32>,
    ) -> Result<wire::Page<wire::LogItem>, Error> {
        let record = self.readable_task(actor, id).await?;
        let limit = page_limit(limit, limits::PAGE_MAX)?;
        let chunks = self.store.log(&record.task.id, after, limit + 1).await?;
        let (chunks, next_cursor) = page(chunks, limit, |c| c.seq.to_string());
        Ok(wire::Page { items: chunks.iter().map(views::log_item).collect(), next_cursor })
    }

    /// The whole log: the exact bytes of each piece, in order. A run keeps at most [`limits::OUTPUT`] bytes of them,
    /// and Mission Control's remarks.
    pub async fn whole_task_log(&self, actor: &Actor, id: &str) -> Result<Vec<LogChunk>, Error> {
        let record = self.readable_task(actor, id).await?;
        Ok(self.store.log(&record.task.id, 0, u32::MAX).await?)
    }

    /// The files its run changed.
    pub async fn task_files(&self, actor: &Actor, id: &str) -> Result<Vec<FileChange>, Error> {
        let record = self.readable_task(actor, id).await?;
        Ok(self.store.files(&record.task.id).await?)
    }

    /// A task that this actor may read: all with `read`, an agent always its own.
    pub(crate) async fn readable_task(&self, actor: &Actor, id: &str) -> Result<TaskRecord, Error> {
        if let Actor::Agent { name, .. } = actor
            && actor.reader().is_err()
        {
            let record = self.load_task(&TaskId::new(id)).await?;
            if record.task.external_agent.as_ref() != Some(name) {
                return Err(Refusal::NotYourTask.into());
            }
            return Ok(record);
        }
        if let Actor::TaskAgent { task, .. } = actor {
            let record = self.load_task(task).await?;
            if task.as_str() != id {
                return Err(Refusal::NotYourTask.into());
            }
            return Ok(record);
        }
        // A runner reads the tasks that it holds for its agents, which work in their threads.
        if let Actor::Runner { .. } = actor {
            let record = self.load_task(&TaskId::new(id)).await?;
            if speaker(actor, &record.task).is_err() {
                actor.reader()?;
            }
            return Ok(record);
        }
        actor.reader()?;
        self.load_task(&TaskId::new(id)).await
    }

    pub(crate) async fn load_task(&self, id: &TaskId) -> Result<TaskRecord, Error> {
        self.store.task(id).await?.ok_or_else(|| Refusal::not_found("task", id).into())
    }

    pub(crate) async fn view_task(&self, id: &TaskId) -> Result<wire::Task, Error> {
        let record = self.load_task(id).await?;
        self.view_record(&record).await
    }

    async fn view_record(&self, record: &TaskRecord) -> Result<wire::Task, Error> {
        let mut view = views::task(record, self.clock.now());
        if record.task.state.started_at().is_some() {
            let (bytes, total) = self.store.output(&record.task.id, limits::INLINE_OUTPUT).await?;
            view.output_truncated |= total > bytes.len() as u64;
            view.output = Some(String::from_utf8_lossy(&bytes).into_owned());
        }
        Ok(view)
    }
}
