//! Reference server of the eligibility system.
//!
//! | module | what it holds |
//! |---|---|
//! | [`audit`] | who did what, in a chain that shows changes |
//! | [`config`] | every key, from file, environment and flags |
//! | [`cli`] | the subcommands |
//! | [`listener`], [`tls`] | TLS with optional client certificates, and the accept loop |
//! | [`serve`] | the listeners, together |
//! | [`web`], [`operations`] | what browsers and operators see |
//! | [`metrics`] | counts and durations |
//! | [`activation`], [`devices`] | registering devices, and what they do about themselves |
//! | [`accounts`], [`sessions`] | who may use the app, passwords, and signing in |
//! | [`administration`] | what administrators do |
//! | [`routes`], [`problem`] | the device API and its refusals |
//! | [`openapi`] | its document |
//! | [`consents`] | what patients answer |
//! | [`results`] | 資格確認結果検索 |
//! | [`presence`] | challenges and the verification of proofs |
//! | [`statement`], [`pepper`] | the server's own keys |
//! | [`trust`] | JPKI certificate authorities and revocation lists |
//! | [`signed`] | what devices sign |
//! | [`terminal`] | the terminal of 目視 |
//! | [`events`], [`history`], [`device_list`] | what phones report, 操作履歴, and which phones are supported |
//! | [`housekeeping`] | forgetting what is needed no more |
//! | [`issuing`] | device certificates |
//! | [`store`] | the database |
//! | [`world`] | seed data |

pub mod accounts;
pub mod activation;
pub mod administration;
pub mod audit;
pub mod cli;
pub mod config;
pub mod consents;
pub mod device_list;
pub mod devices;
pub mod events;
pub mod history;
pub mod housekeeping;
pub mod issuing;
pub mod listener;
pub mod medical;
pub mod metrics;
pub mod openapi;
pub mod operations;
pub mod patients;
pub mod pepper;
pub mod presence;
pub mod problem;
pub mod requery;
pub mod results;
pub mod routes;
pub mod serve;
pub mod sessions;
pub mod signed;
pub mod state;
pub mod statement;
pub mod store;
pub mod terminal;
pub mod tls;
pub mod trust;
pub mod web;
pub mod world;
