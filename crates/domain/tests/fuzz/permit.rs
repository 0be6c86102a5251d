//! A permit is read only from the very bytes that it is written as.

use domain::{Permit, SignedPermit};

#[test]
fn a_permit_is_read_only_from_its_own_bytes() {
    fuzz!("permit", 10_000, |bytes: &[u8]| {
        let Ok(text) = std::str::from_utf8(bytes) else { return };
        if let Some(permit) = Permit::parse(text) {
            assert_eq!(permit.text(), text);
            assert!(!permit.grants.is_empty());
            let line = |text: &str| !text.contains('\n');
            assert!(line(&permit.work) && line(permit.desktop.as_str()), "{permit:?}");
        }
        // A seal is read only from what is written for it.
        let (key, signature) = text.split_once('\n').unwrap_or((text, text));
        let (key, signature) = (key.to_owned(), signature.to_owned());
        let signed = SignedPermit { text: text.to_owned(), signature, public_key: key };
        if let Some((key, signature)) = signed.seal() {
            assert_eq!(SignedPermit::new(text.to_owned(), &key, &signature), signed);
        }
    });
}
