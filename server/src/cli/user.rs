//! `user`: people who may sign in.

use std::io::IsTerminal;

use anyhow::{Context, bail};
use clap::Subcommand;
use domain::person::Role;
use service::MissionControl;

use super::table;

#[derive(Subcommand, Debug)]
pub(super) enum Command {
    /// Add a person
    Add {
        /// The name to sign in with
        name: String,
        /// What they may do
        #[arg(long, value_parser = role)]
        role: Role,
        /// Read the password from standard input instead of asking for it
        #[arg(long)]
        password_stdin: bool,
    },
    /// List people
    List,
    /// Take a person's access: their keys and sessions end at once
    Disable {
        /// Their name
        name: String,
    },
    /// Let a person in again whose access was taken: with their password and role, without their keys
    Enable {
        /// Their name
        name: String,
    },
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| "one of viewer, operator, approver, admin".into())
}

impl Command {
    pub(super) async fn run(self, mission: &MissionControl) -> anyhow::Result<()> {
        let console = mission.console();
        match self {
            Self::Add { name, role, password_stdin } => {
                let password = password(password_stdin)?;
                let person = mission.add_person(&console, &name, role, &password).await?;
                let name = table::safe(&person.name);
                eprintln!("{name} can sign in now, as {}.", person.role.as_str());
            }
            Self::List => {
                let people = mission.people(&console).await?;
                let row = |person: &domain::person::Person| {
                    let state =
                        person.disabled_at.map_or_else(String::new, |at| format!("disabled {at}"));
                    [person.name.clone(), person.role.as_str().into(), state]
                };
                table::print(
                    ["NAME", "ROLE", "STATE"],
                    &people.iter().map(row).collect::<Vec<_>>(),
                );
            }
            Self::Disable { name } => {
                let person = mission.disable_person(&console, &name).await?;
                let name = table::safe(&person.name);
                eprintln!("{name} is signed out everywhere and cannot sign in.");
            }
            Self::Enable { name } => {
                let person = mission.enable_person(&console, &name).await?;
                let name = table::safe(&person.name);
                eprintln!("{name} can sign in again, as {}.", person.role.as_str());
            }
        }
        Ok(())
    }
}

/// One line of standard input, or what somebody types twice at the terminal.
fn password(from_stdin: bool) -> anyhow::Result<String> {
    if from_stdin {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).context("cannot read the password")?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    if !std::io::stdin().is_terminal() {
        bail!("there is no terminal to ask for the password; use --password-stdin");
    }
    let first = rpassword::prompt_password("Password: ")?;
    if rpassword::prompt_password("Again: ")? != first {
        bail!("the two are not the same");
    }
    Ok(first)
}
