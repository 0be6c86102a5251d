//! What an agent starts with, and why one is not started: the reason names what to do.

use crate::played::Played;
use domain::{log::Stream, wire::RunOutcome};
use runner::agent;
use serde_json::json;

async fn reason(script: serde_json::Value, settings: &str) -> String {
    let played = Played::idle(script, settings).await;
    played.begin(|_| {});
    match played.stage.office.ended().await.outcome {
        RunOutcome::NotStarted { reason } => reason,
        other => panic!("it was started: {other:?}"),
    }
}

#[tokio::test]
async fn an_agent_that_is_too_old_or_says_no_version_names_the_command_that_helps() {
    let why = reason(json!({ "version": "0.60.9" }), "profile = \"gemini\"").await;
    assert_eq!(
        why,
        "Gemini CLI 0.60.9 is too old; 0.61.0 is needed, as older ones may act without asking. Install it with `npm install \
         -g @google/gemini-cli@0.61.0`."
    );
    let why = reason(json!({ "version": "" }), "profile = \"gemini\"").await;
    assert!(why.starts_with("Gemini CLI does not say its version; 0.61.0 is needed"), "{why}");
}

#[tokio::test]
async fn an_agent_without_the_mode_in_which_it_asks_is_not_let_work() {
    let modes =
        json!({ "currentModeId": "yolo", "availableModes": [{ "id": "yolo", "name": "" }] });
    let why = reason(json!({ "version": "0.61.0", "modes": modes }), "profile = \"gemini\"").await;
    assert!(
        why.starts_with("The agent does not offer the mode default") && why.contains("yolo"),
        "{why}"
    );
}

#[tokio::test]
async fn one_that_has_a_profile_is_not_let_work_without_it() {
    let codex = json!({ "name": "@agentclientprotocol/codex-acp", "version": "2.6.0" });
    let why = reason(codex, "").await;
    assert_eq!(
        why,
        "This is Codex, and the agents file does not say how it is made to ask. Write `profile = \"codex\"` there; `command` \
         may stay."
    );
}

#[tokio::test]
async fn a_missing_key_or_program_is_named() {
    let why = reason(json!({}), "key_variable = \"NO_SUCH_KEY_HERE\"").await;
    assert!(why.contains("needs a key in the variable NO_SUCH_KEY_HERE"), "{why}");
    let stage = crate::stage::Stage::with(|dir| {
        let path = dir.path().join("agents.toml");
        let text = "[[agent]]\nname = \"Ada\"\ndriver = \"acp\"\nprofile = \"opencode\"\ncommand = [\"no-such-program-here\"]\n";
        std::fs::write(&path, text).unwrap();
        agent::load(&path).unwrap()
    })
    .await;
    stage.office.prompt("Ada", "Make the note.", |_| {});
    let RunOutcome::NotStarted { reason } = stage.office.ended().await.outcome else {
        panic!("it was started")
    };
    assert!(reason.starts_with("There is no program no-such-program-here in the PATH"), "{reason}");
    assert!(reason.contains("`npm install -g opencode-ai@1.18.33`"), "{reason}");
}

#[tokio::test]
async fn it_gets_a_home_of_its_own_and_nothing_of_the_runners_environment() {
    let turn = json!([{ "run": "env > env.txt; ls -A \"$HOME\" > home.txt; cat \"$HOME\"/.gemini/settings.json > settings.txt" },
        { "say": "My key is s3cret-key-value." }]);
    let modes =
        json!({ "currentModeId": "default", "availableModes": [{ "id": "default", "name": "" }] });
    let script = json!({ "version": "0.61.0", "modes": modes, "turns": [turn] });
    let settings = "profile = \"gemini\"\nmodel = \"small\"\nenv = { OWN = \"yes\", GEMINI_KEY_FOR_TEST = \"s3cret-key-value\" }";
    let played = Played::idle(script, settings).await;
    played.begin(|_| {});
    let office = &played.stage.office;
    assert_eq!(office.ended().await.outcome, RunOutcome::Exited { exit_code: 0 });
    let read = |name: &str| std::fs::read_to_string(played.dir().join(name)).unwrap();
    let env = read("env.txt");
    let names: Vec<_> =
        env.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name).collect();
    let given = ["OWN", "GEMINI_MODEL", "GEMINI_KEY_FOR_TEST", "MISSION_CONTROL_TASK_ID"];
    let usual = ["MISSION_CONTROL_TASK_NUMBER", "PATH", "LANG", "HOME", "USER", "LOGNAME", "TERM"];
    let of_the_shell = ["PWD", "OLDPWD", "SHLVL", "_"];
    for name in &names {
        let passed = name.to_uppercase().ends_with("_PROXY") || name.contains("_CERT");
        let known = [&given[..], &usual, &of_the_shell].concat().contains(name);
        assert!(known || passed, "{name} came from the runner");
    }
    assert!(given.iter().all(|name| names.contains(name)), "{env}");
    let state = played.stage.dir.path().join("state").canonicalize().unwrap();
    assert!(env.contains(&format!("HOME={}/runs/", state.display())), "{env}");
    assert_eq!(read("home.txt").trim(), ".gemini");
    assert!(read("settings.txt").contains("\"folderTrust\": { \"enabled\": false }"));
    assert_eq!(state.join("runs").read_dir().unwrap().count(), 0, "the home is still there");
    assert!(office.text(Stream::System).contains("agent: played 0.61.0"));
}

#[test]
fn the_agents_file_says_what_is_wrong_with_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("agents.toml");
    for (settings, why) in [
        ("", "`profile` is needed (claude, codex, copilot, gemini, opencode, qwen), or `command`"),
        ("profile = \"cursor\"", "there is no profile \"cursor\"; it can be claude"),
        ("profile = \"claude\"\nmode = \"auto\"", "`mode` is the profile's own"),
        ("profile = \"claude\"\nprotocol = \"openai\"", "belong to the driver \"llm\""),
        (
            "profile = \"copilot\"\nenv = { COPILOT_ALLOW_ALL = \"1\" }",
            "could make the agent act without asking",
        ),
        ("profile = \"claude\"\nenv = { HOME = \"/root\" }", "a home of its own"),
        ("profile = \"claude\"\nbase_url = \"http://x\"", "`model` is needed with `base_url`"),
        ("command = []", "begins with the agent's program"),
        ("command = [\"bin/agent\"]", "with its whole path"),
        ("command = [\"a\"]\nmodel = \"m\"", "go with a profile"),
        ("profile = \"claude\"\ncanary = false", "unknown field `canary`"),
    ] {
        std::fs::write(&path, format!("[[agent]]\nname = \"A\"\ndriver = \"acp\"\n{settings}\n"))
            .unwrap();
        let error = format!("{:#}", agent::load(&path).unwrap_err());
        assert!(error.contains(why), "{settings}: {error}");
    }
    std::fs::write(&path, "[[agent]]\nname = \"A\"\ndriver = \"script\"\nprofile = \"claude\"\n")
        .unwrap();
    let error = format!("{:#}", agent::load(&path).unwrap_err());
    assert!(error.contains("belong to the driver \"acp\""), "{error}");
}
