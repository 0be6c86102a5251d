//! What a runner may be given: what somebody said yes to who may, in time, for exactly that, while nothing is stopped.

use crate::{
    cast::Who,
    ledger::{GOOD_FOR, Given, Ledger},
    rules::Rules,
    steps::Kind,
};
use domain::{DesktopId, Gate, Grant, Permit, SignedPermit, action, wire};
use std::collections::BTreeMap;

/// What was given, whichever kind it is.
struct Gift<'a> {
    work: &'a str,
    task: &'a str,
    digest: String,
    text: String,
    lease: &'a str,
    permit: &'a SignedPermit,
}

impl Ledger {
    /// Writes down that a runner was given work, after looking at why it may be.
    pub fn give(
        &mut self,
        who: Who,
        work: &wire::Work,
        rules: &Rules,
        since: i64,
        ids: &BTreeMap<Who, String>,
    ) {
        assert!(Who::DESKTOPS.contains(&who), "{who:?} was given work");
        let desktop = DesktopId::new(&ids[&who]);
        let gift = match work {
            wire::Work::Task(work) => Gift {
                work: &work.id,
                task: &work.id,
                digest: work.run_digest(&desktop).to_string(),
                text: work.content.clone(),
                lease: &work.lease,
                permit: work.permit.as_ref().expect("a permit"),
            },
            wire::Work::Action(work) => Gift {
                work: &work.id,
                task: &self.cards[&work.id].task,
                digest: work.bound.digest().to_string(),
                text: match &work.bound.code {
                    action::Code::Script(script) => script.clone(),
                    action::Code::Argv(_) | action::Code::Deed(_) => {
                        panic!("nobody proposed that")
                    }
                },
                lease: &work.lease,
                permit: work.permit.as_ref().expect("a permit"),
            },
            wire::Work::Look(_) => panic!("nobody asked what to look at"),
        };
        assert!(!self.given.contains_key(gift.work), "{} was given out twice", gift.work);
        let job = &self.jobs[gift.task];
        assert_eq!(job.asked.on, who, "it is for another desktop");
        let agent = job.agent();
        assert!(
            rules.going(agent.as_deref()),
            "{} was given out, but {agent:?} is stopped",
            gift.work
        );
        let permit = Self::permit(&gift, &desktop, since);
        for grant in &permit.grants {
            self.granted(&gift, grant, rules, since, ids);
        }
        assert!(self.nonces.insert(permit.nonce), "a nonce came twice");
        let given = Given { lease: gift.lease.to_owned(), on: who };
        self.given.insert(gift.work.to_owned(), given);
    }

    fn permit(gift: &Gift<'_>, desktop: &DesktopId, since: i64) -> Permit {
        let (key, signature) = gift.permit.seal().expect("sealed");
        assert_eq!(key, [7; 32], "by another key");
        assert_eq!(&signature[..], &gift.permit.text.as_bytes()[..64], "over another text");
        let permit = Permit::parse(&gift.permit.text).expect("it reads");
        assert_eq!(permit.work, gift.work, "a permit of other work");
        assert_eq!(permit.digest.to_string(), gift.digest, "a permit for something else");
        assert_eq!(permit.desktop, *desktop, "a permit for another desktop");
        assert!(
            permit.until.is_some_and(|end| since < end.0),
            "a permit that is over, or never is"
        );
        permit
    }

    /// Whether this is a reason that counts now.
    fn granted(
        &self,
        gift: &Gift<'_>,
        grant: &Grant,
        rules: &Rules,
        since: i64,
        ids: &BTreeMap<Who, String>,
    ) {
        let work = gift.work;
        let job = &self.jobs[gift.task];
        match (grant, self.cards.get(work)) {
            (Grant::Approved { by, at }, _) => {
                let said = |answer: &&crate::ledger::Answer| {
                    answer.work == work && answer.gate != Gate::AfterRun && answer.at == at.0
                };
                let answer = self.answers.values().find(said).expect("somebody answered");
                assert!(answer.yes && !answer.taken_back, "{work} was given out without a yes");
                assert_eq!(ids[&answer.by], *by, "the permit names somebody else");
                assert_eq!(answer.digest, gift.digest, "the yes was for something else");
                assert_eq!(answer.shown, gift.text, "something else was shown");
                assert!(since < answer.at + GOOD_FOR, "the yes for {work} was too old");
                assert!(rules.decides(answer.by), "{:?} may not decide any more", answer.by);
            }
            (Grant::Allowed { at, .. }, Some(card)) => {
                assert!(rules.lets_run(card.code), "nobody and nothing allows {:?}", card.code);
                assert_eq!(card.code.script(), gift.text, "something else was proposed");
                assert!(since < at.0 + GOOD_FOR, "it waited too long for its desktop");
            }
            (Grant::Asked { by, .. }, None) => {
                assert!(!job.asked.ask_first, "{work} asks before it runs, and nobody answered");
                assert!(!matches!(job.asked.kind, Kind::Outside(_)), "it is no runner's");
                let asked = job.askers.iter().any(|who| ids.get(who).is_some_and(|id| id == by));
                assert!(asked || by == "u_system", "{by} never asked {work} to run");
            }
            other => panic!("no reason for {work}: {other:?}"),
        }
    }
}
