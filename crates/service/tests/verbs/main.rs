//! Every verb of the desk, on a real database file.

mod action_runs;
mod actions;
mod batch;
mod before_run;
mod confirm;
mod deciders;
mod dependencies;
mod desk;
mod edits;
mod insights;
mod late;
mod leases;
mod lifecycle;
mod look;
mod people;
mod permits;
mod policy;
mod purge;
mod reminders;
mod renew;
mod resolution;
mod restore;
mod retention;
mod scripts;
mod snooze;
mod stops;
