//! Descriptions come from documentation comments; what only rustdoc can follow is made plain.

use serde_json::Value;

/// Turns the links of rustdoc in every description into what they show.
pub(super) fn plain(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(plain),
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::String(text) if matches!(name.as_str(), "description" | "summary") => {
                        *text = without_links(text);
                    }
                    _ => plain(field),
                }
            }
        }
        _ => {}
    }
}

/// ``[`Name`](path)`` and ``[`Name`]`` become `` `Name` ``, ``[text](path::to::item)`` its text. Links to
/// addresses stay.
fn without_links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, link)) = rest.split_once('[') {
        plain.push_str(before);
        let Some((shown, after)) = link.split_once(']') else {
            plain.push('[');
            rest = link;
            continue;
        };
        let target = after.strip_prefix('(').and_then(|t| t.split_once(')'));
        match target {
            Some((target, after)) if !target.contains('/') => {
                plain.push_str(shown);
                rest = after;
            }
            None if shown.starts_with('`') => {
                plain.push_str(shown);
                rest = after;
            }
            _ => {
                plain.push('[');
                rest = link;
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_rustdoc_become_what_they_show() {
        for (text, shown) in [
            (
                "The [`Consent`](crate::wire::Consent) of it.",
                "The `Consent` of it.",
            ),
            (
                "A [`Policy`] and [JWS](super::jws), 1 [a].",
                "A `Policy` and JWS, 1 [a].",
            ),
            (
                "See [there](https://example.org/a).",
                "See [there](https://example.org/a).",
            ),
            ("An open [ stays.", "An open [ stays."),
        ] {
            assert_eq!(without_links(text), shown);
        }
    }
}
