//! The agents file and the variables: what the documentation shows works, and what is wrong is named.

use runner::agent::{self, Agents};
use std::path::Path;

const GUIDE: &str = include_str!("../../../docs/agents.md");

fn load(dir: &Path, text: &str) -> Result<Agents, String> {
    let path = dir.join("agents.toml");
    std::fs::write(&path, text).unwrap();
    agent::load(&path).map_err(|error| format!("{error:#}"))
}

#[test]
fn the_examples_of_the_guide_are_right() {
    let dir = tempfile::tempdir().unwrap();
    let blocks: Vec<_> = GUIDE.split("```toml\n").skip(1).collect();
    let [agents, drill] = blocks[..] else { panic!("{} examples", blocks.len()) };
    std::fs::write(dir.path().join("drill.toml"), drill.split("```").next().unwrap()).unwrap();
    let agents = load(dir.path(), agents.split("```").next().unwrap()).unwrap();
    assert_eq!(agents.with_tour().names(), ["Ada", "Local", "Claude", "Drill", "Tour"]);
}

#[test]
fn what_is_wrong_in_the_file_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let llm = |settings: &str| {
        let text = format!("[[agent]]\nname = \"Ada\"\ndriver = \"llm\"\n{settings}");
        load(dir.path(), &text).unwrap_err()
    };
    let ollama = "protocol = \"ollama\"\nmodel = \"m\"\n";
    for (settings, words) in [
        ("", "`protocol` is needed"),
        ("protocol = \"ollama\"\n", "`model` is needed"),
        ("protocol = \"gopher\"\n", "unknown variant `gopher`"),
        (&format!("{ollama}api_key = \"sk-1\"\n"), "unknown field `api_key`"),
        (&format!("{ollama}base_url = \"ftp://host\"\n"), "must begin with https:// or http://"),
        (&format!("{ollama}base_url = \"http://a:b@host\"\n"), "so it must hold no key"),
        (&format!("{ollama}max_turns = 0\n"), "a limit of 0 lets nothing happen"),
        (&format!("{ollama}file = \"x\"\n"), "belongs to the driver \"script\""),
        (
            &format!("{ollama}[[agent]]\nname = \"ADA\"\ndriver = \"llm\"\n{ollama}"),
            "two agents are called",
        ),
        ("[[agent]]\nname = \"Bo\"\ndriver = \"acp\"\n", "`protocol` is needed"),
    ] {
        let error = llm(settings);
        assert!(error.contains(words) && error.contains("agents.toml"), "{error}");
    }
    for (text, words) in [
        ("[[agent]]\nname = \" \"\ndriver = \"llm\"\n", "a name is needed"),
        ("[[agent]]\nname = \"Bo\"\ndriver = \"a2a\"\n", "there is no driver \"a2a\""),
        (
            "[[agent]]\nname = \"Bo\"\ndriver = \"script\"\nfile = \"gone.toml\"\n",
            "gone.toml cannot be read",
        ),
    ] {
        let error = load(dir.path(), text).unwrap_err();
        assert!(error.contains(words), "{error}");
    }
    let missing = agent::load(Path::new("/no/such/agents.toml")).unwrap_err();
    assert!(format!("{missing:#}").contains("/no/such/agents.toml cannot be read"), "{missing:#}");
}

#[test]
fn variables_make_one_agent_when_they_name_a_model() {
    let none = Agents::none().with_environment(|_| None).unwrap();
    assert!(none.names().is_empty());
    let with = |pairs: &'static [(&str, &str)]| {
        Agents::none().with_environment(|name| {
            let found =
                pairs.iter().find(|(key, _)| name == format!("MISSION_CONTROL_AGENT_{key}"));
            found.map(|(_, value)| (*value).to_owned())
        })
    };
    assert_eq!(with(&[("MODEL", "m")]).unwrap().names(), ["Assistant"]);
    let named = with(&[("MODEL", "m"), ("NAME", "Ada"), ("PROTOCOL", "ollama")]).unwrap();
    assert_eq!(named.names(), ["Ada"]);
    let error = with(&[("MODEL", "m"), ("PROTOCOL", "gopher")]).unwrap_err().to_string();
    assert!(error.contains("it can be openai, anthropic or ollama"), "{error}");
}
