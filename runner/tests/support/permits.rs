//! The server's key and what it signs.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use domain::{
    DesktopId, Grant, KeyId, Permit, SignedPermit, Timestamp,
    wire::{ActionWork, TaskWork},
};
use ring::signature::{Ed25519KeyPair, KeyPair};
use std::sync::atomic::{AtomicU8, Ordering};

/// A server's key.
pub fn key(seed: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap()
}

pub fn public(key: &Ed25519KeyPair) -> [u8; 32] {
    key.public_key().as_ref().try_into().unwrap()
}

pub fn sign(key: &Ed25519KeyPair, permit: &Permit) -> SignedPermit {
    let text = permit.text();
    let signature = key.sign(text.as_bytes());
    SignedPermit::new(text, &public(key), signature.as_ref().try_into().unwrap())
}

/// A permit without an end in sight for what is given out under this id. No two have the same nonce.
fn permit(work: &str, digest: domain::Digest, desktop: DesktopId, enrolment: KeyId) -> Permit {
    static COUNT: AtomicU8 = AtomicU8::new(0);
    let mut nonce = [0; 32];
    nonce[0] = COUNT.fetch_add(1, Ordering::Relaxed);
    let grants = vec![Grant::Approved { by: "u_ann".into(), at: Timestamp(1) }];
    let nonce = Permit::nonce_of(nonce);
    let until = Some(Timestamp(4_102_444_800_000_000));
    Permit { work: work.into(), digest, desktop, enrolment, grants, until, nonce }
}

pub fn of_task(work: &TaskWork) -> Permit {
    let desktop = DesktopId::new("d_here");
    permit(&work.id, work.run_digest(&desktop), desktop, KeyId::new("k_here"))
}

pub fn of_action(work: &ActionWork) -> Permit {
    let bound = &work.bound;
    permit(&work.id, bound.digest(), bound.desktop.clone(), bound.enrolment.clone())
}

/// Signs it as it is now.
pub fn seal(work: &mut ActionWork) {
    work.digest = work.bound.digest().to_string();
    work.permit = Some(sign(&key(1), &of_action(work)));
}
