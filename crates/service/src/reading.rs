//! Reading commands beside the desk's own work: code can be made so that reading it takes seconds.

use crate::{Error, StoreError};
use domain::action::{Code, Interpreter, Reading};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// How many commands are read at once: hard ones must not take every processor.
const AT_ONCE: usize = 2;

static PLACES: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(AT_ONCE));

/// What a command says about itself.
pub(crate) async fn read(interpreter: Interpreter, code: &Code) -> Result<Reading, Error> {
    let broken = |why: String| Error::Store(StoreError::Broken(why));
    let place = PLACES.acquire().await.map_err(|closed| broken(closed.to_string()))?;
    let code = code.clone();
    let read = tokio::task::spawn_blocking(move || command::read(interpreter, &code)).await;
    drop(place);
    read.map_err(|panic| broken(format!("a command could not be read: {panic}")))
}
