//! Telling people that something waits for them.
//!
//! There is no queue: what is to be told on a channel is what waits and was not told there (`told`). So nothing is lost by
//! a restart, nothing is told twice, and what was decided before it is sent is not sent. Only when a server dies between
//! the other side's yes and our note of it does a message go out again, under the same key.

use crate::{
    Error, MissionControl,
    change::{Draft, until_fresh},
    courier::{Letter, Undelivered},
    create::first_line,
    secret,
    store::{ChannelWrite, Untold, UntoldQuery, Write},
};
use data_encoding::HEXLOWER;
use domain::{
    ApprovalId, Party, PartyKind, Person, Task, TaskType, Timestamp,
    notification::{Channel, Closed, Ended, Message, News, Request, Waiting, due_at},
    policy::Settings,
    stop::Stops,
};

/// The most requests that one message tells of; the newest are the first.
const MOST: u32 = 1_000;
/// The most ends that one message tells of.
const ENDS: u32 = 100;

/// What the choice of what to tell depends on, read once a round.
struct Round {
    now: Timestamp,
    settings: Settings,
    stops: Stops,
    people: Vec<Person>,
}

impl MissionControl {
    /// What is to be told now: at most one message a channel, the longest silent first. Nothing is written by it.
    pub async fn due_letters(&self) -> Result<Vec<Letter>, Error> {
        let mut channels = self.store.channels().await?;
        channels.retain(|channel| {
            channel.is_open() && self.courier.reaches(channel.route.kind()).is_ok()
        });
        if channels.is_empty() {
            return Ok(Vec::new());
        }
        channels.sort_by_key(|channel| channel.told_at);
        let round = Round {
            now: self.clock.now(),
            settings: self.store.settings().await?,
            stops: self.store.stops().await?,
            people: self.store.people().await?,
        };
        let mut letters = Vec::new();
        for channel in channels {
            if let Some(message) = self.due_message(&round, &channel).await? {
                let key = key_of(&channel, &message);
                letters.push(Letter { channel, message, key });
            }
        }
        Ok(letters)
    }

    async fn due_message(
        &self,
        round: &Round,
        channel: &Channel,
    ) -> Result<Option<Message>, Error> {
        let next_at = channel.trouble.as_ref().and_then(|trouble| trouble.next_at);
        if next_at.is_some_and(|at| at > round.now) {
            return Ok(None);
        }
        if let Some(closed) = self.closed(round, channel).await? {
            return Ok(Some(closed));
        }
        let waits = self.waits(round, channel, next_at.is_some()).await?;
        if waits.is_empty() {
            if next_at.is_some() && self.nothing_left(round, channel).await? {
                self.settle(channel).await?;
            }
            return Ok(None);
        }
        self.waiting_message(round, channel, waits).await
    }

    /// What is told now; empty when it is not time. A try that failed is repeated at its own time.
    async fn waits(
        &self,
        round: &Round,
        channel: &Channel,
        repeated: bool,
    ) -> Result<Vec<Untold>, Error> {
        let is_due = |waits: &[Untold]| {
            let at = due_at(waits.iter().map(news), &channel.wanted, channel.told_at);
            at.is_some_and(|at| repeated || at <= round.now)
        };
        let mut waits = self.untold(round, channel).await?;
        // Asked before the costly part: most rounds end here.
        if !is_due(&waits) {
            return Ok(Vec::new());
        }
        let mut concerning = Vec::with_capacity(waits.len());
        for untold in waits.drain(..) {
            if self.concerns(round, channel, &untold).await? {
                concerning.push(untold);
            }
        }
        Ok(if is_due(&concerning) { concerning } else { Vec::new() })
    }

    async fn untold(&self, round: &Round, channel: &Channel) -> Result<Vec<Untold>, Error> {
        if !round.concerns_its_person(channel) {
            return Ok(Vec::new());
        }
        let query = UntoldQuery {
            channel: channel.id.clone(),
            least: channel.wanted.least,
            person: channel.person.clone(),
            now: round.now,
            limit: MOST,
        };
        Ok(self.store.untold(&query).await?)
    }

    /// Whether it is news for those the channel reaches: what would start nothing while its agent is stopped is not, and a
    /// person is not told of what somebody else has to approve, or what they approved.
    async fn concerns(
        &self,
        round: &Round,
        channel: &Channel,
        untold: &Untold,
    ) -> Result<bool, Error> {
        let person = round.person(channel);
        let rules = round.settings.second_person || untold.votes > 0;
        if round.stops.0.is_empty() && (person.is_none() || !rules) {
            return Ok(true);
        }
        let record = self.load_approval(&untold.approval).await?;
        let agent = record.action.as_ref().map(|action| action.requested_by.name.as_str());
        let agent = agent.or(record.task.agent_name()).unwrap_or_default();
        if untold.gate.needs_digest() && round.stops.let_go(agent).is_err() {
            return Ok(false);
        }
        let Some(person) = person else { return Ok(true) };
        let terms = self.terms(&round.settings, &record.task, &record.approval).await?;
        let name = person.name.clone();
        let party = Party { id: person.id.to_string(), name, kind: PartyKind::Person };
        Ok(terms.lets_approve(&party) && !record.approval.has_yes_of(&party))
    }

