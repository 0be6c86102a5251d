//! Hooks of agents that people start themselves: the agent asks its hook before it does something, and the hook asks people.

pub mod claude;
