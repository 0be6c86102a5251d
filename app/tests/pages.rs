//! What the pages around the approvals make of wire values, as HTML.

#[expect(dead_code, reason = "the wire values of other tests stand there too")]
mod made;

use app::{
    pages::{
        agent_notes::Gates,
        agents::AgentList,
        notifications::ChannelList,
        policy::{Preview, Rules},
        scripts::{Draft, Origin, RunForm, ScriptForm, ScriptList, Values},
        webhooks::WebhookList,
    },
    parts::checklist::CHECKLIST,
};
use domain::{
    action::Interpreter,
    agent_note::{Door, Held, runs_unasked},
    approval::Risk,
    policy::Level,
    script::Parameter,
    wire::{
        AgentItem, AgentSeen, CanaryView, ChannelItem, ChannelTrouble, DeliveryItem, DesktopRef,
        RuleItem, ScriptItem, WebhookItem,
    },
};
use leptos::prelude::*;
use made::{NOW, html, words};
use service::{Answers, Foreseen};

fn bench() -> DesktopRef {
    DesktopRef { id: "d_1".into(), name: "bench".into(), group: None, online: true }
}

fn script() -> ScriptItem {
    let parameter = |name: &str, default: Option<&str>| Parameter {
        name: name.into(),
        description: "Which <one>".into(),
        default: default.map(str::to_owned),
    };
    ScriptItem {
        id: "s_1".into(),
        version: 3,
        name: "Free <space>".into(),
        interpreter: Interpreter::Sh,
        body: "rm\u{200B} \"$DIR\"\n".into(),
        description: String::new(),
        parameters: vec![parameter("DIR", None), parameter("DAYS", Some("30"))],
        created_by: made::ana(),
        created_at: NOW,
        updated_at: NOW,
    }
}

fn rule(level: Level, command: Option<&str>) -> RuleItem {
    RuleItem {
        id: "r_1".into(),
        level,
        agent: None,
        desktop_id: None,
        interpreter: None,
        command: command.map(str::to_owned),
        people: 1,
        decide_within_seconds: None,
        note: "Only looks".into(),
        created_by: made::ana(),
        created_at: NOW,
        expires_at: Some(NOW.plus_seconds(86_400)),
        revoked_at: None,
        uses: 2,
        used_at: Some(NOW.plus_seconds(-120)),
        holds: true,
        asked: domain::wire::Asked::default(),
    }
}

#[test]
fn the_checklist_is_the_guides_to_the_letter() {
    assert_eq!(
        CHECKLIST,
        [
            "Recognized the “Technician approval required” badge as “AI wants to act”",
            "Read the command and the plain-language description",
            "Confirmed the linked device is the right target",
            "Approved only what you understood, rejected anything off",
            "Reviewed the result that came back",
        ]
    );
}

#[test]
fn the_preview_says_asks_runs_or_blocked_for_each_kind_of_action() {
    let answers = Answers {
        reads: Level::Runs,
        changes: Level::Asks,
        weighty: Level::Asks,
        unreadable: Level::Blocked,
        narrower: [1, 0, 2],
    };
    let agents = vec!["Fern".into(), "Tour".into()];
    let foreseen = vec![Foreseen { desktop: bench(), agents, answers }];
    let page = html(move || view! { <Preview foreseen /> });
    let row = words(page.split("<tbody>").nth(1).expect("a body"));
    assert_eq!(row, "bench Online Fern, Tour Runs Asks Asks Blocked narrower: 1 runs, 2 block");
    for label in ["Only reads", "Changes something", "Costly or hidden", "Cannot be read"] {
        assert!(page.contains(&format!("data-label=\"{label}\"")), "{label} in {page}");
    }
    assert!(!page.contains("data-tone=\"wait\""), "nobody is needed here: {page}");
    let nobody = vec![Foreseen { desktop: bench(), agents: Vec::new(), answers }];
    assert!(words(&html(move || view! { <Preview foreseen=nobody /> })).contains("no agent yet"));
}

