//! The product on a real file, what was seen of it so far, and the story in words for when something is wrong.

use crate::{
    aims::aim,
    cast::{House, Who, desk},
    chances::{self, Reference},
    endings,
    hands::{Aim, Fact, Hands, Interruption},
    ledger::Ledger,
    log::Log,
    moments::Moments,
    picture::Picture,
    rules::Rules,
    steps::Step,
    tally,
};
use proptest_state_machine::StateMachineTest;
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, Mutex, OnceLock},
};

/// Every how many looks nothing is taken from the look before.
const THOROUGH: u32 = 8;

/// Where everything runs. It has threads of its own, so that a verb can wait while another one happens.
fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let builder = &mut tokio::runtime::Builder::new_multi_thread();
        builder.worker_threads(2).enable_all().build().expect("a runtime")
    })
}

/// The product, and what was seen of it.
pub struct World {
    /// None only while the server is down.
    hands: Option<Hands>,
    file: PathBuf,
    ids: BTreeMap<Who, String>,
    rules: Rules,
    ledger: Ledger,
    log: Log,
    picture: Picture,
    story: Vec<String>,
    /// Whether anything was done since it was last looked at.
    moved: bool,
    looks: u32,
    _dir: tempfile::TempDir,
}

/// Tells what had happened when a check fails: the steps that were taken, with the ids that they were about.
impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("--- what happened\n{}\n---", self.story.join("\n"));
        }
    }
}

/// What happened while another verb was under way: how long the log was, the time, and what came of it.
type Between = Arc<Mutex<Option<(i64, i64, Fact)>>>;

