//! Every verb of the desk, on a real database file.

mod before_run;
mod dependencies;
mod desk;
mod leases;
mod lifecycle;
mod people;
