//! The secrets of this desktop: filled in where an approved action names them, and hidden in whatever leaves the machine.

mod file;
mod mask;

pub use file::load;
pub use mask::Masking;

use domain::action::{Code, fill_secrets, secrets_of};
use mask::Mask;
use std::{collections::BTreeMap, fmt, sync::Arc};

/// The secrets of one runner, by name. The default has none.
#[derive(Clone, Default)]
pub struct Secrets(Arc<Known>);

#[derive(Default)]
struct Known {
    values: BTreeMap<String, String>,
    mask: Option<Mask>,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.values.keys()).finish()
    }
}

impl Secrets {
    /// Secrets by name. Each name and value was looked at before: see [`load`].
    pub(crate) fn of(values: BTreeMap<String, String>) -> anyhow::Result<Self> {
        let mask = if values.is_empty() { None } else { Some(Mask::of(&values)?) };
        Ok(Self(Arc::new(Known { values, mask })))
    }

    /// The names, as the runner announces them.
    pub fn names(&self) -> Vec<String> {
        self.0.values.keys().cloned().collect()
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.0.values.get(name).map(String::as_str)
    }

    /// Why this cannot be given what it names: to people.
    pub(crate) fn check(&self, code: &Code, env: &BTreeMap<String, String>) -> Result<(), String> {
        match secrets_of(code, env).into_iter().find(|name| self.value(name).is_none()) {
            Some(name) => Err(missing(name)),
            None => Ok(()),
        }
    }

    /// A text with the values in place of the names.
    pub(crate) fn fill(&self, text: &str) -> Result<String, String> {
        fill_secrets(text, |name| self.value(name)).map_err(|name| missing(&name))
    }

    /// The bytes with `[secret:NAME]` in place of every value.
    pub(crate) fn hide(&self, bytes: Vec<u8>) -> Vec<u8> {
        match &self.0.mask {
            Some(mask) => mask.replace(&bytes),
            None => bytes,
        }
    }

    /// The same for text.
    pub(crate) fn hide_text(&self, text: &str) -> String {
        let bytes = self.hide(text.as_bytes().to_vec());
        // Values are text and so is what takes their place, so this is text again.
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Whether a value stands in the text.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        self.0.mask.as_ref().is_some_and(|mask| mask.finds(text.as_bytes()))
    }

    /// Hides values in bytes that come piece by piece.
    pub fn masking(&self) -> Masking {
        Masking::new(self.clone())
    }
}

fn missing(name: &str) -> String {
    format!(
        "This desktop has no secret {name} any more, so nothing was run. Its runner reads them from the file that --secrets \
         names."
    )
}
