//! When to stop.

/// Hears Ctrl-C or, where there is one, SIGTERM: from the moment it is made, so that a signal that comes at once is not
/// taken by the system's own rule.
pub struct Stop {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Stop {
    /// Begins to listen.
    pub fn listen() -> anyhow::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let terminate = signal(SignalKind::terminate())?;
            let interrupt = signal(SignalKind::interrupt())?;
            Ok(Self { terminate, interrupt })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    /// Waits for it.
    #[cfg(unix)]
    pub async fn wait(mut self) -> anyhow::Result<()> {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
        Ok(())
    }

    /// Waits for it.
    #[cfg(not(unix))]
    pub async fn wait(self) -> anyhow::Result<()> {
        Ok(tokio::signal::ctrl_c().await?)
    }
}
