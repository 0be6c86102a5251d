//! The agents that can work: those a runner starts, and those that come in with a key of their own.

use crate::{Error, MissionControl, agent_notes, views};
use domain::{Actor, key::Scope, wire};
use std::collections::BTreeMap;

impl MissionControl {
    /// Every agent by name, with where it can work and what it does now.
    pub async fn agents(&self, actor: &Actor) -> Result<Vec<wire::AgentItem>, Error> {
        actor.reader()?;
        let now = self.clock.now();
        let mut agents: BTreeMap<String, wire::AgentItem> = BTreeMap::new();
        for desktop in self.store.desktops().await? {
            for name in &desktop.agents {
                entry(&mut agents, name).desktops.push(views::desktop_ref(&desktop, now));
            }
        }
        for record in self.store.keys().await? {
            if record.key.scopes.contains(&Scope::Propose) && record.key.works_at(now) {
                entry(&mut agents, &record.key.name).external = true;
            }
        }
        for count in self.store.agent_counts().await? {
            let agent = entry(&mut agents, &count.name);
            agent.running = count.running;
            agent.waiting = count.waiting;
        }
        for note in self.store.agent_notes().await? {
            // Who can come in no longer is not connected.
            if let Some(agent) = agents.get_mut(&note.agent) {
                agent.seen.push(agent_notes::seen(note));
            }
        }
        let stops = self.store.stops().await?;
        for agent in agents.values_mut() {
            agent.stopped = stops.agent(&agent.name).is_some();
        }
        Ok(agents.into_values().collect())
    }
}

fn entry<'a>(
    agents: &'a mut BTreeMap<String, wire::AgentItem>,
    name: &str,
) -> &'a mut wire::AgentItem {
    agents.entry(name.to_owned()).or_insert_with(|| wire::AgentItem {
        name: name.to_owned(),
        desktops: Vec::new(),
        external: false,
        running: 0,
        waiting: 0,
        stopped: false,
        seen: Vec::new(),
    })
}
