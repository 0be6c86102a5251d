//! What a receiver knows a telling by, and that it came from here (Standard Webhooks).

use crate::Telling;
use domain::Timestamp;

impl Telling {
    /// The headers of a try at this moment: its id, the time in seconds, and the signature over both and the body. Fails
    /// with the reason when the secret is none that can sign.
    pub fn headers(&self, now: Timestamp) -> Result<[(&'static str, String); 3], String> {
        let (id, at) = (self.delivery.id.as_str(), now.0.div_euclid(1_000_000));
        let signature = standardwebhooks::Webhook::new(&self.webhook.secret)
            .and_then(|key| key.sign(id, at, self.delivery.body.as_bytes()))
            .map_err(|error| format!("It could not be signed: {error}."))?;
        Ok([
            ("webhook-id", id.to_owned()),
            ("webhook-timestamp", at.to_string()),
            ("webhook-signature", signature),
        ])
    }
}
