//! Saved commands: make, change, remove, run.

use super::{
    answer::{Answer, Form},
    tasks::{given, page_of, ticked, typed_lines},
};
use domain::{Refusal, action::Interpreter, script::Parameter, wire};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where scripts are listed.
pub const PAGE: &str = "/scripts";

/// One line of the form's parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ParameterLine {
    /// The variable's name; the line counts only with one.
    pub name: String,
    /// What to fill in.
    pub description: String,
    /// Ticked: it may be left as it is.
    pub optional: String,
    /// What it is then.
    pub default: String,
}

impl ParameterLine {
    fn parameter(self) -> Parameter {
        let default = ticked(&self.optional) || !self.default.is_empty();
        Parameter {
            name: self.name.trim().to_owned(),
            description: self.description,
            default: default.then_some(self.default),
        }
    }
}

impl From<&Parameter> for ParameterLine {
    fn from(parameter: &Parameter) -> Self {
        Self {
            name: parameter.name.clone(),
            description: parameter.description.clone(),
            optional: parameter.default.as_ref().map(|_| "on".to_owned()).unwrap_or_default(),
            default: parameter.default.clone().unwrap_or_default(),
        }
    }
}

fn script(
    name: String,
    interpreter: &str,
    body: &str,
    description: &str,
    parameters: Vec<ParameterLine>,
) -> Result<wire::CreateScript, Refusal> {
    Ok(wire::CreateScript {
        name,
        interpreter: Interpreter::parse(interpreter)
            .ok_or_else(|| Refusal::invalid("interpreter", "It must be bash, sh or powershell."))?,
        body: typed_lines(body),
        description: typed_lines(description),
        parameters: parameters
            .into_iter()
            .filter(|line| !line.name.trim().is_empty())
            .map(ParameterLine::parameter)
            .collect(),
    })
}

fn keep(
    name: &str,
    interpreter: &str,
    body: &str,
    description: &str,
    parameters: &[ParameterLine],
) -> Form {
    let lines = serde_json::to_string(parameters).unwrap_or_default();
    Form::here()
        .typed("name", name)
        .typed("interpreter", interpreter)
        .typed("body", body)
        .typed("description", description)
        .typed("parameters", &lines)
}

fn page_of_script(id: &str) -> String {
    format!("{PAGE}/{id}")
}

/// Saves a new script.
#[server(prefix = "/forms", endpoint = "create_script")]
pub async fn create_script(
    /// What to call it.
    #[server(default)]
    name: String,
    /// `bash`, `sh` or `powershell`.
    #[server(default)]
    interpreter: String,
    /// The command.
    #[server(default)]
    body: String,
    /// What it does and when to use it.
    #[server(default)]
    description: String,
    /// What is filled in, as `parameters[0][name]` and so on.
    #[server(default)]
    parameters: Vec<ParameterLine>,
) -> Answer {
    let form = keep(&name, &interpreter, &body, &description, &parameters);
    let came = async {
        let wanted = script(name, &interpreter, &body, &description, parameters)?;
        form.mission.create_script(&form.actor()?, wanted).await
    };
    let came = came.await.map(|made| (page_of_script(&made.id), "The script is saved.".to_owned()));
    form.answer(came).await
}

/// Changes a script, if it is still the version that was read.
#[server(prefix = "/forms", endpoint = "change_script")]
pub async fn change_script(
    /// The script.
    #[server(default)]
    id: String,
    /// The version that was read.
    #[server(default)]
    version: i64,
    /// What to call it.
    #[server(default)]
    name: String,
    /// `bash`, `sh` or `powershell`.
    #[server(default)]
    interpreter: String,
    /// The command.
    #[server(default)]
    body: String,
    /// What it does and when to use it.
    #[server(default)]
    description: String,
    /// What is filled in, as `parameters[0][name]` and so on.
    #[server(default)]
    parameters: Vec<ParameterLine>,
) -> Answer {
    let form = keep(&name, &interpreter, &body, &description, &parameters);
    let came = async {
        let script = script(name, &interpreter, &body, &description, parameters)?;
        let change = wire::ChangeScript { version, script };
        form.mission.change_script(&form.actor()?, &id, change).await
    };
    let came = came.await.map(|made| {
        (page_of_script(&made.id), format!("Version {} of the script is saved.", made.version))
    });
    form.answer(came).await
}

/// A script is no longer offered.
#[server(prefix = "/forms", endpoint = "remove_script")]
pub async fn remove_script(
    /// The script.
    #[server(default)]
    id: String,
) -> Answer {
    let form = Form::here();
    let came = async { form.mission.remove_script(&form.actor()?, &id).await }.await;
    form.answer(came.map(|()| (PAGE.to_owned(), "The script is removed.".to_owned()))).await
}

/// Runs a script, by itself or for a task. For a task the next page is that task, whose thread tells of it.
#[server(prefix = "/forms", endpoint = "run_script")]
pub async fn run_script(
    /// The script.
    #[server(default)]
    id: String,
    /// The task it is run for.
    #[server(default)]
    task_id: String,
    /// The machine; not needed for a task.
    #[server(default)]
    desktop_id: String,
    /// What is filled in, as `values[NAME]`.
    #[server(default)]
    values: BTreeMap<String, String>,
    /// Ticked: a person is asked before it runs.
    #[server(default)]
    approve_before_run: String,
) -> Answer {
    let kept = serde_json::to_string(&values).unwrap_or_default();
    let form = Form::here()
        .typed("desktop_id", &desktop_id)
        .typed("values", &kept)
        .typed("approve_before_run", &approve_before_run);
    let origin = given(&task_id);
    let came = async {
        let wanted = wire::RunScript {
            desktop_id: given(&desktop_id),
            task_id: origin.clone(),
            parameters: values,
            approve_before_run: ticked(&approve_before_run),
        };
        form.mission.run_script(&form.actor()?, &id, wanted).await
    };
    let came = came.await.map(|task| {
        let done = match (&origin, ticked(&approve_before_run)) {
            (_, true) => format!("{} waits for a person before it runs.", task.label()),
            (Some(_), false) => {
                format!("{} runs the script. It stands in the thread.", task.label())
            }
            (None, false) => format!("{} runs the script.", task.label()),
        };
        (origin.map_or_else(|| page_of(&task), |id| format!("/tasks/{id}")), done)
    });
    form.answer(came).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, optional: &str, default: &str) -> ParameterLine {
        let (name, optional, default) = (name.into(), optional.into(), default.into());
        ParameterLine { name, description: String::new(), optional, default }
    }

    #[test]
    fn a_line_without_a_name_is_none_and_an_empty_default_is_one() {
        let lines = vec![
            line("", "on", "x"),
            line(" HOST ", "", ""),
            line("DAYS", "on", ""),
            line("A", "", "1"),
        ];
        let made = script("Name".into(), "bash", "a\r\nb", "", lines).expect("a script");
        assert_eq!(made.body, "a\nb");
        let read: Vec<_> =
            made.parameters.iter().map(|p| (p.name.as_str(), p.default.as_deref())).collect();
        assert_eq!(read, [("HOST", None), ("DAYS", Some("")), ("A", Some("1"))]);
        let back = ParameterLine::from(&made.parameters[1]);
        assert_eq!(back.parameter(), made.parameters[1]);
    }

    #[test]
    fn only_what_a_shell_reads_is_a_script() {
        let refused = script("Name".into(), "perl", "a", "", Vec::new());
        assert!(refused.is_err(), "{refused:?}");
    }
}
