//! What happened, as a page.

use serde_json::json;

use crate::support::{Product, asking};

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_is_listed_newest_first_and_by_filters_in_the_address() {
    let product = Product::start();
    product.person("ada", "admin");
    product.person("vi", "viewer");
    let (ada, vi) = (product.browser("ada").await, product.browser("vi").await);
    let empty = vi.page("/activity?kind=task").await.text;
    assert!(empty.contains("Nothing like that") && empty.contains("Clear filter"));
    let key = product.key("ada", "read,tasks,decide");
    let (desktop, runner) = product.desktop("bench", &key).await;
    let first = asking(&key, &desktop).await;
    let path = format!("/approvals/{}", first["id"].as_str().unwrap());
    let body = json!({"decision": "reject", "digest": first["digest"]});
    key.post(&format!("{path}/resolve"), body).await.ok();
    let second = asking(&key, &desktop).await;

    let all = vi.page("/activity").await.text;
    let task = |approval: &serde_json::Value| {
        format!("href=\"/tasks/{}\"", approval["task"]["id"].as_str().unwrap())
    };
    for part in [
        &task(&first),
        &format!("href=\"{path}\">Rejected"),
        &format!("/api/mission-control{path}/evidence"),
        "Created",
        "Approval requested",
        "bench",
    ] {
        assert!(all.contains(part), "{part} is missing:\n{all}");
    }
    assert!(all.find(&task(&second)) < all.find(&task(&first)), "the newest comes first");
    assert!(!all.contains("audit log"), "that is for administrators");
    assert!(ada.page("/activity").await.text.contains("/api/mission-control/audit/export"));
    assert!(!all.contains(" style=\""), "a style in a page is refused by the browser");

    let rows = |text: &str| text.matches("id=\"event-").count();
    let decided = vi.page("/activity?kind=approval.decided&by=ada").await.text;
    assert_eq!(rows(&decided), 1, "{decided}");
    assert_eq!(rows(&vi.page("/activity?by=vi").await.text), 0);
    assert_eq!(rows(&vi.page("/activity?day=2001-01-01").await.text), 0);
    let here = format!("/activity?desktop={desktop}&kind=approval");
    assert_eq!(rows(&vi.page(&here).await.text), 3);
    // An earlier page says how much is newer, and leads there.
    let seq = key.get("/activity?limit=200").await.ok()["items"].as_array().unwrap().len();
    let top = seq - 2;
    let earlier = vi.page(&format!("/activity?kind=approval&before=2&top={top}")).await.text;
    assert!(earlier.contains("1 new") && earlier.contains("href=\"/activity?kind=approval\""));
    let list = async |query: &str| {
        let page = key.get(&format!("/activity?{query}")).await.ok();
        let items = page["items"].as_array().unwrap().clone();
        (
            items.iter().map(|one| one["seq"].as_i64().unwrap()).collect::<Vec<_>>(),
            page["nextCursor"].clone(),
        )
    };
    let (oldest, none) = list("kind=approval").await;
    let (mut newest, _) = list("kind=approval&order=newest").await;
    assert!(oldest.len() == 3 && oldest.is_sorted() && none.is_null(), "{oldest:?}");
    newest.reverse();
    assert_eq!(newest, oldest);
    for order in ["oldest", "newest"] {
        let (first, cursor) = list(&format!("kind=approval&order={order}&limit=2")).await;
        let more =
            format!("kind=approval&order={order}&limit=2&cursor={}", cursor.as_str().unwrap());
        let (rest, end) = list(&more).await;
        assert!(
            first.len() == 2 && rest.len() == 1 && end.is_null(),
            "{order}: {first:?} {rest:?}"
        );
        assert!(!first.contains(&rest[0]), "{order}");
    }
    assert_eq!(list("kind=approval.decided&by=ada").await.0.len(), 1);
    assert_eq!(list(&format!("desktopId={desktop}&kind=approval")).await.0.len(), 3);
    assert_eq!(list("day=2001-01-01").await.0, [0_i64; 0]);
    assert_eq!(list("agent=nobody").await.0, [0_i64; 0]);
    for wrong in ["kind=weather", "day=yesterday", "order=best", "kind=task&cursor=x"] {
        key.get(&format!("/activity?{wrong}")).await.refused(422, "invalid_field");
    }
    for wrong in ["kind=weather", "day=yesterday", "before=x", "top=x"] {
        assert_eq!(vi.page(&format!("/activity?{wrong}")).await.status, 422, "{wrong}");
    }
    assert_eq!(runner.page("/activity").await.status, 403, "a runner reads no pages");
}
