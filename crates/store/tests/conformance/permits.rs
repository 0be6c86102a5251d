//! The signed word that something may run is kept as it was signed, until it is taken back.

use crate::desk::Desk;
use domain::SignedPermit;
use service::store::Write;

fn permit(text: &str) -> SignedPermit {
    SignedPermit::new(format!("{text}\n"), &[3; 32], &[9; 64])
}

pub async fn a_permit_is_kept_to_the_byte_until_it_is_taken_back(desk: Desk) {
    let put = |work: &str, permit: &SignedPermit| Write::PutPermit {
        work: work.into(),
        permit: Box::new(permit.clone()),
        at: desk.now(),
    };
    let (first, second, other) = (permit("first"), permit("second\u{202e} \r"), permit("other"));
    desk.write(vec![put("t_1", &first), put("a_1", &other)]).await;
    assert_eq!(desk.store.permit("t_1").await.unwrap(), Some(first));
    desk.write(vec![put("t_1", &second)]).await;
    assert_eq!(desk.store.permit("t_1").await.unwrap(), Some(second));
    let gone = || Write::DropPermit("t_1".into());
    desk.write(vec![gone(), gone()]).await;
    assert_eq!(desk.store.permit("t_1").await.unwrap(), None);
    assert_eq!(desk.store.permit("a_1").await.unwrap(), Some(other), "another one stays");
}
