//! The pieces pages are made of. They take plain values and know no endpoint.

pub mod age;
pub mod avatar;
pub mod badge;
pub mod banner;
pub mod command_block;
pub mod count;
pub mod decision_bar;
pub mod diff;
pub mod digest;
pub mod empty;
pub mod footer;
pub mod gate_path;
pub mod icon;
pub mod log_view;
pub mod notice;
pub mod properties;
pub mod risk;
pub mod safe_text;
pub mod status;
pub mod target;
pub mod task_card;
pub mod task_outcome;
pub mod topbar;
pub mod word_diff;
