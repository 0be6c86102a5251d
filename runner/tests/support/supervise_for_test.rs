//! The hidden subcommand alone.

fn main() -> std::process::ExitCode {
    runner::supervise::supervise_main()
}
