//! What a form sent to the page that it stands on, to see what would come of it. Nothing of it is stored.

use std::collections::BTreeMap;

/// The fields of such a form, in their order. The server puts them beside the request's head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Posted(Vec<(String, String)>);

impl Posted {
    /// The fields of a body, as browsers encode them.
    pub fn read(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    /// A field; empty when it was not sent. Browsers send line ends as CR LF; what was typed had LF.
    pub fn get(&self, name: &str) -> String {
        let found = self.0.iter().find(|(found, _)| found == name);
        found.map(|(_, value)| value.replace("\r\n", "\n")).unwrap_or_default()
    }

    /// Every value of a field that may be repeated.
    pub fn all(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(found, value)| found == name && !value.is_empty());
        values.map(|(_, value)| value.clone()).collect()
    }

    /// The values of a field with keys, such as `agent_on[ID]`.
    pub fn by_key(&self, name: &str) -> BTreeMap<String, String> {
        let key = |field: &str| {
            Some(field.strip_prefix(name)?.strip_prefix('[')?.strip_suffix(']')?.to_owned())
        };
        self.0.iter().filter_map(|(field, value)| Some((key(field)?, value.clone()))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Posted;

    #[test]
    fn fields_are_read_as_browsers_send_them() {
        let body =
            b"content=a%0D%0Ab&on%5B%5D=1&on%5B%5D=&on%5B%5D=2&agent_on%5Bd_1%5D=Fern&agent_on=x";
        let posted = Posted::read(body);
        assert_eq!((posted.get("content").as_str(), posted.get("none").as_str()), ("a\nb", ""));
        assert_eq!(posted.all("on[]"), ["1", "2"]);
        assert_eq!(posted.by_key("agent_on"), [("d_1".to_owned(), "Fern".to_owned())].into());
    }
}
