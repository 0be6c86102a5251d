//! The log: on standard error, as text for people and as JSON lines for programs.

use std::io::{self, IsTerminal, Write};

use domain::display::{SafeText, escaped_json};
use tracing_subscriber::EnvFilter;

use crate::config::LogFormat;

/// Starts it. `RUST_LOG` chooses what is in it. A second start changes nothing.
pub fn start(format: Option<LogFormat>) {
    let terminal = io::stderr().is_terminal();
    let format = format.unwrap_or(if terminal { LogFormat::Text } else { LogFormat::Json });
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter);
    // An error means that a log is already there.
    let _ = match format {
        LogFormat::Text => {
            log.with_ansi(false).with_target(false).with_writer(|| OneLine(io::stderr())).try_init()
        }
        LogFormat::Json => {
            log.json().flatten_event(true).with_writer(|| Escaped(io::stderr())).try_init()
        }
    };
}

/// Keeps an event on one line, as each comes in one piece, and shows what cannot be seen: somebody's text could look like
/// an event of its own, or act on the terminal. The library escapes terminal sequences in messages, but not in fields, and
/// nobody can tell those from its colours; so there are none.
struct OneLine<W>(W);

impl<W: Write> Write for OneLine<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let (text, end) = text.strip_suffix('\n').map_or((&*text, ""), |text| (text, "\n"));
        let line = SafeText::prose(text).to_plain_line() + end;
        self.0.write_all(line.as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Shows in an event of JSON what cannot be seen, as JSON escapes: programs read what was said, and whoever looks at the log
/// in a terminal is not fooled. Each event comes in one piece.
struct Escaped<W>(W);

impl<W: Write> Write for Escaped<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        self.0.write_all(escaped_json(&String::from_utf8_lossy(event)).as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(json: bool, name: &str) -> String {
        let kept = Kept::default();
        let writer = kept.clone();
        let log = tracing_subscriber::fmt().with_ansi(false);
        let say = || tracing::info!(name, shown = %name, debug = ?name, "hello {name}");
        if json {
            let log = log.json().flatten_event(true).with_writer(move || Escaped(writer.clone()));
            tracing::subscriber::with_default(log.finish(), say);
        } else {
            let log = log.with_writer(move || OneLine(writer.clone())).finish();
            tracing::subscriber::with_default(log, say);
        }
        String::from_utf8(kept.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn t53_t88_a_name_with_anything_hidden_gives_one_line_with_nothing_raw() {
        let mut all = crate::hidden::hidden();
        all.push('\n');
        for chunk in all.chunks(500) {
            let name: String = chunk.iter().collect();
            for json in [false, true] {
                let text = logged(json, &name);
                let line = text.strip_suffix('\n').unwrap();
                assert!(line.contains("hello"), "{line:?}");
                let raw = line.chars().find(|c| chunk.contains(c));
                assert_eq!(raw, None, "json {json}: {line:?}");
                if json {
                    let event: serde_json::Value = serde_json::from_str(line).unwrap();
                    assert_eq!(event["name"], name.as_str());
                }
            }
        }
    }
}
