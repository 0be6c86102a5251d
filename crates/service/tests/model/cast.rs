//! Who is there: people of every role, agents, two desktops with their runners; and the database in which they are.

use crate::{hands::greeting, moments::Moments};
use domain::{Actor, key::Scope, person::Role, wire};
use service::{MissionControl, Store};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

/// Everybody's password. Hashing it takes long, so nobody signs in more often than needed.
pub const PASSWORD: &str = "a long enough password";
/// The agent that both runners bring.
pub const TOUR: &str = domain::desktop::TOUR;

/// Somebody who asks for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// An administrator.
    Ana,
    /// An approver.
    Bo,
    /// Another approver.
    Cy,
    /// An operator.
    Olga,
    /// A viewer.
    Vi,
    /// An agent with a key of its own.
    Fae,
    /// Another agent.
    Mingo,
    /// A desktop's runner.
    BuildOne,
    /// Another desktop's runner.
    BuildTwo,
    /// The command line on the server's own machine.
    Console,
}

impl Who {
    /// People with an account.
    pub const PEOPLE: [Self; 5] = [Self::Ana, Self::Bo, Self::Cy, Self::Olga, Self::Vi];
    /// Agents with a key.
    pub const AGENTS: [Self; 2] = [Self::Fae, Self::Mingo];
    /// Desktops.
    pub const DESKTOPS: [Self; 2] = [Self::BuildOne, Self::BuildTwo];

    /// The name of the account, of the key or of the desktop.
    pub fn name(self) -> String {
        format!("{self:?}")
    }

    /// The role at the beginning; none for whoever has no account.
    pub const fn first_role(self) -> Option<Role> {
        match self {
            Self::Ana => Some(Role::Admin),
            Self::Bo | Self::Cy => Some(Role::Approver),
            Self::Olga => Some(Role::Operator),
            Self::Vi => Some(Role::Viewer),
            _ => None,
        }
    }
}

/// How somebody comes in, and the id that records know them by.
#[derive(Clone, Debug)]
pub struct Pass {
    /// A cookie, a key or a runner's token.
    pub secret: String,
    /// A person's id, a desktop's id, a key's id.
    pub id: String,
}

/// Everybody's pass, and a database that knows them and nothing else.
pub struct House {
    file: PathBuf,
    passes: Vec<(Who, Pass)>,
    _dir: tempfile::TempDir,
}

impl House {
    /// Made once: each case begins with a copy.
    pub async fn get() -> &'static Self {
        static HOUSE: OnceLock<House> = OnceLock::new();
        if let Some(house) = HOUSE.get() {
            return house;
        }
        let built = Self::build().await;
        HOUSE.get_or_init(|| built)
    }

    /// A copy of the database, and everybody's pass.
    pub fn copy(&self, to: &Path) -> Vec<(Who, Pass)> {
        std::fs::copy(&self.file, to).expect("a copy");
        self.passes.clone()
    }

    async fn build() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let (first, file) = (dir.path().join("first.db"), dir.path().join("copy.db"));
        let store = store::open(&first).await.expect("opens");
        let mc = desk(&store, &Moments::new(1));
        let setup = mc.open_setup().await.expect("opens").expect("nobody is there");
        let ana = mc.set_up(&setup, "Ana", PASSWORD, "test").await.expect("the first person");
        let mut passes = vec![(Who::Ana, pass(ana.secret, &ana.actor))];
        let ana = ana.actor;
        for who in &Who::PEOPLE[1..] {
            let role = who.first_role().expect("an account");
            mc.add_person(&ana, &who.name(), role, PASSWORD).await.expect("a person");
            let inside = mc.sign_in(&who.name(), PASSWORD, "test").await.expect("signs in");
            passes.push((*who, pass(inside.secret, &inside.actor)));
        }
        for who in Who::AGENTS {
            let scopes = vec![Scope::Propose];
            let body = wire::CreateKey {
                name: who.name(),
                user: None,
                scopes,
                expires_at: None,
                password: None,
            };
            let made = mc.add_key(&ana, body).await.expect("a key");
            passes.push((who, Pass { secret: made.secret, id: made.key.id.clone() }));
        }
        for who in Who::DESKTOPS {
            let body = wire::CreateDesktop { name: who.name(), group: None };
            let made = mc.add_desktop(&ana, body).await.expect("a desktop");
            let runner = mc.authenticate_key(&made.token).await.expect("its runner");
            mc.claim_work(&runner, greeting(), 0).await.expect("greets");
            passes.push((who, Pass { secret: made.token, id: made.desktop.id.clone() }));
        }
        store::backup(&first, &file).await.expect("a copy");
        Self { file, passes, _dir: dir }
    }
}

/// The product, on this store.
pub fn desk(store: &Arc<dyn Store>, moments: &Moments) -> MissionControl {
    let moments = Arc::new(moments.clone());
    MissionControl::new(store.clone(), moments.clone(), moments, Arc::new(Seal))
}

fn pass(secret: String, actor: &Actor) -> Pass {
    Pass { secret, id: actor.party().id }
}

/// Signs with the first bytes of what is signed: enough to see what was.
struct Seal;

impl service::Signer for Seal {
    fn public_key(&self) -> [u8; 32] {
        [7; 32]
    }

    fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        let mut signature = [0; 64];
        let length = bytes.len().min(64);
        signature[..length].copy_from_slice(&bytes[..length]);
        signature
    }
}