    async fn waiting_message(
        &self,
        round: &Round,
        channel: &Channel,
        waits: Vec<Untold>,
    ) -> Result<Option<Message>, Error> {
        // Of the same risk the last one is the oldest.
        let Some(first) = waits.iter().max_by_key(|untold| untold.risk) else { return Ok(None) };
        let record = self.load_approval(&first.approval).await?;
        let first = Request {
            approval: first.approval.clone(),
            number: record.task.number,
            title: told_title(&record.task),
            desktop: record.desktop.name,
            by: record.approval.requested_by.name,
            gate: first.gate,
            asked_at: first.requested_at,
            decide_by: record.approval.decide_by,
        };
        let mut gates = Vec::new();
        let mut desktops = Vec::new();
        for untold in &waits {
            count(&mut gates, untold.gate);
            count(&mut desktops, untold.desktop.clone());
        }
        gates.sort_by_key(|(gate, _)| *gate as u8);
        desktops.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let risk = waits.iter().map(|untold| untold.risk).max();
        Ok(Some(Message::Waiting(Waiting {
            in_all: self.in_all(round, channel).await?,
            again: waits.iter().all(|untold| untold.told_at.is_some()),
            risk: risk.unwrap_or(channel.wanted.least),
            gates,
            desktops,
            one: (waits.len() == 1).then(|| first.clone()),
            first: Box::new(first),
            approvals: waits.into_iter().map(|untold| untold.approval).collect(),
        })))
    }

    /// How many wait in all, without what the channel's person has put aside.
    async fn in_all(&self, round: &Round, channel: &Channel) -> Result<u32, Error> {
        let aside = match &channel.person {
            Some(person) => self.store.snoozed(person, round.now).await?.len(),
            None => 0,
        };
        let aside = u32::try_from(aside).unwrap_or(u32::MAX);
        Ok(self.store.waiting().await?.total().saturating_sub(aside))
    }

    /// What was told and does not wait any more, where the channel follows that; elsewhere it is forgotten.
    async fn closed(&self, round: &Round, channel: &Channel) -> Result<Option<Message>, Error> {
        let over = self.store.told_over(&channel.id, ENDS).await?;
        let follows = channel.follows().filter(|_| round.concerns_its_person(channel));
        let (told, forgotten): (Vec<_>, Vec<_>) =
            over.into_iter().partition(|over| over.reached && follows.is_some());
        let forgotten: Vec<_> = forgotten.into_iter().map(|over| over.approval).collect();
        self.forget_told(channel, forgotten).await?;
        let mut ended = Vec::with_capacity(told.len());
        for over in told {
            let record = self.load_approval(&over.approval).await?;
            let state = &record.approval.state;
            ended.push(Ended {
                approval: over.approval,
                number: record.task.number,
                desktop: record.desktop.name,
                state: state.as_str(),
                by: state.decision().map(|decision| decision.by.name.clone()),
                at: state.completed_at().unwrap_or(round.now),
            });
        }
        ended.sort_by_key(|one| one.at);
        let wait = follows.unwrap_or_default();
        match ended.first() {
            Some(first) if first.at.plus_seconds(wait) <= round.now => {
                let in_all = self.in_all(round, channel).await?;
                Ok(Some(Message::Closed(Closed { ended, in_all })))
            }
            _ => Ok(None),
        }
    }

    async fn forget_told(
        &self,
        channel: &Channel,
        approvals: Vec<ApprovalId>,
    ) -> Result<(), Error> {
        if approvals.is_empty() {
            return Ok(());
        }
        let mut draft = Draft::new(Party::system(), self.clock.now());
        draft.write(Write::Channel(ChannelWrite::DropTold {
            channel: channel.id.clone(),
            approvals,
        }));
        self.commit(draft.change).await.map(drop)
    }

    /// Whether what could not be told was decided meanwhile.
    async fn nothing_left(&self, round: &Round, channel: &Channel) -> Result<bool, Error> {
        Ok(self.untold(round, channel).await?.is_empty())
    }

