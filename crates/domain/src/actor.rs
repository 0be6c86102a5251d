//! Who asks. A check returns the value the next step needs, so a rule cannot be walked around.

use crate::{
    DesktopId, KeyId, PersonId, Refusal, SessionId, TaskId, Timestamp, key::Scope, limits,
    person::Role,
};
use serde::{Deserialize, Serialize};

/// What kind of actor a record names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PartyKind {
    /// A human.
    Person,
    /// A named AI.
    Agent,
    /// A desktop's runner.
    Runner,
    /// Mission Control itself, for example when a deadline passes.
    System,
}

/// Somebody as records keep them: the id for machines, the name as it was at that moment for people.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Party {
    /// The person's, key's or desktop's id; `system` for Mission Control itself.
    pub id: String,
    /// The name at that moment.
    pub name: String,
    /// Human, agent, runner or the system.
    pub kind: PartyKind,
}

impl Party {
    /// Mission Control itself.
    pub fn system() -> Self {
        Self { id: "system".into(), name: "Mission Control".into(), kind: PartyKind::System }
    }

    /// An agent that a runner starts: it has no key, so its name is its id.
    pub fn task_agent(name: &str) -> Self {
        Self { id: format!("agent:{name}"), name: name.to_owned(), kind: PartyKind::Agent }
    }
}

/// How a person came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// A signed-in browser.
    Session {
        /// Which.
        id: SessionId,
        /// When its person last gave their password.
        confirmed_at: Timestamp,
    },
    /// One of their keys, which narrows their role.
    Key(KeyId, Vec<Scope>),
    /// The command line on the server's own machine.
    Console,
}

/// Who asks, as a door has established it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person, or a program with a key that acts in their name.
    Person {
        /// Never changes.
        id: PersonId,
        /// The name now.
        name: String,
        /// The role now.
        role: Role,
        /// How they came in.
        via: Via,
    },
    /// A program whose key has `propose`.
    Agent {
        /// The key.
        key: KeyId,
        /// The agent's name: the key's.
        name: String,
        /// Whose agent it is.
        owner: PersonId,
        /// What else the key may do.
        scopes: Vec<Scope>,
    },
    /// An agent that a runner started, with the token of its one task. It ends with that task's run.
    TaskAgent {
        /// The task.
        task: TaskId,
        /// The agent's name.
        name: String,
    },
    /// A desktop's runner.
    Runner {
        /// Its desktop.
        desktop: DesktopId,
        /// The desktop's name.
        name: String,
        /// The token it came in with.
        token: KeyId,
    },
}

/// Proof that this person may decide. Only [`Actor::reviewer`] makes one.
#[derive(Clone, Debug)]
pub struct Reviewer(Party);

/// Proof that this actor may create, run, cancel and retry tasks. Only [`Actor::operator`] makes one.
#[derive(Clone, Debug)]
pub struct Operator(Party);

/// Proof that this person may change settings, people, keys and desktops. Only [`Actor::admin`] makes one.
#[derive(Clone, Debug)]
pub struct Admin(Party);

/// Proof that this person may stop work and let it go on. Only [`Actor::stopper`] makes one.
#[derive(Clone, Debug)]
pub struct Stopper(Party);

/// Proof that this actor may read everything. Only [`Actor::reader`] makes one.
#[derive(Clone, Debug)]
pub struct Reader(());

/// Proof that this is the runner of a desktop. Only [`Actor::runner`] makes one.
#[derive(Clone, Debug)]
pub struct DesktopRunner {
    desktop: DesktopId,
    token: KeyId,
}

/// Proof that this is an agent of a name. Only [`Actor::agent`] makes one.
#[derive(Clone, Debug)]
pub struct NamedAgent(Party);

impl Reviewer {
    /// Who decides.
    pub fn party(&self) -> &Party {
        &self.0
    }
}

impl Operator {
    /// Who asks.
    pub fn party(&self) -> &Party {
        &self.0
    }
}

impl Admin {
    /// Who changes it.
    pub fn party(&self) -> &Party {
        &self.0
    }
}

impl Stopper {
    /// Who stops it.
    pub fn party(&self) -> &Party {
        &self.0
    }
}

impl DesktopRunner {
    /// Its desktop.
    pub fn desktop(&self) -> &DesktopId {
        &self.desktop
    }

    /// The token it came in with. Its desktop may have another one by now.
    pub fn token(&self) -> &KeyId {
        &self.token
    }
}

impl NamedAgent {
    /// The agent.
    pub fn party(&self) -> &Party {
        &self.0
    }
}

