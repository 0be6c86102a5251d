//! Pages of lists name what they hold. Without this each has a copy of it, and a generated client a second type for it.

use std::collections::BTreeMap;

use utoipa::openapi::schema::{ArrayItems, Schema};
use utoipa::openapi::{Ref, RefOr};

/// What a page's name begins with; the rest is the name of its entries.
const PAGE: &str = "Page_";

/// Puts a reference in the place of each copy.
pub(super) fn name_entries(schemas: &mut BTreeMap<String, RefOr<Schema>>) {
    let known: Vec<String> = schemas.keys().cloned().collect();
    for (name, schema) in schemas {
        let Some(entry) = name.strip_prefix(PAGE) else { continue };
        let RefOr::T(Schema::Object(page)) = schema else { continue };
        let Some(RefOr::T(Schema::Array(items))) = page.properties.get_mut("items") else {
            continue;
        };
        if known.iter().any(|name| name == entry) {
            let entry = RefOr::Ref(Ref::from_schema_name(entry));
            items.items = ArrayItems::RefOrSchema(Box::new(entry));
        }
    }
}
