//! An agent that speaks the Agent Client Protocol on its standard input and output and does what a JSON file says.
//!
//! `{"version", "modes", "configOptions", "canary", "stubborn", "log", "turns": [[STEP, …], …]}`. Each prompt plays the next
//! turn. A step is one of `say`, `update` (a session's update), `raw` (a line as it is), `ask` (requests for permission, all
//! at once; what is allowed runs its `run`), `request`, `run`, `pause` (until this file exists) and `exit`; `end` is the
//! reason why the turn stops. Everything that comes in is written to `log`.

#![expect(clippy::unwrap_used, reason = "an agent that cannot go on has crashed")]

use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    fs::OpenOptions,
    io::{BufRead, Write},
    process::{Command, ExitCode},
};

struct Agent {
    script: Value,
    turns: VecDeque<Value>,
    asked: i64,
    sessions: usize,
    session: String,
    cancelled: bool,
}

pub fn main(script: &str) -> ExitCode {
    let script: Value = serde_json::from_slice(&std::fs::read(script).unwrap()).unwrap();
    let turns = script["turns"].as_array().cloned().unwrap_or_default().into();
    let (session, cancelled) = (String::new(), false);
    let mut agent = Agent { script, turns, asked: 0, sessions: 0, session, cancelled };
    while let Some(message) = agent.hear() {
        let Some(method) = message["method"].as_str() else { continue };
        let result = agent.answer(method, &message["params"]);
        if !message["id"].is_null() {
            send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
        }
    }
    ExitCode::SUCCESS
}

impl Agent {
    fn hear(&self) -> Option<Value> {
        let mut line = String::new();
        if std::io::stdin().lock().read_line(&mut line).unwrap() == 0 {
            return None;
        }
        if let Some(log) = self.script["log"].as_str() {
            let mut log = OpenOptions::new().create(true).append(true).open(log).unwrap();
            log.write_all(line.as_bytes()).unwrap();
        }
        Some(serde_json::from_str(&line).unwrap())
    }

    fn update(&self, update: &Value) {
        let session = update["sessionId"].as_str().unwrap_or(&self.session);
        let params = json!({ "sessionId": session, "update": update });
        send(&json!({ "jsonrpc": "2.0", "method": "session/update", "params": params }));
    }

    fn answer(&mut self, method: &str, params: &Value) -> Value {
        match method {
            "initialize" => {
                assert_eq!(params["clientCapabilities"]["terminal"], false);
                assert_eq!(params["clientCapabilities"]["fs"]["writeTextFile"], false);
                let name = self.script["name"].as_str().unwrap_or("played");
                let info = json!({ "name": name, "version": self.script["version"] });
                json!({ "protocolVersion": 1, "agentInfo": info,
                    "agentCapabilities": { "mcpCapabilities": { "http": true } }, "authMethods": [] })
            }
            "session/new" => {
                self.sessions += 1;
                let id = format!("session-{}", self.sessions);
                json!({ "sessionId": id, "modes": self.script["modes"],
                    "configOptions": self.script["configOptions"] })
            }
            "session/prompt" => {
                params["sessionId"].as_str().unwrap().clone_into(&mut self.session);
                self.cancelled = false;
                let text = params["prompt"][0]["text"].as_str().unwrap();
                let check = text.lines().find(|line| line.contains("> mission-control-canary-"));
                let stop = if let Some(command) = check {
                    self.canary(command)
                } else {
                    let turn = self.turns.pop_front().unwrap_or_default();
                    self.play(&turn)
                };
                json!({ "stopReason": stop })
            }
            "session/cancel" => {
                self.cancelled = true;
                Value::Null
            }
            _ => json!({}),
        }
    }

    /// Whether it does not hear that it is to stop. In its check, which has the first session, it does.
    fn is_stubborn(&self) -> bool {
        self.script["stubborn"] == true && self.session != "session-1"
    }

    /// What it does when it is checked: it asks, as it should, unless the script says otherwise.
    fn canary(&mut self, command: &str) -> String {
        let ask = json!({ "toolCall": { "toolCallId": "canary", "title": command, "kind": "execute",
            "rawInput": { "command": command } }, "run": command });
        match self.script["canary"].as_str() {
            Some("run") => shell(command).0.to_string(),
            Some("nothing") => String::new(),
            Some("after a no") => {
                self.ask(&[ask]);
                shell(command).0.to_string()
            }
            _ => self.ask(&[ask]).unwrap_or_default(),
        };
        if self.cancelled { "cancelled".to_owned() } else { "end_turn".to_owned() }
    }