#[test]
fn a_rule_can_be_revoked_by_an_administrator_while_it_holds() {
    let show = |rule: RuleItem, admin| {
        let rules = vec![rule];
        html(move || view! { <Rules rules desktops=Vec::new() admin password=false now=NOW /> })
    };
    let live = show(rule(Level::Runs, Some("ls *")), true);
    let said = words(&live);
    for text in [
        "ls *",
        "Only looks",
        "Runs",
        "every agent",
        "every desktop",
        "2026-01-03",
        "2 times",
        "2 m ago",
    ] {
        assert!(said.contains(text), "{text} in {said}");
    }
    assert!(live.contains("/forms/revoke_rule") && live.contains("value=\"r_1\""), "{live}");
    assert!(!show(rule(Level::Runs, None), false).contains("/forms/revoke_rule"));
    let terms = |people, decide_within_seconds| {
        let rule = RuleItem { people, decide_within_seconds, ..rule(Level::Asks, None) };
        words(&show(rule, true))
    };
    assert!(terms(2, Some(1800)).contains("2 people, 30 min to decide"));
    assert!(terms(1, Some(90)).contains("90 s to decide"));
    assert!(!terms(1, None).contains("to decide") && !terms(1, None).contains("1 people"));
    let over = RuleItem { holds: false, revoked_at: Some(NOW), ..rule(Level::Blocked, None) };
    let over = show(over, true);
    assert!(!over.contains("/forms/revoke_rule") && words(&over).contains("revoked"), "{over}");
}

#[test]
fn a_script_is_run_with_its_parameters_and_may_ask_first() {
    let values = Values { filled: [("DAYS".into(), "30".into())].into(), ..Values::default() };
    let desktops = vec![made::request(domain::Gate::BeforeRun).desktop.expect("a desktop")];
    let form = html(move || {
        view! { <RunForm script=script() desktops origin=None values exact=None /> }
    });
    assert!(form.contains("action=\"/forms/run_script\"") && form.contains("method=\"post\""));
    assert!(form.contains("name=\"values[DIR]\"") && form.contains("name=\"values[DAYS]\""));
    let input = |name: &str| {
        let at = form.find(&format!("name=\"values[{name}]\"")).expect("the field");
        let start = form[..at].rfind('<').expect("a tag");
        form[start..].split('>').next().unwrap_or_default().to_owned()
    };
    assert!(input("DIR").contains("required") && !input("DAYS").contains("required"), "{form}");
    assert!(input("DAYS").contains("value=\"30\""), "{form}");
    assert!(form.contains("name=\"desktop_id\"") && form.contains("db-staging-1"), "{form}");
    assert!(
        form.contains("name=\"approve_before_run\"") && words(&form).contains("Ask before it runs")
    );
    assert!(form.contains("formmethod=\"get\"") && form.contains("formaction=\"/scripts/s_1\""));
    assert!(form.contains("Which &lt;one&gt;"), "{form}");
}

#[test]
fn a_script_for_a_task_runs_on_its_desktop() {
    let origin: Origin = made::task(domain::TaskStatus::Running).into();
    let for_task = origin.clone();
    let form = html(move || {
        let (values, origin) = (Values::default(), Some(for_task));
        view! { <RunForm script=script() desktops=Vec::new() origin values exact=None /> }
    });
    assert!(form.contains("name=\"task_id\" value=\"t_231\""), "{form}");
    assert!(!form.contains("name=\"desktop_id\""), "its desktop is not chosen: {form}");
    let said = words(&form);
    assert!(said.contains("Run for MC-231") && said.contains("db-staging-1"), "{said}");
    let list = html(move || {
        view! { <ScriptList scripts=vec![script()] origin=Some(origin) now=NOW /> }
    });
    assert!(list.contains("href=\"/scripts/s_1?task=t_231\""), "{list}");
    assert!(list.contains("Free &lt;space&gt;"), "{list}");
}

