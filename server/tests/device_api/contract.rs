//! Whether every answer that a test got is one that the OpenAPI document announces.
//!
//! The log names method, route, status and code of every answer, and every
//! [`Clinic`](crate::clinic::Clinic) compares them when it is dropped: each test of this directory
//! is also one of the document.

use std::sync::LazyLock;

use serde_json::Value;

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../docs/openapi.json")).unwrap());

/// Which answered requests of a log are not in the document, as the log has them.
pub(crate) fn undocumented(log: &str) -> Vec<&str> {
    log.lines()
        .filter_map(|line| line.split_once(" answered ").map(|(_, answered)| answered))
        .filter(|answered| is_documented(answered) == Some(false))
        .collect()
}

/// Nothing for what is no operation of the document: pages, unknown paths and refused methods.
fn is_documented(answered: &str) -> Option<bool> {
    let field = |name: &str| {
        let (_, value) = answered.split_once(&format!("{name}="))?;
        Some(value.split(' ').next()?.trim_matches('"'))
    };
    let (route, status, code) = (field("route")?, field("status")?, field("code")?);
    if !route.starts_with("/v1/") || status == "405" {
        return None;
    }
    let method = field("method")?.to_lowercase();
    let method = if method == "head" { "get" } else { &method };
    let answer = &DOCUMENT["paths"][route][method]["responses"][status];
    if code == "-" {
        return Some(answer.is_object());
    }
    let codes =
        answer.pointer("/content/application~1problem+json/schema/allOf/1/properties/code/enum");
    let codes = codes.and_then(Value::as_array);
    Some(codes.is_some_and(|codes| codes.iter().any(|documented| documented == code)))
}

#[test]
fn an_answer_is_looked_up_by_route_method_status_and_code() {
    let line = |method: &str, route: &str, status: &str, code: &str| {
        format!(
            "INFO request{{id=1}}: x: answered method={method} route=\"{route}\" status={status} \
             code=\"{code}\" milliseconds=1"
        )
    };
    for (known, text) in [
        (true, line("GET", "/v1/status", "200", "-")),
        (true, line("HEAD", "/v1/status", "200", "-")),
        (true, line("GET", "/", "200", "-")),
        (
            true,
            line("POST", "/v1/presence/proofs", "422", "MKA-E2022"),
        ),
        (
            false,
            line("POST", "/v1/presence/proofs", "422", "MKA-E1002"),
        ),
        (false, line("POST", "/v1/presence/proofs", "418", "-")),
        (false, line("PUT", "/v1/status", "200", "-")),
        (false, line("GET", "/v1/unheard-of", "200", "-")),
    ] {
        assert_eq!(undocumented(&text).is_empty(), known, "{text}");
    }
}
