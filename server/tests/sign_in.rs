//! Signing in: the cookie, what is said to those who fail, and how often they may.

use crate::support::{Client, Product};

const RIGHT: &str = "ada likes long passwords";

async fn try_it(client: &Client, name: &str, password: &str) -> crate::support::Answer {
    client.form("sign_in", &[("name", name), ("password", password)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_a_cookie_that_scripts_cannot_read() {
    let product = Product::start();
    product.person("ada", "admin");
    let here = product.client().with("origin", &product.url);
    let (one, two) = (try_it(&here, "ada", RIGHT).await, try_it(&here, "ADA", RIGHT).await);
    let cookie = one.header("set-cookie");
    assert!(cookie.starts_with("mc_session="), "{cookie}");
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    assert!(!cookie.contains("Secure"), "plain HTTP would lose it: {cookie}");
    assert_ne!(one.cookie(), two.cookie(), "each sign-in has its own");
    let secret = one.cookie().unwrap();
    assert!(secret.len() > "mc_session=".len() + 42, "256 bits");
    let ada = here.with("cookie", &format!("other=1; {secret}; more=2"));
    assert_eq!(ada.get("/me").await.ok()["name"], "ada");
    here.with("cookie", "mc_session=guessed").get("/me").await.refused(401, "unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_name_and_a_wrong_password_look_the_same() {
    let product = Product::start();
    product.person("ada", "admin");
    let here = product.client().with("origin", &product.url);
    let known = try_it(&here, "ada", "not the password").await;
    let unknown = try_it(&here, "eve", "not the password").await;
    assert_eq!(known.refused(401, "wrong_password"), unknown.refused(401, "wrong_password"));
    assert!(known.cookie().is_none() && unknown.cookie().is_none());
    let fields = [("name", "ada"), ("password", "wrong"), ("next", "/approvals")];
    let referer = here.with("referer", &format!("{}/login?next=%2Fapprovals", product.url));
    let browser = referer.submit("sign_in", &fields, "text/html").await;
    assert_eq!(browser.status, 303, "{browser:?}");
    let location = browser.header("location");
    assert!(location.starts_with("/login?") && location.contains("wrong_password"), "{location}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_can_be_tried_ten_times() {
    let product = Product::start();
    product.person("ada", "admin");
    product.person("ben", "viewer");
    let here = product.client().with("origin", &product.url);
    for _ in 0..15 {
        assert_eq!(try_it(&here, "ada", RIGHT).await.status, 200, "success costs nothing");
    }
    for n in 0..10 {
        assert_eq!(try_it(&here, "ada", &format!("guess {n}")).await.status, 401, "{n}");
    }
    // Not even the right password is looked at now.
    for name in ["ada", "Ada"] {
        let answer = try_it(&here, name, RIGHT).await;
        let problem = answer.refused(429, "rate_limited");
        let wait: u64 = answer.header("retry-after").parse().unwrap();
        assert!((1..=11).contains(&wait), "{wait}");
        assert_eq!(problem["retryAfter"], wait);
        assert!(answer.cookie().is_none());
    }
    let fields = [("name", "ada"), ("password", RIGHT), ("next", "/approvals")];
    let browser = here.submit("sign_in", &fields, "text/html").await;
    assert_eq!(browser.header("location"), "/login?refused=rate_limited&next=%2Fapprovals");
    // A forged header does not make another peer, and another account is still free.
    let forged = here.with("x-forwarded-for", "203.0.113.7");
    assert_eq!(try_it(&forged, "ada", RIGHT).await.status, 429);
    let ben = try_it(&here, "ben", "ben likes long passwords").await;
    assert_eq!(ben.status, 200, "{ben:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_can_try_thirty_names_and_a_declared_proxy_says_who_the_peer_is() {
    let product = Product::start_with(&["--no-local-desktop", "--trusted-proxies", "127.0.0.1"]);
    product.person("ada", "admin");
    let here = product.client().with("origin", &product.url);
    let from = |peer: &str| here.with("x-forwarded-for", peer);
    // A try more is let in every three seconds, which a slow machine needs for a few: one that has none left is refused soon.
    let limited = async |peer: &str| {
        for _ in 0..10 {
            if try_it(&from(peer), "ada", "guess").await.status == 429 {
                return;
            }
        }
        panic!("{peer} is not limited");
    };
    for n in 0..30 {
        let answer = try_it(&from("203.0.113.7"), &format!("name {n}"), "guess").await;
        assert_eq!(answer.status, 401, "{n}");
    }
    limited("203.0.113.7").await;
    // What the client itself wrote into the header stands before what the proxy added.
    limited("198.51.100.1, 203.0.113.7").await;
    // A whole /64 is one peer.
    for n in 0..30 {
        let answer = try_it(&from(&format!("2001:db8::{n:x}")), &format!("v6 {n}"), "guess").await;
        assert_eq!(answer.status, 401, "{n}");
    }
    limited("2001:db8::ffff").await;
    // Others are not.
    for other in ["203.0.113.8", "2001:db8:0:1::1"] {
        let answer = try_it(&from(other), &format!("not {other}"), "guess").await;
        assert_eq!(answer.status, 401, "{other}");
    }
}

/// How many of a thousand tries were looked at, not refused with 429. Every one has to be one or the other.
async fn looked_at(tries: impl AsyncFn(u32) -> crate::support::Answer) -> u32 {
    let mut looked_at = 0;
    for n in 0..1_000 {
        match tries(n).await.status {
            401 => looked_at += 1,
            429 => {}
            other => panic!("try {n}: {other}"),
        }
    }
    looked_at
}

#[tokio::test(flavor = "multi_thread")]
async fn t84_a_thousand_tries_are_limited_whoever_they_say_they_come_from() {
    let spoofed = |n: u32| format!("198.51.{}.{}", n / 250, n % 250);
    // Straight on: nobody's header is believed.
    let product = Product::start();
    product.person("ada", "admin");
    let here = product.client().with("origin", &product.url);
    let begun = std::time::Instant::now();
    let one_user = looked_at(async |n| {
        let from = here.with("x-forwarded-for", &spoofed(n));
        try_it(&from.with("forwarded", &format!("for={}", spoofed(n))), "ada", "guess").await
    });
    let one_user = one_user.await;
    // Ten at once, and one that comes back every ten seconds.
    let back = |begun: std::time::Instant, every| {
        u32::try_from(begun.elapsed().as_secs() / every + 1).unwrap()
    };
    assert!((10..=10 + back(begun, 10)).contains(&one_user), "{one_user}");
    let many_users = looked_at(async |n| {
        let from = here.with("x-forwarded-for", &spoofed(n));
        try_it(&from, &format!("name {n}"), "guess").await
    });
    let many_users = many_users.await;
    assert!(many_users <= 30 + back(begun, 3), "{many_users}");
    // The real user waits as long as is said, and gets in.
    let refused = try_it(&here, "ada", RIGHT).await;
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=11).contains(&wait), "{wait}");
    tokio::time::sleep(std::time::Duration::from_secs(wait)).await;
    assert_eq!(try_it(&here, "ada", RIGHT).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn t84_behind_a_proxy_that_is_trusted_the_limits_hold_and_others_are_not_locked_out() {
    let product = Product::start_with(&["--no-local-desktop", "--trusted-proxies", "127.0.0.0/8"]);
    product.person("ada", "admin");
    let here = product.client().with("origin", &product.url);
    let from = |peer: &str| here.with("x-forwarded-for", peer);
    assert_eq!(try_it(&from("203.0.113.50"), "ada", RIGHT).await.status, 200);
    let begun = std::time::Instant::now();
    // One peer, many users, and whatever it writes in front of what the proxy adds.
    let tries = looked_at(async |n| {
        let hops = format!("192.0.2.{}, 203.0.113.7", n % 250);
        try_it(&from(&hops), &format!("name {n}"), "guess").await
    });
    let tries = tries.await;
    let seconds = u32::try_from(begun.elapsed().as_secs()).unwrap();
    assert!((30..=31 + seconds / 3).contains(&tries), "{tries}");
    // Many peers, one user.
    let begun = std::time::Instant::now();
    let tries = looked_at(async |n| {
        try_it(&from(&format!("198.51.{}.{}", n / 250, n % 250)), "ada", "guess").await
    });
    let tries = tries.await;
    let seconds = u32::try_from(begun.elapsed().as_secs()).unwrap();
    assert!((10..=11 + seconds / 10).contains(&tries), "{tries}");
    // Elsewhere the name is closed for a moment; where Ada signed in before, it never was.
    assert_eq!(try_it(&from("203.0.113.51"), "ada", RIGHT).await.status, 429);
    assert_eq!(try_it(&from("203.0.113.50"), "ada", RIGHT).await.status, 200);
    // Another name from another peer neither.
    assert_eq!(try_it(&from("203.0.113.51"), "ben", "guess").await.status, 401);
}
