//! What browsers send for the forms whose fields are lists and maps, read by the decoder the server uses.

use super::{batch, scripts, tasks};
use crate::api::answer::Refused;
use axum::{body::Body, extract::Request};
use leptos::server_fn::codec::{FromReq, PostUrl};
use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

/// The form of these fields, encoded as a browser does.
fn read<T: FromReq<PostUrl, Request, Refused>>(fields: &[(&str, &str)]) -> T {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    assert!(!body.contains('['), "a browser writes brackets as %5B: {body}");
    let mut reading = pin!(T::from_req(Request::new(Body::from(body))));
    // The whole body is there, so nothing is waited for.
    match reading.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(form) => form.expect("a form"),
        Poll::Pending => panic!("the body is there"),
    }
}

#[test]
fn the_parameters_of_a_script_arrive_line_by_line() {
    let lines: Vec<(String, String)> = (0..30)
        .flat_map(|at| {
            let field = move |key: &str| format!("parameters[{at}][{key}]");
            let own = if at == 1 { vec![(field("optional"), "on".to_owned())] } else { Vec::new() };
            let name = if at < 2 { format!("P{at}") } else { String::new() };
            [(field("name"), name), (field("description"), "a & b".to_owned())]
                .into_iter()
                .chain([(field("default"), String::new())])
                .chain(own)
        })
        .collect();
    let mut fields = vec![("name", "Free space"), ("interpreter", "sh"), ("body", "df\r\n")];
    fields.extend(lines.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let form: scripts::CreateScript = read(&fields);
    assert_eq!(form.parameters.len(), 30);
    let line =
        |at: usize| (form.parameters[at].name.as_str(), form.parameters[at].optional.as_str());
    assert_eq!((line(0), line(1), line(2)), (("P0", ""), ("P1", "on"), ("", "")));
    assert_eq!(form.parameters[0].description, "a & b");
}

#[test]
fn the_requests_of_a_batch_arrive_with_what_was_shown_of_each() {
    let lines: Vec<(String, String)> = (0..100)
        .flat_map(|at| {
            let field = move |key: &str| format!("items[{at}][{key}]");
            let take = (at % 2 == 0).then(|| (field("take"), "on".to_owned()));
            [(field("id"), format!("ap_{at}")), (field("digest"), format!("sha256:{at}"))]
                .into_iter()
                .chain(take)
        })
        .collect();
    let mut fields = vec![("decision", "reject"), ("feedback", "Not today")];
    fields.extend(lines.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let form: batch::ResolveApprovals = read(&fields);
    assert_eq!(form.items.len(), 100);
    let last = &form.items[99];
    assert_eq!((last.id.as_str(), last.digest.as_str()), ("ap_99", "sha256:99"));
    assert!(last.take.is_empty() && form.items[98].take == "on");
}

#[test]
fn the_values_of_a_script_arrive_by_name() {
    let form: scripts::RunScript = read(&[
        ("id", "s_1"),
        ("task_id", "t_1"),
        ("values[DIR]", "/var/log/a b&c"),
        ("values[DAYS]", ""),
        ("approve_before_run", "on"),
    ]);
    assert_eq!(form.values["DIR"], "/var/log/a b&c");
    assert_eq!(form.values["DAYS"], "");
    assert!(read::<scripts::RunScript>(&[("id", "s_1")]).values.is_empty());
}

#[test]
fn the_agents_of_a_prompt_arrive_by_desktop() {
    let id = "d_01JZ-x";
    let field = format!("agent_on[{id}]");
    let form: tasks::CreateTask =
        read(&[("kind", "prompt"), ("content", "Do it"), (&field, "Tour"), ("agent_on[d_2]", "")]);
    assert_eq!((form.agent_on[id].as_str(), form.agent_on["d_2"].as_str()), ("Tour", ""));
}
