//! T03: whatever people answer in whatever order, it is decided exactly when enough different people have said yes, or
//! anybody said no.

use domain::{
    Actor, Approval, ApprovalId, ApprovalState, DesktopId, Digest, Gate, Party, PersonId, Refusal,
    Reviewer, SessionId, TaskId, Timestamp, Verdict, Version,
    actor::Via,
    approval::{Answer, Reply, Risk, Terms},
    person::Role,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn reviewer(number: u8) -> Reviewer {
    Actor::Person {
        id: PersonId::new(format!("u_{number}")),
        name: format!("Person {number}"),
        role: Role::Approver,
        via: Via::Session { id: SessionId::new(format!("s_{number}")), confirmed_at: Timestamp(0) },
    }
    .reviewer()
    .expect("an approver decides")
}

fn asked(required: u32) -> Approval {
    Approval {
        id: ApprovalId::new("ap_1"),
        gate: Gate::Action,
        task: TaskId::new("t_1"),
        action: None,
        desktop: DesktopId::new("d_1"),
        revision: 1,
        digest: Digest::of(b"what is asked"),
        bound: None,
        noted: None,
        enrolment: None,
        requested_by: Party::system(),
        requested_at: Timestamp(0),
        decide_by: None,
        required,
        risk: Risk::Medium,
        version: Version::FIRST,
        votes: Vec::new(),
        reminded_at: None,
        remind_at: None,
        state: ApprovalState::Pending,
    }
}

fn reply(yes: bool) -> Reply {
    Reply {
        verdict: if yes { Verdict::Approve } else { Verdict::Reject },
        seen: Some(Digest::of(b"what is asked")),
        feedback: None,
        reason: None,
        checklist: None,
        desktop: None,
    }
}

proptest! {
    #[test]
    fn t03_votes_count_distinct_people_and_any_no_wins(
        required in 1_u32..=4,
        behind in proptest::collection::btree_set(0_u8..6, 0..3),
        second_person: bool,
        one_of_two: bool,
        hurried in proptest::collection::btree_set(0_u8..6, 0..4),
        answers in proptest::collection::vec((0_u8..6, prop::bool::weighted(0.8)), 1..30),
    ) {
        let terms = Terms {
            behind: behind.iter().map(|number| PersonId::new(format!("u_{number}"))).collect(),
            second_person,
            one_of_two,
            hurried: None,
            care: None,
        };
        // The model: who said yes, and whether anybody said no.
        let (mut yes, mut no) = (BTreeSet::<u8>::new(), None);
        // One more than one, where one of them answers too quickly.
        let enough = |yes: &BTreeSet<u8>| {
            let low = one_of_two && yes.iter().any(|who| hurried.contains(who));
            yes.len() >= if low { required.max(2) } else { required } as usize
        };
        let mut approval = asked(required);
        for (at, (who, says_yes)) in (1..).zip(answers) {
            let before = approval.clone();
            let over = no.is_some() || enough(&yes);
            let terms = Terms { hurried: hurried.contains(&who).then_some(50), ..terms.clone() };
            let came = approval.clone().decide(reply(says_yes), &reviewer(who), &terms, Timestamp(at));
            let own = second_person && behind.contains(&who);
            match came {
                Ok(Answer::Decided(after) | Answer::Voted(after)) => {
                    let counts = !over && !(says_yes && (own || yes.contains(&who)));
                    prop_assert!(counts, "it should not count");
                    if says_yes {
                        yes.insert(who);
                    } else {
                        no = Some(who);
                    }
                    prop_assert_eq!(after.version, before.version.next());
                    prop_assert_eq!(after.votes.len(), before.votes.len() + 1);
                    approval = after;
                }
                Ok(Answer::Replayed(same)) => {
                    prop_assert_eq!(&same, &before);
                    let said = if says_yes { yes.contains(&who) } else { no == Some(who) };
                    prop_assert!(said, "never said before");
                }
                Err(Refusal::SelfApproval) => prop_assert!(own && says_yes && !over),
                Err(Refusal::AlreadyDecided(_)) => prop_assert!(over),
                Err(other) => prop_assert!(false, "{other:?}"),
            }
            let state = match (no, enough(&yes)) {
                (Some(_), _) => "rejected",
                (None, true) => "approved",
                (None, false) => "pending",
            };
            prop_assert_eq!(approval.state.as_str(), state);
            let counted: BTreeSet<String> =
                approval.yeses().map(|yes| yes.by.id.clone()).collect();
            prop_assert_eq!(counted, yes.iter().map(|who| format!("u_{who}")).collect());
        }
    }
}
