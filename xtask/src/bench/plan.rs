//! What is measured: each workload, with how many clients, and how often.

/// A workload of the load's process.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Workload {
    /// As the load calls it.
    pub(super) name: &'static str,
    /// As the tables call it.
    pub(super) title: &'static str,
    /// Agents that wait meanwhile.
    pub(super) agents: u32,
    /// How many clients ask at a time, one measurement each.
    pub(super) clients: &'static [u32],
    /// Requests of one client alone, and of many together, in a quick run.
    requests: (u32, u32),
    /// Whether there is such a thing without the product.
    pub(super) has_bare: bool,
}

/// What is measured at each size of the desk, each on a copy of it.
pub(super) const WORKLOADS: [Workload; 7] = [
    Workload {
        name: "list",
        title: "first 50 that wait",
        agents: 0,
        clients: &[1, 16, 128],
        requests: (300, 1000),
        has_bare: true,
    },
    Workload {
        name: "board",
        title: "the board's page",
        agents: 0,
        clients: &[1, 16, 128],
        requests: (100, 400),
        has_bare: false,
    },
    Workload {
        name: "create",
        title: "create",
        agents: 0,
        clients: &[1, 16, 128],
        requests: (300, 3000),
        has_bare: true,
    },
    Workload {
        name: "decide",
        title: "decide, 1,000 agents waiting",
        agents: 1000,
        clients: &[1, 16, 128],
        requests: (200, 2000),
        has_bare: true,
    },
    Workload {
        name: "decide",
        title: "decide, nobody waiting",
        agents: 0,
        clients: &[64],
        requests: (300, 3000),
        has_bare: true,
    },
    Workload {
        name: "bulk",
        title: "decide, 100 a request",
        agents: 0,
        clients: &[1, 16, 128],
        requests: (5, 32),
        has_bare: true,
    },
    Workload {
        name: "wake",
        title: "decision to its agent, one at a time",
        agents: 0,
        clients: &[1],
        requests: (150, 150),
        has_bare: true,
    },
];

/// How thoroughly.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    /// How many approvals wait.
    pub(super) sizes: &'static [u32],
    /// How often each is measured; medians are told.
    pub(super) repeats: usize,
    /// How many times the requests of a quick run.
    times: u32,
    /// How long one measurement may take, in seconds.
    limit: u32,
    /// How long the mixed day is, and how often memory is looked at then, in seconds.
    pub(super) day: (u32, u32),
    /// How many browsers listen to a live stream.
    pub(super) listeners: &'static [u32],
}

impl Effort {
    /// A few minutes: to see whether a change is worth measuring.
    pub(super) const QUICK: Self = Self {
        sizes: &[1_000, 10_000],
        repeats: 3,
        times: 1,
        limit: 4,
        day: (20, 5),
        listeners: &[1_000],
    };
    /// What is published.
    pub(super) const FULL: Self = Self {
        sizes: &[1_000, 10_000, 100_000],
        repeats: 5,
        times: 2,
        limit: 15,
        day: (600, 60),
        listeners: &[1_000, 5_000],
    };

    /// The words that tell the load to do this once.
    pub(super) fn words(self, workload: &Workload, clients: u32) -> Vec<String> {
        let count = match (workload.name, clients) {
            (_, 1) => workload.requests.0,
            // Each client has at least one request.
            ("bulk", clients) => workload.requests.1.max(clients),
            _ => workload.requests.1,
        };
        let mut words = vec![
            format!("--clients={clients}"),
            format!("--count={}", count * self.times),
            format!("--limit={}", self.limit),
            workload.name.to_owned(),
        ];
        if workload.agents > 0 {
            words.push(format!("--agents={}", workload.agents));
        }
        words
    }
}
