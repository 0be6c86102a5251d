//! What a form leaves for the next page: so that a refused plain form can redirect and still say why.

use crate::{
    Error, MissionControl,
    change::Draft,
    sessions::own_session,
    store::{Notice, Write},
};
use domain::Actor;

impl MissionControl {
    /// Keeps a text for this browser's next page and answers the id for its address.
    pub async fn leave_notice(&self, actor: &Actor, body: String) -> Result<String, Error> {
        let (_, session) = own_session(actor)?;
        let now = self.clock.now();
        let id = self.ids.id("n_");
        let mut draft = Draft::new(domain::Party::system(), now);
        draft.write(Write::InsertNotice(Notice {
            id: id.clone(),
            session: session.clone(),
            at: now,
            body,
        }));
        self.commit(draft.change).await?;
        Ok(id)
    }

    /// What was left for this browser under that id, if anything.
    pub async fn notice(&self, actor: &Actor, id: &str) -> Result<Option<String>, Error> {
        let (_, session) = own_session(actor)?;
        Ok(self.store.notice(session, id).await?.map(|notice| notice.body))
    }
}
