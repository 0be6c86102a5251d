//! The name of a file in a form's hidden field: what a browser sends back may hold what a page must not, so it is written in
//! letters that are what they look like.

use form_urlencoded::{byte_serialize, parse};

/// The value of the field.
pub fn path_field(path: &str) -> String {
    byte_serialize(path.as_bytes()).collect()
}

/// The path that a field stands for.
pub fn path_of(field: &str) -> String {
    parse(field.as_bytes()).next().map(|(path, _)| path.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_comes_back_and_nothing_unseen_is_in_its_field() {
        for path in ["a b+c=d&e%20.rs", "invoice\u{202e}txt.sh", "é\u{200b}\n\"<", "", "/x"] {
            let field = path_field(path);
            assert!(field.bytes().all(|byte| byte.is_ascii_graphic()), "{field}");
            assert_eq!(path_of(&field), path);
        }
    }
}
