//! Reading commands beside the desk's own work: code can be made so that reading it takes minutes.

use crate::{Error, StoreError};
use command::Stop;
use domain::{
    Refusal,
    action::{Code, Interpreter, Reading},
};
use std::{sync::LazyLock, time::Duration};
use tokio::{sync::Semaphore, time::timeout};

/// How many commands are read at once: hard ones must not take every processor.
const AT_ONCE: usize = 2;
/// How long one may take. What is not read by then cannot be read, which asks.
const LONGEST: Duration = Duration::from_secs(2);
/// How long to wait for a place.
const QUEUE: Duration = Duration::from_secs(10);

static PLACES: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::const_new(AT_ONCE));

/// Gives up the reading also when whoever asked is gone.
struct CalledOff(Stop);

impl Drop for CalledOff {
    fn drop(&mut self) {
        self.0.call();
    }
}

/// What a command says about itself.
pub(crate) async fn read(interpreter: Interpreter, code: &Code) -> Result<Reading, Error> {
    let Ok(Ok(place)) = timeout(QUEUE, PLACES.acquire()).await else {
        return Err(Refusal::Busy.into());
    };
    let (code, stop) = (code.clone(), CalledOff(Stop::default()));
    let inner = stop.0.clone();
    let mut read = tokio::task::spawn_blocking(move || {
        let reading = command::read_until(&inner, interpreter, &code);
        drop(place);
        reading
    });
    let outcome = if let Ok(outcome) = timeout(LONGEST, &mut read).await {
        outcome
    } else {
        stop.0.call();
        read.await
    };
    outcome
        .map_err(|panic| StoreError::Broken(format!("a command could not be read: {panic}")).into())
}