#[test]
fn a_script_is_edited_as_the_version_that_was_read() {
    let form = html(|| {
        let draft = Draft::from(&script());
        view! { <ScriptForm draft script=Some(("s_1".to_owned(), 3)) /> }
    });
    assert!(form.contains("action=\"/forms/change_script\""), "{form}");
    assert!(form.contains("name=\"version\" value=\"3\""), "{form}");
    assert!(form.contains("name=\"parameters[0][name]\"") && form.contains("value=\"DIR\""));
    assert!(form.contains("name=\"parameters[1][default]\"") && form.contains("value=\"30\""));
    assert!(form.contains("name=\"parameters[5][name]\""), "there is room for more: {form}");
    assert!(
        !form.contains('\u{200B}') && form.contains("rm\\u{200B}"),
        "nothing is hidden: {form}"
    );
    assert!(words(&form).contains("1 characters of the text cannot be seen"));
    let new = html(|| view! { <ScriptForm draft=Draft::default() script=None /> });
    assert!(new.contains("action=\"/forms/create_script\"") && !new.contains("name=\"version\""));
}

#[test]
fn an_agent_says_where_it_works_and_what_it_is() {
    let agent = |name: &str, desktops: Vec<DesktopRef>, external| AgentItem {
        name: name.into(),
        desktops,
        external,
        running: 1,
        waiting: 2,
        stopped: name == "Halted",
        seen: Vec::new(),
    };
    let show = |agent: AgentItem| words(&html(move || view! { <AgentList agents=vec![agent] /> }));
    let switch = |name: &str, may| {
        let agent = agent(name, Vec::new(), true);
        html(move || view! { <AgentList agents=vec![agent] may /> })
    };
    assert!(
        switch("Fern", true).contains("/forms/stop_work")
            && !switch("Fern", false).contains("/forms/")
    );
    let halted = switch("Halted", true);
    assert!(
        halted.contains("/forms/resume_work") && halted.contains("nothing of it starts"),
        "{halted}"
    );
    let tour = show(agent("Tour", vec![bench()], false));
    assert!(tour.contains("Scripted") && tour.contains("bench Online"), "{tour}");
    assert!(tour.contains("2 to decide"), "{tour}");
    let fern = show(agent("Fern", Vec::new(), true));
    assert!(fern.contains("External") && fern.contains("Any desktop"), "{fern}");
    assert!(!fern.contains("Scripted"), "{fern}");
    assert!(show(agent("Gone", Vec::new(), false)).contains("Not now"));
}

#[test]
fn an_agent_says_what_holds_it_at_each_door() {
    let seen = |door, held, client: Option<&str>, passed: Option<bool>| AgentSeen {
        door,
        client: client.map(str::to_owned),
        version: client.map(|_| "2.1.330".to_owned()),
        last_seen_at: NOW.plus_seconds(-180),
        held,
        runs_unasked: client.and_then(runs_unasked).map(str::to_owned),
        canary: passed.map(|passed| CanaryView {
            passed,
            at: NOW.plus_seconds(-7200),
            note: Some("It ran ls at once.".into()),
        }),
    };
    let show = |external, doors: Vec<AgentSeen>| {
        let agent = AgentItem {
            name: "Osprey".into(),
            desktops: Vec::new(),
            external,
            running: 0,
            waiting: 0,
            stopped: false,
            seen: doors,
        };
        words(&html(move || view! { <Gates agents=vec![agent] now=NOW /> }))
    };
    let claude = seen(Door::Mcp, Held::Proposals, Some("claude-code"), None);
    let odd = seen(Door::Hook, Held::Cooperative, Some("something"), Some(false));
    let two = show(true, vec![claude, odd]);
    for said in ["Over MCP", "claude-code 2.1.330", "What it proposes", "git status", "None yet"] {
        assert!(two.contains(said), "{said}: {two}");
    }
    for said in ["Through a hook", "Cooperative", "Not known for this program", "It did not ask"] {
        assert!(two.contains(said), "{said}: {two}");
    }
    assert!(two.contains("3 m ago") && two.contains("It ran ls at once."), "{two}");
    let own = show(false, vec![seen(Door::Runner, Held::Enforced, None, Some(true))]);
    assert!(own.contains("Enforced") && own.contains("It asked"), "{own}");
    let new = show(true, Vec::new());
    assert!(new.contains("With its own key") && new.contains("Not yet"), "{new}");
}

