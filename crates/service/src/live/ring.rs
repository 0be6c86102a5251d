//! What happened last, kept in memory for all who listen.

use bytes::Bytes;
use domain::{
    Timestamp,
    event::{Event, EventKind},
    wire::ActivityItem,
};
use std::collections::VecDeque;

/// How many events are kept.
const EVENTS: usize = 1024;
/// How many changes of credentials are kept.
const TOUCHED: usize = 256;
/// How many events are handed out at once.
const HANDFUL: usize = 64;

/// An event as everybody is told of it, made once.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its number.
    pub seq: i64,
    /// What kind of thing happened; none when this only says what is kept no more.
    pub kind: Option<EventKind>,
    /// The event as a server-sent event: its number as `id`, an [`ActivityItem`] as JSON in `data`, and no name, so that
    /// `EventSource.onmessage` gets it.
    pub frame: Bytes,
}

/// What there is for somebody.
pub(super) enum Since {
    /// The next events.
    Events(Vec<Told>),
    /// Nothing yet.
    Nothing,
    /// Events that are not here any more: all those after this number are.
    Before(i64),
    /// Their credential may have ended.
    Doubt,
    /// The table could not be read meanwhile.
    Failed,
}

/// The last events and changes of credentials. Numbers of looks only grow.
#[derive(Default)]
pub(super) struct Ring {
    /// Every event after this one, as far as the table was read, is here. None before the first look.
    floor: Option<i64>,
    told: VecDeque<Told>,
    /// Ids of credentials that changed, each with the look that found it.
    touched: VecDeque<(u64, String)>,
    /// What was touched up to this look may have been forgotten.
    forgot: u64,
    looks: u64,
    failures: u64,
}

impl Told {
    pub(super) fn of(event: Event) -> Self {
        let (seq, kind) = (event.seq.0, event.fact.kind);
        Self::framed(seq, Some(kind), &ActivityItem::from(event))
    }

    /// That what came before and with this number is kept no more, for somebody who had come to an earlier one.
    pub(super) fn forgotten(up_to: i64, after: i64, at: Timestamp) -> Self {
        Self::framed(up_to, None, &ActivityItem::forgotten(up_to, after, at))
    }

    fn framed(seq: i64, kind: Option<EventKind>, item: &ActivityItem) -> Self {
        let frame = match serde_json::to_string(item) {
            Ok(json) => format!("id: {seq}\ndata: {json}\n\n"),
            Err(error) => {
                tracing::error!(seq, %error, "an event could not be written as JSON");
                ": left out\n\n".to_owned()
            }
        };
        Self { seq, kind, frame: frame.into() }
    }
}

impl Ring {
    /// The same without memory, for a reader that begins now: who listened before does not take old looks for new ones.
    pub fn begun_anew(&self) -> Self {
        Self { looks: self.looks, forgot: self.looks, failures: self.failures, ..Self::default() }
    }

    /// The first look began: what happened up to here is in the table alone.
    pub fn begin(&mut self, last: i64) {
        self.floor = Some(last);
        self.looks += 1;
    }

    /// A look found this, the events in order. Answers the number of the look.
    pub fn add(&mut self, events: Vec<Told>, touched: Vec<String>) -> u64 {
        self.looks += 1;
        self.told.extend(events);
        while self.told.len() > EVENTS {
            self.floor = self.told.pop_front().map(|told| told.seq).or(self.floor);
        }
        self.touched.extend(touched.into_iter().map(|id| (self.looks, id)));
        while self.touched.len() > TOUCHED {
            self.forgot = self.touched.pop_front().map_or(self.forgot, |(look, _)| look);
        }
        self.looks
    }

    /// What became of credentials before this was not read: everybody's is to be asked for. Answers the number of the look.
    pub fn doubted(&mut self) -> u64 {
        self.looks += 1;
        self.forgot = self.looks;
        self.looks
    }

    /// The table could not be read.
    pub fn failed(&mut self) {
        self.looks += 1;
        self.failures += 1;
    }