impl Actor {
    /// The actor as records keep it.
    pub fn party(&self) -> Party {
        match self {
            Self::Person { id, name, .. } => {
                Party { id: id.to_string(), name: name.clone(), kind: PartyKind::Person }
            }
            Self::Agent { key, name, .. } => {
                Party { id: key.to_string(), name: name.clone(), kind: PartyKind::Agent }
            }
            Self::TaskAgent { name, .. } => Party::task_agent(name),
            Self::Runner { desktop, name, .. } => {
                Party { id: desktop.to_string(), name: name.clone(), kind: PartyKind::Runner }
            }
        }
    }

    /// Whether this actor holds the scope: a session holds all, a key what it was given. The console holds all but
    /// deciding: nobody knows which person sits there.
    fn holds(&self, scope: Scope) -> bool {
        match self {
            Self::Person { via: Via::Session { .. }, .. } => scope != Scope::Runner,
            Self::Person { via: Via::Console, .. } => {
                !matches!(scope, Scope::Runner | Scope::Decide)
            }
            Self::Person { via: Via::Key(_, scopes), .. } | Self::Agent { scopes, .. } => {
                scopes.contains(&scope)
            }
            Self::TaskAgent { .. } => scope == Scope::Propose,
            Self::Runner { .. } => scope == Scope::Runner,
        }
    }

    /// Whether a person sits at a browser, who can be asked for more than a click.
    pub const fn is_at_a_browser(&self) -> bool {
        matches!(self, Self::Person { via: Via::Session { .. }, .. })
    }

    /// Whether they gave their password lately. Programs and the console have none to give.
    pub fn is_confirmed(&self, now: Timestamp) -> bool {
        match self {
            Self::Person { via: Via::Session { confirmed_at, .. }, .. } => {
                (0..limits::CONFIRMED).contains(&now.seconds_since(*confirmed_at))
            }
            _ => true,
        }
    }

    /// May they decide? Agent and runner credentials never can.
    pub fn reviewer(&self) -> Result<Reviewer, Refusal> {
        match self {
            Self::Person { role, .. } => {
                if !self.holds(Scope::Decide) {
                    return Err(Refusal::InsufficientScope { needs: Scope::Decide });
                }
                if *role < Role::Approver {
                    return Err(Refusal::NotAnApprover);
                }
                Ok(Reviewer(self.party()))
            }
            Self::Agent { .. } | Self::TaskAgent { .. } | Self::Runner { .. } => {
                Err(Refusal::InsufficientScope { needs: Scope::Decide })
            }
        }
    }

    /// May they create and run tasks?
    pub fn operator(&self) -> Result<Operator, Refusal> {
        if !self.holds(Scope::Tasks) {
            return Err(Refusal::InsufficientScope { needs: Scope::Tasks });
        }
        match self {
            Self::Person { role, .. } if *role < Role::Operator => {
                Err(Refusal::RoleTooLow { needs: Role::Operator })
            }
            _ => Ok(Operator(self.party())),
        }
    }

    /// May they change settings, people, keys and desktops?
    pub fn admin(&self) -> Result<Admin, Refusal> {
        match self {
            Self::Person { role, .. } if self.holds(Scope::Admin) => {
                if *role < Role::Admin {
                    return Err(Refusal::RoleTooLow { needs: Role::Admin });
                }
                Ok(Admin(self.party()))
            }
            _ => Err(Refusal::InsufficientScope { needs: Scope::Admin }),
        }
    }

    /// May they stop work and let it go on? Whoever decides may, and whoever administers.
    pub fn stopper(&self) -> Result<Stopper, Refusal> {
        match self.reviewer() {
            Err(no) if self.admin().is_err() => Err(no),
            _ => Ok(Stopper(self.party())),
        }
    }

    /// May they read everything? An `admin` key may read too.
    pub fn reader(&self) -> Result<Reader, Refusal> {
        if self.holds(Scope::Read) || self.holds(Scope::Admin) {
            Ok(Reader(()))
        } else {
            Err(Refusal::InsufficientScope { needs: Scope::Read })
        }
    }

    /// Is this a desktop's runner?
    pub fn runner(&self) -> Result<DesktopRunner, Refusal> {
        match self {
            Self::Runner { desktop, token, .. } => {
                Ok(DesktopRunner { desktop: desktop.clone(), token: token.clone() })
            }
            _ => Err(Refusal::InsufficientScope { needs: Scope::Runner }),
        }
    }

    /// Is this an agent with a key of its own?
    pub fn agent(&self) -> Result<NamedAgent, Refusal> {
        match self {
            Self::Agent { .. } => Ok(NamedAgent(self.party())),
            _ => Err(Refusal::InsufficientScope { needs: Scope::Propose }),
        }
    }
}
