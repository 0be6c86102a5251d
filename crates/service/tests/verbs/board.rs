//! The board: parts of columns, what a filter hides, and who may look.

use crate::desk::Desk;
use domain::{TaskStatus, wire::CreateTask};
use service::{Board, TaskFilter, Window};

async fn drafts(desk: &Desk, count: usize) {
    for _ in 0..count {
        desk.create(CreateTask { run: false, ..desk.command() }).await;
    }
}

async fn board(desk: &Desk, filter: TaskFilter, windows: &[Window]) -> Board {
    desk.mc.board(&desk.ana, filter, windows).await.expect("the board")
}

/// The numbers of the tasks in Pending, and how many come before them.
fn pending(board: &Board) -> (Vec<i64>, u32) {
    let column = &board.columns[0];
    assert_eq!(column.status, TaskStatus::Pending);
    (column.cards.iter().map(|card| card.number).collect(), column.from)
}

#[tokio::test]
async fn a_part_that_begins_after_the_last_card_ends_with_it() {
    let desk = Desk::new().await;
    drafts(&desk, 5).await;
    let window = |from, cards| [Window { status: TaskStatus::Pending, from, cards }];
    let at = async |from| pending(&board(&desk, TaskFilter::default(), &window(from, 2)).await);
    assert_eq!(at(0).await, (vec![5, 4], 0));
    assert_eq!(at(2).await, (vec![3, 2], 2));
    assert_eq!(at(4).await, (vec![2, 1], 3));
    assert_eq!(at(u32::MAX).await, (vec![2, 1], 3));
    for cards in [0, 201] {
        let asked = desk.mc.board(&desk.ana, TaskFilter::default(), &window(0, cards)).await;
        assert!(matches!(asked, Err(service::Error::Refused(_))), "{cards} cards at once");
    }
    let whole = board(&desk, TaskFilter { limit: Some(3), ..TaskFilter::default() }, &[]).await;
    assert_eq!(pending(&whole), (vec![5, 4, 3], 0));
    assert_eq!((whole.columns[0].count, whole.total, whole.hidden), (5, 5, 0));
}

#[tokio::test]
async fn a_filter_by_agent_and_age_says_how_many_it_hides() {
    let desk = Desk::new().await;
    drafts(&desk, 1).await;
    desk.pass(600);
    let made_until = Some(desk.mc.now());
    let fern = desk.prompt("Fern").await;
    drafts(&desk, 1).await;
    let older = board(&desk, TaskFilter { made_until, ..TaskFilter::default() }, &[]).await;
    assert_eq!(pending(&older).0, [1]);
    assert_eq!((older.total, older.hidden), (1, 2));
    let agent = Some("Fern".to_owned());
    let hers = board(&desk, TaskFilter { agent, ..TaskFilter::default() }, &[]).await;
    let running = hers.columns.iter().find(|column| column.status == TaskStatus::Running);
    let running = running.expect("the column");
    assert_eq!(running.cards[0].number, fern.number);
    assert_eq!((hers.total, hers.hidden, hers.running), (1, 2, 1));
    assert_eq!(desk.mc.task_agents(&desk.ana).await.expect("agents"), ["Fern"]);
}
