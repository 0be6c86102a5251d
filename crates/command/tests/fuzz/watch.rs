//! Reads as the desk does: a reading that takes too long is called off, and has to end then.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use command::{Stop, read_until};
use domain::action::{Code, Interpreter, Reading};

/// After this the desk calls a reading off.
const LONGEST: Duration = Duration::from_secs(2);
/// How long it may take to end then, on a busy machine and without optimisation.
const SLACK: Duration = Duration::from_secs(10);

/// Looks at what is being read.
pub(crate) struct Watch(Arc<Mutex<Option<(Instant, Stop)>>>);

impl Watch {
    /// Looks ten times a second until it is dropped.
    pub(crate) fn start() -> Self {
        let now = Arc::default();
        let seen = Arc::downgrade(&now);
        std::thread::spawn(move || {
            while let Some(now) = seen.upgrade() {
                let now: &Mutex<Option<(Instant, Stop)>> = &now;
                if let Some((begun, stop)) = &*now.lock().unwrap()
                    && begun.elapsed() > LONGEST
                {
                    stop.call();
                }
                std::thread::sleep(Duration::from_millis(100));
            }
        });
        Self(now)
    }

    /// Reads, and fails when it takes too long.
    pub(crate) fn read(&self, interpreter: Interpreter, code: &Code) -> Reading {
        let (begun, stop) = (Instant::now(), Stop::default());
        *self.0.lock().unwrap() = Some((begun, stop.clone()));
        let reading = read_until(&stop, interpreter, code);
        *self.0.lock().unwrap() = None;
        assert!(begun.elapsed() < LONGEST + SLACK, "{:?}: {code:?}", begun.elapsed());
        reading
    }
}
