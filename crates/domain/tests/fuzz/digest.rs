//! The encoding under a digest: the fields can be read back from it, so no two lists of fields share one.

use domain::action::{Bound, Code, Deed, Edit, Interpreter, Own, ToolRef};
use domain::digest::Digester;
use domain::{ActionId, DesktopId, KeyId};
use sha2::digest::Update;

/// Keeps what would be hashed.
struct Kept(Vec<u8>);

impl Update for Kept {
    fn update(&mut self, data: &[u8]) {
        self.0.extend_from_slice(data);
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Field {
    Bytes(Vec<u8>),
    Text(String),
    Maybe(Option<String>),
    Number(i64),
}

#[test]
fn fields_are_read_back_from_their_encoding() {
    fuzz!("digest", 10_000, |bytes: &[u8]| {
        let fields = fields(bytes);
        let encoded = encode("mc-test-v1", &fields);
        assert_eq!(decode(&encoded, &fields), Some(("mc-test-v1".to_owned(), fields.clone())));
    });
}

#[test]
fn two_things_that_would_run_share_no_digest() {
    fuzz!("bound", 5_000, |bytes: &[u8]| {
        let (one, other) = bytes.split_at(bytes.iter().position(|b| *b == b'|').unwrap_or(0));
        let (one, other) = (bound(one), bound(other.strip_prefix(b"|").unwrap_or(other)));
        assert_eq!(one == other, one.digest() == other.digest(), "{one:?} {other:?}");
    });
}

/// Fields out of any bytes: what kind, how long, and that many bytes.
fn fields(bytes: &[u8]) -> Vec<Field> {
    let (mut fields, mut rest) = (Vec::new(), bytes);
    while let [kind, length, tail @ ..] = rest {
        let (field, tail) = tail.split_at(usize::from(*length).min(tail.len()));
        let text = || String::from_utf8_lossy(field).into_owned();
        fields.push(match kind % 5 {
            0 => Field::Bytes(field.to_vec()),
            1 => Field::Text(text()),
            2 => Field::Maybe(Some(text())),
            3 => Field::Maybe(None),
            _ => Field::Number(field.iter().fold(0, |n, b| n << 8 | i64::from(*b))),
        });
        rest = tail;
    }
    fields
}

fn encode(tag: &str, fields: &[Field]) -> Vec<u8> {
    let mut digester = Digester::over(Kept(Vec::new()), tag);
    for field in fields {
        match field {
            Field::Bytes(bytes) => digester.bytes(bytes),
            Field::Text(text) => digester.text(text),
            Field::Maybe(text) => digester.maybe(text.as_deref()),
            Field::Number(number) => digester.number(*number),
        };
    }
    digester.taker().0.clone()
}

/// Reads the tag and fields of these kinds. `None` when it is not to the byte an encoding of such.
fn decode(encoded: &[u8], kinds: &[Field]) -> Option<(String, Vec<Field>)> {
    let mut rest = encoded;
    let mut next = || {
        let (length, tail) = rest.split_first_chunk::<8>()?;
        let (field, tail) = tail.split_at_checked(u64::from_be_bytes(*length).try_into().ok()?)?;
        rest = tail;
        Some(field.to_vec())
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).ok();
    let tag = text(next()?)?;
    let mut fields = Vec::new();
    for kind in kinds {
        fields.push(match kind {
            Field::Bytes(_) => Field::Bytes(next()?),
            Field::Text(_) => Field::Text(text(next()?)?),
            Field::Maybe(_) => Field::Maybe(match next()?[..] {
                [0] => None,
                [1] => Some(text(next()?)?),
                _ => return None,
            }),
            Field::Number(_) => Field::Number(i64::from_be_bytes(next()?.try_into().ok()?)),
        });
    }
    rest.is_empty().then_some((tag, fields))
}

/// An action out of any bytes: its texts are the pieces between commas, one after the other.
fn bound(bytes: &[u8]) -> Bound {
    let text = String::from_utf8_lossy(bytes);
    let mut pieces = text.split(',').map(str::to_owned);
    let mut next = || pieces.next().unwrap_or_default();
    let number = |text: String| text.parse().unwrap_or(0);
    let action = ActionId::new(next());
    let (requester, run_as, cwd) = (next(), next(), next());
    let salt = next();
    let (desktop, enrolment) = (DesktopId::new(next()), KeyId::new(next()));
    let (revision, task_number) = (number(next()), number(next()));
    let editor = Some(next()).filter(|editor| !editor.is_empty());
    let (tool, kind) = (next(), Some(next()).filter(|kind| kind != "-"));
    let own =
        (!tool.is_empty()).then_some(Own { tool: ToolRef { name: tool, kind }, editable: false });
    let names = number(next()).clamp(0, 3);
    let env = (0..names).map(|_| (next(), next())).collect();
    let code = match &*next() {
        "script" => Code::Script(next()),
        "edit" => Code::Deed(Deed::Edits(vec![Edit {
            path: next(),
            old: Some(next()).filter(|old| old != "-"),
            new: Some(next()).filter(|new| new != "-"),
        }])),
        "input" => Code::Deed(Deed::Input(next())),
        "question" => Code::Deed(Deed::Question(next())),
        "undisclosed" => Code::Deed(Deed::Undisclosed),
        _ => Code::Argv(pieces.collect()),
    };
    Bound {
        action,
        revision,
        requester,
        editor,
        desktop,
        enrolment,
        run_as,
        policy_version: 1,
        interpreter: Interpreter::Bash,
        code,
        own,
        cwd: (cwd != "-").then_some(cwd),
        task_number,
        env,
        timeout_seconds: 60,
        operands: Vec::new(),
        salt,
    }
}
