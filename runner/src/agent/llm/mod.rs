//! An agent with a model behind it. The model reads through the tools and talks in the thread; the one thing it can do
//! about the machine is to propose.

mod ask;
mod calls;
mod merge;
mod model;
mod prompt;
mod talk;
mod trouble;
mod wish;

use super::{
    desk::Desk,
    driver::{Driver, Finish, Job},
    file::LlmAgent,
    tools::Eyes,
};
use async_trait::async_trait;
use model::Model;
use std::sync::Arc;
use talk::{Opening, Talk};

/// One agent, ready for one task.
pub(super) struct Llm {
    name: String,
    settings: Arc<LlmAgent>,
    model: Model,
}

impl Llm {
    /// Reads the key from the runner's environment. The reason why it cannot start is for people.
    pub(super) fn new(name: &str, settings: Arc<LlmAgent>) -> Result<Self, String> {
        let key = match &settings.key_variable {
            None => None,
            Some(variable) => {
                let key = std::env::var(variable).ok().map(|key| key.trim().to_owned());
                Some(key.filter(|key| !key.is_empty()).ok_or_else(|| {
                    format!(
                        "The agent {name} needs the key of its model in the variable {variable} of the runner's \
                         environment, and it is not set."
                    )
                })?)
            }
        };
        let model = Model::new(&settings, key)
            .map_err(|error| format!("The agent {name} cannot reach its model: {error:#}."))?;
        Ok(Self { name: name.to_owned(), settings, model })
    }
}

#[async_trait]
impl Driver for Llm {
    async fn work(&self, job: &Job<'_>, desk: &mut Desk<'_>) -> Result<Finish, String> {
        if let Some(key) = self.model.key() {
            desk.hide(key);
        }
        let eyes = match Eyes::open(job.root, job.dir, desk.secrets()) {
            Ok(eyes) => eyes,
            Err(error) => {
                return Ok(Finish::failed(format!("The workspace cannot be looked at: {error}.")));
            }
        };
        let system = prompt::system(&self.name, &self.settings.system_prompt);
        let opening = Opening {
            system,
            task: prompt::task(job),
            tools: prompt::tools(&desk.secrets().names()),
        };
        let mut talk = Talk::new(&self.model, &self.settings, eyes, opening);
        Ok(match talk.go(&job.work.content, desk).await {
            Ok(finish) => finish,
            // The thread does not take what the agent says, so it cannot work on.
            Err(problem) => Finish::failed(format!("{} {}", problem.title, problem.detail)),
        })
    }
}