    /// How often the table could not be read.
    pub fn failures(&self) -> u64 {
        self.failures
    }

    /// The number of the last look.
    pub fn looks(&self) -> u64 {
        self.looks
    }

    /// What comes after an event.
    pub fn since(&self, after: i64) -> Since {
        match self.floor {
            None => Since::Nothing,
            Some(floor) if after < floor => Since::Before(floor),
            Some(_) => {
                let from = self.told.partition_point(|told| told.seq <= after);
                let events: Vec<_> = self.told.range(from..).take(HANDFUL).cloned().collect();
                if events.is_empty() { Since::Nothing } else { Since::Events(events) }
            }
        }
    }

    /// Whether one of these ids was touched after a look, as far as is remembered: what may have been forgotten counts.
    pub fn touched_since(&self, look: u64, ids: &[String]) -> bool {
        look < self.forgot
            || self
                .touched
                .iter()
                .rev()
                .take_while(|(found, _)| *found > look)
                .any(|(_, id)| ids.contains(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{EventSeq, event::NewEvent};

    fn told(seqs: std::ops::RangeInclusive<i64>) -> Vec<Told> {
        let fact = |_| NewEvent::new(EventKind::TaskDone, Timestamp(0));
        seqs.map(|seq| Told::of(Event { seq: EventSeq(seq), fact: fact(seq) })).collect()
    }

    fn numbers(since: Since) -> Vec<i64> {
        match since {
            Since::Events(events) => events.iter().map(|one| one.seq).collect(),
            Since::Before(floor) => vec![-floor],
            Since::Nothing | Since::Doubt | Since::Failed => Vec::new(),
        }
    }

    #[test]
    fn what_fell_out_of_memory_is_said_to_be_before_it() {
        let mut ring = Ring::default();
        assert!(matches!(ring.since(0), Since::Nothing), "nobody has looked yet");
        ring.begin(10);
        assert_eq!(numbers(ring.since(9)), [-10]);
        assert!(numbers(ring.since(10)).is_empty());
        ring.add(told(11..=1034), Vec::new());
        assert_eq!(numbers(ring.since(10)), (11..=74).collect::<Vec<_>>());
        assert_eq!(numbers(ring.since(1033)), [1034]);
        ring.add(told(1035..=1036), Vec::new());
        assert_eq!(numbers(ring.since(11)), [-12], "12 is gone too: all after it are here");
        assert_eq!(numbers(ring.since(12))[0], 13);
        // A number that was never given out yet: nothing, until it is passed.
        assert!(numbers(ring.since(5000)).is_empty());
    }

    #[test]
    fn a_change_of_a_credential_is_remembered_or_counts_as_one() {
        let mut ring = Ring::default();
        ring.begin(0);
        let ids = ["k_1".to_owned(), "u_1".to_owned()];
        let before = ring.looks();
        assert!(!ring.touched_since(before, &ids));
        let look = ring.add(Vec::new(), vec!["k_2".into(), "u_1".into()]);
        assert!(ring.touched_since(before, &ids));
        assert!(!ring.touched_since(look, &ids), "that one is known");
        for n in 0..300 {
            ring.add(Vec::new(), vec![format!("other_{n}")]);
        }
        assert!(ring.touched_since(before, &["k_9".into()]), "nobody knows any more");
        assert!(!ring.touched_since(ring.looks(), &ids));
        assert!(ring.begun_anew().touched_since(look, &ids), "a new reader has read nothing");
    }

    #[test]
    fn an_event_is_told_with_its_number_and_as_one_line_of_json() {
        let frame = told(7..=7).remove(0).frame;
        let text = String::from_utf8(frame.to_vec()).unwrap();
        let (id, data) = text.split_once('\n').unwrap();
        assert_eq!(id, "id: 7");
        let json = data.strip_prefix("data: ").and_then(|data| data.strip_suffix("\n\n")).unwrap();
        assert_eq!(serde_json::from_str::<ActivityItem>(json).unwrap().seq, 7);
        assert!(!json.contains('\n'));
    }
}