impl World {
    async fn begin() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let file = dir.path().join("desk.db");
        let passes: BTreeMap<_, _> = House::get().await.copy(&file).into_iter().collect();
        let ids = passes.iter().map(|(who, pass)| (*who, pass.id.clone())).collect();
        let moments = Moments::new(1 << 32);
        let store = store::open(&file).await.expect("opens");
        let mc = desk(&store, &moments);
        let hands = Hands { mc, store, moments, passes: Arc::new(Mutex::new(passes)) };
        let mut world = Self {
            hands: Some(hands),
            file,
            ids,
            rules: Rules::first(),
            ledger: Ledger::default(),
            log: Log::default(),
            picture: Picture::default(),
            story: Vec::new(),
            moved: true,
            looks: 0,
            _dir: dir,
        };
        let hands = world.hands().clone();
        world.log.read_on(&hands).await;
        for step in chances::opening() {
            Box::pin(world.step(&step)).await;
            world.look(false).await;
        }
        world
    }

    /// The server ends and starts again on the same file.
    async fn restart(&mut self) {
        let Hands { mc, store, moments, passes } = self.hands.take().expect("it was up");
        drop((mc, store));
        let store = store::open(&self.file).await.expect("opens");
        let mc = desk(&store, &moments);
        let hands = Hands { mc, store, moments, passes };
        self.log.read_again(&hands).await;
        self.hands = Some(hands);
    }

    fn hands(&self) -> &Hands {
        self.hands.as_ref().expect("it is up")
    }

    async fn step(&mut self, step: &Step) {
        match step {
            Step::Restart => {
                self.restart().await;
                self.moved = true;
            }
            Step::Meanwhile { first, at, then } => Box::pin(self.meanwhile(first, *at, then)).await,
            step => {
                let aim = aim(step, &self.picture, &self.ledger);
                self.alone(step, aim.as_ref()).await;
            }
        }
        self.rules = self.rules.clone().after(step);
    }

    async fn alone(&mut self, step: &Step, aim: Option<&Aim>) {
        let Some(aim) = aim else { return };
        let since = self.hands().moments.read();
        let fact = self.hands().carry_out(step, aim, None).await;
        let rules = self.rules.clone();
        self.record(step, aim, &fact, &rules, since);
    }

    /// Two verbs, one in the middle of the other. They are recorded in the order in which they were committed.
    async fn meanwhile(&mut self, first: &Step, at: u8, then: &Step) {
        let aims: [Option<Aim>; 2] =
            [first, then].map(|step| aim(step, &self.picture, &self.ledger));
        let [Some(aim), other] = &aims else { return self.alone(then, aims[1].as_ref()).await };
        let (since, rows) = (self.hands().moments.read(), self.log.rows());
        let between = Between::default();
        let interruption = other.clone().map(|other| self.interruption(at, then, other, &between));
        let fact = self.hands().carry_out(first, aim, interruption).await;
        self.hands().moments.forget();
        let (before, after) = (self.rules.clone(), self.rules.clone().after(then));
        let happened = between.lock().unwrap().take();
        let (Some((length, moment, then_fact)), Some(other)) = (happened, other.as_ref()) else {
            self.record(first, aim, &fact, &before, since);
            return self.alone(then, other.as_ref()).await;
        };
        let hands = self.hands().clone();
        self.log.read_on(&hands).await;
        let committed = match &fact {
            // A claim may come after what else the same question for work did.
            Fact::Work(work) => self.log.claim(id_of(work)).is_some_and(|row| row <= length),
            _ => length > rows,
        };
        if committed {
            self.record(first, aim, &fact, &before, since);
            self.record(then, other, &then_fact, &before, moment);
        } else {
            self.record(then, other, &then_fact, &before, moment);
            self.record(first, aim, &fact, &after, since);
        }
    }

    fn interruption(&self, at: u8, then: &Step, aim: Aim, between: &Between) -> Interruption {
        let (hands, then, between) = (self.hands().clone(), then.clone(), between.clone());
        let happens = async move {
            let length = hands.store.audit_head().await.expect("reads").rows;
            let moment = hands.moments.read();
            let fact = hands.carry_out(&then, &aim, None).await;
            *between.lock().unwrap() = Some((length, moment, fact));
        };
        let runtime = runtime().handle().clone();
        (at, Box::new(move || tokio::task::block_in_place(|| runtime.block_on(happens))))
    }

    fn record(&mut self, step: &Step, aim: &Aim, fact: &Fact, rules: &Rules, since: i64) {
        let came = match fact {
            Fact::Nothing => "nothing".to_owned(),
            Fact::Done => "done".to_owned(),
            Fact::Refused(code) => format!("no: {code}"),
            Fact::Task(task) => format!("{} {:?} {:?}", task.id, task.status, task.phase),
            Fact::Action(action) => format!("{} {}", action.id, action.state),
            Fact::Resolved(answer) => format!("{} {}", answer.approval.id, answer.approval.state),
            Fact::Work(work) => format!("work {}", id_of(work)),
        };
        let who = aim.who.unwrap_or(Who::Console);
        self.story.push(format!("{since} {step:?} by {who:?} about {}: {came}", aim.id));
        tally::count(step, fact);
        self.moved = true;
        self.ledger.record((step, aim), fact, rules, since, &self.ids);
    }

    /// Looks at everything there is to see: what may have changed each time, all of it now and then.
    async fn look(&mut self, thorough: bool) {
        self.looks += 1;
        let before = (!thorough && !self.looks.is_multiple_of(THOROUGH)).then_some(&self.picture);
        let now = Picture::take(self.hands(), &self.ledger, before).await;
        endings::check(&self.picture, &now, &mut self.ledger);
        self.picture = now;
        let hands = self.hands().clone();
        self.log.read_on(&hands).await;
        self.log.tells_what_was_seen(&self.ledger);
    }
}

fn id_of(work: &domain::wire::Work) -> &str {
    match work {
        domain::wire::Work::Task(work) => &work.id,
        domain::wire::Work::Action(work) => &work.id,
        domain::wire::Work::Look(work) => &work.id,
    }
}

impl StateMachineTest for World {
    type SystemUnderTest = Self;
    type Reference = Reference;

    fn init_test(_: &Rules) -> Self {
        runtime().block_on(Self::begin())
    }

    fn apply(mut world: Self, _: &Rules, step: Step) -> Self {
        runtime().block_on(async {
            Box::pin(world.step(&step)).await;
            if std::mem::take(&mut world.moved) {
                world.look(false).await;
            }
        });
        world
    }

    fn teardown(mut world: Self, _: Rules) {
        runtime().block_on(async {
            world.look(true).await;
            world.log.read_again(world.hands()).await;
        });
    }
}