    /// Nothing is left to try again.
    async fn settle(&self, channel: &Channel) -> Result<(), Error> {
        let mut draft = Draft::new(Party::system(), self.clock.now());
        let after = Box::new(channel.clone().settled());
        draft.write(Write::Channel(ChannelWrite::Update { channel: after, read: channel.version }));
        match self.commit(draft.change).await {
            // Somebody changed it at this moment; the next round looks again.
            Err(Error::Store(crate::StoreError::Stale(_))) => Ok(()),
            came => came.map(drop),
        }
    }

    /// Sends a letter, once. How it went has to be written down with [`Self::letter_sent`].
    pub async fn send_letter(&self, letter: &Letter) -> Result<(), Undelivered> {
        self.courier.send(letter).await
    }

    /// Writes down how it went. Until that is done the letter is due again, so whoever sent it must not give up.
    pub async fn letter_sent(
        &self,
        letter: &Letter,
        outcome: &Result<(), Undelivered>,
    ) -> Result<(), Error> {
        until_fresh!(async {
            let id = &letter.channel.id;
            let Some(before) = self.store.channel(id).await? else { return Ok(()) };
            let (now, read) = (self.clock.now(), before.version);
            let after = match (outcome, &letter.message) {
                (Ok(()), Message::Waiting(_)) => before.told(now),
                (Ok(()), _) => before.reached(),
                (Err(Undelivered::Later(why)), _) => before.failed(why.clone(), true, now),
                (Err(Undelivered::NotBefore(why, seconds)), _) => {
                    before.failed(why.clone(), true, now).not_before(now.plus_seconds(*seconds))
                }
                (Err(Undelivered::Refused(why)), _) => before.failed(why.clone(), false, now),
                (Err(Undelivered::Gone(why)), _) => {
                    before.failed(why.clone(), false, now).remove(now)
                }
            };
            let over = after.trouble.as_ref().is_none_or(|trouble| trouble.next_at.is_none());
            let mut draft = Draft::new(Party::system(), now);
            draft.write(Write::Channel(ChannelWrite::Update { channel: Box::new(after), read }));
            let channel = id.clone();
            match &letter.message {
                Message::Waiting(waiting) if over => {
                    let (approvals, reached) = (waiting.approvals.clone(), outcome.is_ok());
                    draft.write(Write::Channel(ChannelWrite::PutTold {
                        channel,
                        approvals,
                        at: now,
                        reached,
                    }));
                }
                Message::Closed(closed) if over => {
                    let approvals = closed.ended.iter().map(|one| one.approval.clone()).collect();
                    draft.write(Write::Channel(ChannelWrite::DropTold { channel, approvals }));
                }
                _ => {}
            }
            self.commit(draft.change).await.map(drop)
        })
    }
}

impl Round {
    /// Whose channel it is.
    fn person(&self, channel: &Channel) -> Option<&Person> {
        let id = channel.person.as_ref()?;
        self.people.iter().find(|person| person.id == *id)
    }

    /// Whether whoever is told here decides anything: what waits, and what became of it, is nobody else's business.
    fn concerns_its_person(&self, channel: &Channel) -> bool {
        channel.person.is_none() || self.person(channel).is_some_and(Person::may_decide)
    }
}

/// What is told again counts from its reminder.
fn news(untold: &Untold) -> News {
    let again = untold.told_at.and(untold.reminded_at);
    News { risk: untold.risk, since: again.unwrap_or(untold.requested_at) }
}

/// What a task is called where others may read it: without a title it is called by its command, which is told to nobody.
fn told_title(task: &Task) -> String {
    if task.kind == TaskType::Command && task.title == first_line(&task.content) {
        return "A command without a title".to_owned();
    }
    task.title.clone()
}

fn count<T: PartialEq>(counts: &mut Vec<(T, u32)>, what: T) {
    match counts.iter_mut().find(|(found, _)| *found == what) {
        Some((_, count)) => *count += 1,
        None => counts.push((what, 1)),
    }
}

fn key_of(channel: &Channel, message: &Message) -> String {
    let (kind, mut about): (_, Vec<&str>) = match message {
        Message::Waiting(waiting) => (
            if waiting.again { "again" } else { "waiting" },
            waiting.approvals.iter().map(ApprovalId::as_str).collect(),
        ),
        Message::Closed(closed) => {
            ("closed", closed.ended.iter().map(|one| one.approval.as_str()).collect())
        }
        Message::Code(_) => ("code", Vec::new()),
        Message::Test => ("test", Vec::new()),
    };
    about.sort_unstable();
    let told = channel.told_at.unwrap_or_default().0;
    let text = format!("{}\n{kind}\n{told}\n{}", channel.id, about.join("\n"));
    HEXLOWER.encode(&secret::hash(text.as_bytes())[..12])
}
