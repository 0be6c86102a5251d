//! Inputs near the committed ones: noise alone hardly ever gets past a parser's first line.

use std::fmt;
use std::path::Path;

use bolero::{ValueGenerator, produce};

/// Runs a target as a test: `fuzz!("name", inputs, target)`. Its committed inputs are files in `__fuzz__/name/corpus`
/// beside the source; an input that once failed goes into `__fuzz__/name/crashes`.
macro_rules! fuzz {
    ($name:literal, $inputs:expr, $target:expr) => {{
        // With coverage in its build the test is given inputs here until it is ended, and does not come further.
        bolero::check!(name = $name)
            .with_iterations($inputs / 4)
            .for_each(|bytes: &[u8]| $target(bytes));
        let folder =
            concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fuzz/__fuzz__/", $name, "/corpus");
        bolero::check!(name = $name)
            .with_generator($crate::changed::changed(folder))
            .with_iterations($inputs)
            .for_each(|input: &$crate::changed::Input| $target(&input.0));
    }};
}

/// What is wrong in many places.
const PIECES: [&str; 30] = [
    "\n",
    "\r\n",
    "\r",
    "\0",
    " ",
    "  ",
    "\t",
    "\"",
    "\\",
    "/",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "=",
    "-",
    "null",
    "true",
    "0",
    "-1",
    "9223372036854775808",
    "1e999",
    "never",
    "\u{1B}[0m",
    "\u{202E}",
    "\u{200B}",
    "\u{301}",
    "\\u{5C}u{",
];

/// An input that a failure shows as text.
pub struct Input(pub Vec<u8>);

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

/// What to change (its kind, a place, a length, a byte).
type Change = (u8, u16, u8, u8);

/// A committed input of the folder with up to seven changes.
pub fn changed(folder: &str) -> impl ValueGenerator<Output = Input> {
    let inputs = committed(Path::new(folder));
    let changes = produce::<Vec<Change>>().with().len(0..8_usize);
    (0..inputs.len(), 0..inputs.len(), changes).map_gen(move |(one, other, changes)| {
        let mut bytes = inputs[one].clone();
        for change in changes {
            apply(&mut bytes, change, &inputs[other]);
        }
        Input(bytes)
    })
}

fn committed(folder: &Path) -> Vec<Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let inputs: Vec<_> = files.map(|path| std::fs::read(path).unwrap()).collect();
    assert!(!inputs.is_empty(), "{} is empty", folder.display());
    inputs
}

fn apply(bytes: &mut Vec<u8>, (kind, place, length, byte): Change, other: &[u8]) {
    let place = usize::from(place) % (bytes.len() + 1);
    let end = (place + usize::from(length % 16)).min(bytes.len());
    let piece = PIECES[usize::from(byte) % PIECES.len()].as_bytes();
    match kind % 9 {
        0 => bytes.insert(place, byte),
        1 => bytes.splice(place..place, piece.iter().copied()).for_each(drop),
        2 => bytes.splice(place..end, piece.iter().copied()).for_each(drop),
        3 => bytes.drain(place..end).for_each(drop),
        4 => bytes.extend_from_within(place..end),
        5 => bytes.truncate(place),
        6 => {
            let from = usize::from(byte) * 7 % (other.len() + 1);
            let part = &other[from..(from + usize::from(length)).min(other.len())];
            bytes.splice(place..end, part.iter().copied()).for_each(drop);
        }
        7 => bytes[place..end].make_ascii_uppercase(),
        _ => bytes[place..end].iter_mut().for_each(|old| *old ^= 1 << (byte % 8)),
    }
}
