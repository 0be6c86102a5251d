//! Every body that a door reads: any bytes are taken or refused, and what is taken is the same after it was written again.

use std::fmt::Debug;

use domain::SignedPermit;
use domain::wire::{
    BulkResolve, ChangeChannel, ChangeDesktop, ChangePerson, ChangePolicy, ChangeScript,
    ChangeSettings, Claim, CloseAction, CloseTask, ConfirmChannel, ConfirmPerson, CreateChannel,
    CreateDesktop, CreateKey, CreateRule, CreateScript, CreateTask, CreateWebhook, FinishTask,
    Heartbeat, HeartbeatAnswer, InvitePerson, PostMessage, Problem, Propose, PushFiles, PushLogs,
    PushLook, PushUsage, ReportResult, Resolve, RetryTask, Review, ReviseAction, RunScript,
    StopWork, WorkAnswer,
};
use serde::{Serialize, de::DeserializeOwned};

macro_rules! as_each {
    ($bytes:expr; $($body:ty),* $(,)?) => {
        [$((stringify!($body), taken::<$body>($bytes))),*]
    };
}

#[test]
fn what_is_taken_is_the_same_after_it_was_written_again() {
    fuzz!("bodies", 4_000, |bytes: &[u8]| {
        each(bytes);
    });
}

#[test]
fn each_body_has_a_committed_one() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fuzz/__fuzz__/bodies/corpus");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let taken: Vec<_> = files.map(|file| each(&std::fs::read(file).unwrap())).collect();
    for (place, (name, _)) in taken[0].iter().enumerate() {
        assert!(taken.iter().any(|bodies| bodies[place].1), "no committed input is a {name}");
    }
}

fn each(bytes: &[u8]) -> [(&'static str, bool); 39] {
    as_each!(bytes;
        // From people and programs.
        BulkResolve, ChangeChannel, ChangeDesktop, ChangePerson, ChangePolicy, ChangeScript, ChangeSettings,
        CloseAction, CloseTask, ConfirmChannel, ConfirmPerson, CreateChannel, CreateDesktop, InvitePerson,
        CreateKey, CreateRule, CreateScript, CreateTask, CreateWebhook, FinishTask, PostMessage, Propose, Resolve,
        RetryTask, Review, ReviseAction, RunScript, StopWork,
        // From runners.
        Claim, Heartbeat, PushFiles, PushLogs, PushLook, PushUsage, ReportResult,
        // To runners.
        HeartbeatAnswer, Problem, SignedPermit, WorkAnswer,
    )
}

fn taken<T: DeserializeOwned + Serialize + PartialEq + Debug>(bytes: &[u8]) -> bool {
    let Ok(body) = serde_json::from_slice::<T>(bytes) else { return false };
    let again = serde_json::to_string(&body).unwrap();
    assert_eq!(serde_json::from_str::<T>(&again).expect("what is written is read"), body);
    true
}
