//! Limits on what may be tried hold for all servers of a database together.

use crate::desk::{Desk, code};
use service::MissionControl;

/// A try of this name from there that turns out to be a wrong one.
async fn guess(mission: &MissionControl, name: &str, peer: &str) -> Result<(), u32> {
    match mission.take_sign_in_try(name, peer).await {
        Ok(_) => Ok(()),
        Err(service::Error::Refused(domain::Refusal::RateLimited { retry_after })) => {
            Err(retry_after)
        }
        Err(other) => panic!("{other}"),
    }
}

async fn good(mission: &MissionControl, name: &str, peer: &str) {
    let tried = mission.take_sign_in_try(name, peer).await.expect("there is one");
    mission.sign_in_worked(&tried).await.expect("given back");
}

#[tokio::test]
async fn an_account_has_ten_tries_whichever_server_is_asked_and_wherever_they_come_from() {
    let desk = Desk::new().await;
    let other = desk.beside().await;
    for n in 0..10 {
        let server = if n % 2 == 0 { &desk.mc } else { &other };
        let name = if n % 3 == 0 { "ana" } else { "Ana" };
        assert_eq!(guess(server, name, &format!("10.0.0.{n}")).await, Ok(()));
    }
    for server in [&desk.mc, &other] {
        assert_eq!(guess(server, "ana", "10.0.0.10").await, Err(10));
        assert_eq!(guess(server, "ben", "10.0.0.10").await, Ok(()));
    }
    desk.pass(11);
    assert_eq!(guess(&other, "ana", "10.0.0.11").await, Ok(()));
    assert_eq!(guess(&desk.mc, "ana", "10.0.0.12").await, Err(9));
}

#[tokio::test]
async fn a_peer_has_thirty_tries_over_all_accounts_and_servers() {
    let desk = Desk::new().await;
    let other = desk.beside().await;
    for n in 0..30 {
        let server = if n % 2 == 0 { &desk.mc } else { &other };
        assert_eq!(guess(server, &format!("name {n}"), "10.0.0.1").await, Ok(()));
    }
    assert_eq!(guess(&other, "another", "10.0.0.1").await, Err(3));
    assert_eq!(guess(&other, "another", "10.0.0.2").await, Ok(()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_tries_at_once_on_two_servers_do_not_pass_together() {
    let desk = Desk::new().await;
    let other = desk.beside().await;
    let tries = (0..40).map(|n| {
        let server = if n % 2 == 0 { desk.mc.clone() } else { other.clone() };
        tokio::spawn(async move { guess(&server, "ana", &format!("10.0.0.{n}")).await.is_ok() })
    });
    let mut passed = 0;
    for tried in tries.collect::<Vec<_>>() {
        passed += u32::from(tried.await.expect("ends"));
    }
    assert_eq!(passed, 10);
}

#[tokio::test]
async fn t84_who_signed_in_from_there_before_is_not_locked_out_by_others() {
    let desk = Desk::new().await;
    let other = desk.beside().await;
    good(&desk.mc, "ana", "127.0.0.1").await;
    let mut refused = 0;
    for n in 0..100 {
        refused += u32::from(guess(&desk.mc, "ana", &format!("10.1.0.{n}")).await.is_err());
    }
    assert_eq!(refused, 90);
    assert!(guess(&other, "ana", "10.0.0.1").await.is_err(), "others use up what comes back");
    for _ in 0..10 {
        assert_eq!(guess(&other, "Ana", "127.0.0.1").await, Ok(()));
    }
    assert_eq!(guess(&desk.mc, "ana", "127.0.0.1").await, Err(10), "ten there too");
    assert_eq!(guess(&desk.mc, "ben", "127.0.0.1").await, Ok(()));
}

#[tokio::test]
async fn a_refused_try_costs_nothing_and_a_good_one_is_given_back() {
    let desk = Desk::new().await;
    for _ in 0..40 {
        good(&desk.mc, "ana", "127.0.0.1").await;
    }
    for _ in 0..10 {
        assert_eq!(guess(&desk.mc, "ana", "127.0.0.1").await, Ok(()));
    }
    for _ in 0..20 {
        assert_eq!(guess(&desk.mc, "ana", "127.0.0.1").await, Err(10));
    }
    desk.pass(11);
    assert_eq!(guess(&desk.mc, "ana", "127.0.0.1").await, Ok(()));
}

#[tokio::test]
async fn what_is_whole_again_is_forgotten_and_where_somebody_signed_in_is_not() {
    let desk = Desk::new().await;
    good(&desk.mc, "ana", "127.0.0.1").await;
    for n in 0..10 {
        guess(&desk.mc, "ana", &format!("10.0.0.{n}")).await.expect("there is one");
    }
    desk.mc.sweep().await.expect("sweeps");
    assert!(guess(&desk.mc, "ana", "10.0.1.1").await.is_err(), "it is still remembered");
    desk.pass(2 * 3600);
    desk.mc.sweep().await.expect("sweeps");
    for n in 0..10 {
        guess(&desk.mc, "ana", &format!("10.0.2.{n}")).await.expect("all are there again");
    }
    guess(&desk.mc, "ana", "127.0.0.1").await.expect("they have tries of their own here");
}

#[tokio::test]
async fn a_password_is_guessed_five_times_whichever_server_is_asked() {
    let desk = Desk::new().await;
    let other = desk.beside().await;
    let signed = desk.mc.sign_in("Ana", crate::desk::PASSWORD, "test").await.expect("signs in");
    desk.pass(400);
    let ana = other.authenticate_session(&signed.secret).await.expect("signed in there too");
    let loosen = |password: &str| {
        let body = serde_json::json!({"preset": "autonomous", "password": password});
        serde_json::from_value::<domain::wire::ChangePolicy>(body).expect("a policy")
    };
    for n in 0..5 {
        let server = if n % 2 == 0 { &desk.mc } else { &other };
        assert_eq!(
            code(server.change_policy(&ana, loosen("a wrong guess")).await),
            "wrong_password"
        );
    }
    for server in [&desk.mc, &other] {
        let right = loosen(crate::desk::PASSWORD);
        assert_eq!(code(server.change_policy(&ana, right).await), "rate_limited");
    }
}
