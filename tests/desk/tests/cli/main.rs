//! The program as a script sees it: exit codes, JSON, files, and what it refuses to take.

#![allow(clippy::unwrap_used, reason = "helpers are tests too")]

mod activation;
mod cards;
mod day;
mod house;
mod network;
mod program;
mod receipts;
mod relation;
mod sight;
mod surroundings;
mod tour;
mod visits;
