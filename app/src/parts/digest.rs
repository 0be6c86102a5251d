//! The digest of what is decided, short enough to compare by eye.

use super::icon::{Icon, Symbol};
use leptos::prelude::*;

/// The first twelve hex digits in groups of four.
pub fn short_digest(digest: &str) -> String {
    let hex = digest.rsplit(':').next().unwrap_or(digest);
    let head: Vec<char> = hex.chars().take(12).collect();
    head.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The short digest; the whole one is in the title.
#[component]
pub fn Digest(
    /// The digest as on the wire.
    #[prop(into)]
    digest: String,
) -> impl IntoView {
    view! {
        <span class="digest" title=digest.clone()>
            <Icon of=Symbol::Key />
            " "
            {short_digest(&digest)}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_shown_in_three_groups_of_four() {
        assert_eq!(short_digest("sha256:7f3a91c2e0d4ffff"), "7f3a 91c2 e0d4");
        assert_eq!(short_digest("7f3a"), "7f3a");
    }
}
