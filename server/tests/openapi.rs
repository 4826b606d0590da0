//! The checked-in document of the device API.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a broken set-up must stop its test"
)]

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

/// `KYOTAKU_BLESS=1` writes the document instead.
#[test]
fn the_checked_in_document_is_the_one_of_the_code() {
    let document = kyotaku_server::openapi::json().unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    if std::env::var_os("KYOTAKU_BLESS").is_some() {
        std::fs::write(&path, &document).unwrap();
    }
    let checked_in = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        checked_in == document,
        "docs/openapi.json is out of date; write it again with `make openapi`"
    );
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str));
                fields.values().for_each(|field| references(field, found));
            }
            _ => {}
        }
    }
    let document: Value = serde_json::from_str(&kyotaku_server::openapi::json().unwrap()).unwrap();
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(!found.is_empty());
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn every_operation_has_a_name_of_its_own_and_a_described_tag() {
    let document: Value = serde_json::from_str(&kyotaku_server::openapi::json().unwrap()).unwrap();
    let tags: Vec<_> = document["tags"].as_array().unwrap().iter().collect();
    let mut names = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name), "{name} twice");
            assert!(
                name.bytes().all(|byte| byte.is_ascii_alphabetic()),
                "{name}"
            );
            let tag = &operation["tags"][0];
            assert!(
                tags.iter().any(|described| described["name"] == *tag),
                "{method} {path}: {tag}"
            );
        }
    }
}

#[test]
fn request_bodies_refuse_what_they_do_not_know() {
    let document: Value = serde_json::from_str(&kyotaku_server::openapi::json().unwrap()).unwrap();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let Some(body) =
                operation.pointer("/requestBody/content/application~1json/schema/$ref")
            else {
                continue;
            };
            let pointer = body.as_str().unwrap().strip_prefix('#').unwrap();
            assert_eq!(
                document.pointer(pointer).unwrap()["additionalProperties"],
                false,
                "{method} {path}"
            );
        }
    }
}