    fn play(&mut self, turn: &Value) -> String {
        for step in turn.as_array().into_iter().flatten() {
            if let Some(text) = step["say"].as_str() {
                let content = json!({ "type": "text", "text": text });
                self.update(&json!({ "sessionUpdate": "agent_message_chunk", "content": content }));
            } else if !step["update"].is_null() {
                self.update(&step["update"]);
            } else if let Some(line) = step["raw"].as_str() {
                println!("{line}");
            } else if let Some(line) = step["stderr"].as_str() {
                eprintln!("{line}");
            } else if let Some(asks) = step["ask"].as_array() {
                if let Some(stop) = self.ask(asks) {
                    return stop;
                }
            } else if let Some(method) = step["request"].as_str() {
                let id = self.request(method, &json!({}));
                self.wait(&mut vec![id]);
            } else if let Some(command) = step["run"].as_str() {
                shell(command);
            } else if let Some(file) = step["pause"].as_str() {
                while !std::path::Path::new(file).exists() {
                    std::thread::sleep(std::time::Duration::from_millis(5));
                }
            } else if let Some(code) = step["exit"].as_i64() {
                std::process::exit(i32::try_from(code).unwrap());
            } else if let Some(stop) = step["end"].as_str() {
                return stop.to_owned();
            }
        }
        "end_turn".to_owned()
    }

    fn request(&mut self, method: &str, params: &Value) -> i64 {
        self.asked += 1;
        let id = self.asked;
        send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Waits for one of the answers.
    fn wait(&mut self, ids: &mut Vec<i64>) -> Option<(i64, Value)> {
        loop {
            let message = self.hear()?;
            if message["method"] == "session/cancel" && self.is_stubborn() {
                // It goes on as if nothing had been said, and asks for more.
                self.request(
                    "session/request_permission",
                    &json!({ "sessionId": self.session,
                    "toolCall": { "toolCallId": "late" }, "options": options() }),
                );
                continue;
            }
            self.cancelled |= message["method"] == "session/cancel";
            let Some(at) = ids.iter().position(|id| message["id"] == *id) else { continue };
            return Some((ids.remove(at), message["result"].clone()));
        }
    }

    /// Asks for permission for all of these at once. Gives the reason if the turn stops here.
    fn ask(&mut self, asks: &[Value]) -> Option<String> {
        let mut waiting = Vec::new();
        for ask in asks {
            let given = Some(&ask["options"]).filter(|options| !options.is_null());
            let options = given.cloned().unwrap_or_else(options);
            let session = ask["sessionId"].as_str().unwrap_or(&self.session).to_owned();
            let params =
                json!({ "sessionId": session, "toolCall": ask["toolCall"], "options": options });
            waiting.push(self.request("session/request_permission", &params));
            for after in ask["then"].as_array().into_iter().flatten() {
                self.play(&json!([after]));
            }
        }
        let first = waiting.first().copied()?;
        while !waiting.is_empty() {
            let (id, answer) = self.wait(&mut waiting)?;
            if self.is_stubborn() {
                continue;
            }
            let ask = asks[usize::try_from(id - first).unwrap()].clone();
            let allowed = answer["outcome"]["outcome"] == "selected"
                && answer["outcome"]["optionId"].as_str().is_some_and(|id| id.contains("allow"));
            let call = &ask["toolCall"]["toolCallId"];
            if !allowed {
                self.update(&json!({ "sessionUpdate": "tool_call_update", "toolCallId": call, "status": "failed" }));
                if let Some(stop) = ask["no"].as_str() {
                    return Some(stop.to_owned());
                }
                continue;
            }
            if let Some(command) = ask["run"].as_str() {
                let (code, output) = shell(command);
                let status = if code == 0 { "completed" } else { "failed" };
                let output = json!({ "output": output, "exitCode": code });
                self.update(&json!({ "sessionUpdate": "tool_call_update", "toolCallId": call,
                    "status": status, "rawOutput": output }));
            }
        }
        if self.is_stubborn() {
            self.wait(&mut vec![-1]);
        }
        self.cancelled.then(|| "cancelled".to_owned())
    }
}

fn send(message: &Value) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{message}").unwrap();
    out.flush().unwrap();
}

fn options() -> Value {
    json!([
        { "optionId": "allow-always", "name": "Always", "kind": "allow_always" },
        { "optionId": "allow", "name": "Yes", "kind": "allow_once" },
        { "optionId": "reject", "name": "No", "kind": "reject_once" }
    ])
}

fn shell(command: &str) -> (i32, String) {
    let output = Command::new("sh").args(["-c", command]).output().unwrap();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stdout).into_owned())
}