#[test]
fn a_webhook_shows_how_its_last_deliveries_went() {
    let delivery = |state: &str, tries, next_at, error: Option<&str>| DeliveryItem {
        id: "dl_1".into(),
        task_id: "t_231".into(),
        state: state.into(),
        tries,
        created_at: NOW.plus_seconds(-300),
        next_at,
        error: error.map(str::to_owned),
    };
    let webhook = WebhookItem {
        id: "w_1".into(),
        name: "Tickets".into(),
        url: "https://tickets.example.com/hook".into(),
        created_by: made::ana(),
        created_at: NOW,
        deliveries: vec![
            delivery("waiting", 2, Some(NOW.plus_seconds(60)), Some("It answered <503>.")),
            delivery("delivered", 1, None, None),
            delivery("given_up", 12, None, Some("connection refused")),
        ],
    };
    let page = html(move || view! { <WebhookList webhooks=vec![webhook] now=NOW /> });
    let rows: Vec<_> = page.split("<tr").skip(2).map(words).collect();
    assert!(rows[0].contains("Will try again") && rows[0].contains("12:01"), "{rows:?}");
    assert!(rows[1].contains("Delivered") && rows[2].contains("Given up"), "{rows:?}");
    assert!(page.contains("It answered &lt;503&gt;."), "{page}");
    assert!(
        page.contains("/forms/remove_webhook") && page.contains("aria-label=\"Remove Tickets\"")
    );
}

fn channel(trouble: Option<ChannelTrouble>) -> ChannelItem {
    ChannelItem {
        id: "nc_1".into(),
        kind: "slack".into(),
        name: "#ops <b>".into(),
        person_id: None,
        address: "https://hooks.example.com".into(),
        confirmed: true,
        on: true,
        least_risk: Risk::Medium,
        tell_ends: true,
        gather_seconds: 60,
        pause_seconds: 180,
        created_by: made::ana(),
        created_at: NOW,
        told_at: None,
        trouble,
        unreachable: None,
    }
}

#[test]
fn a_channel_shows_what_is_told_there_and_why_nothing_arrives() {
    let show = |channel: ChannelItem| {
        html(move || view! { <ChannelList channels=vec![channel] now=NOW /> })
    };
    let well = show(channel(None));
    let said = words(&well);
    assert!(said.contains("#ops") && !well.contains("<b>\"") && said.contains(" On "), "{said}");
    assert!(said.contains("Nothing was told there yet."), "{said}");
    assert!(well.contains("value=\"medium\" selected"), "{well}");
    assert!(well.contains("name=\"tell_ends\" value=\"on\" checked"), "{well}");
    assert!(well.contains("/forms/test_channel") && well.contains("/forms/remove_channel"));
    let trouble = |next_at| ChannelTrouble {
        at: NOW.plus_seconds(-120),
        error: "It answered <503>.".into(),
        tries: 3,
        next_at,
    };
    let failing = words(&show(channel(Some(trouble(Some(NOW.plus_seconds(60)))))));
    assert!(failing.contains("Does not arrive") && failing.contains("Tried 3 times"), "{failing}");
    assert!(failing.contains("It answered &lt;503&gt;."), "{failing}");
    assert!(failing.contains("It is tried again at 12:01"), "{failing}");
    let given_up = words(&show(channel(Some(trouble(None)))));
    assert!(given_up.contains("What waited then is not tried again"), "{given_up}");
    let off = words(&show(ChannelItem { on: false, ..channel(None) }));
    assert!(off.contains(" Off "), "{off}");
}
