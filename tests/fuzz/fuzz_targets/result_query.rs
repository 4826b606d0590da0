//! Queries of 資格確認結果検索: what the server reads says the same when a phone sends it, and a name
//! that was folded for searching is folded no further.
#![no_main]

use axum::extract::Query;
use axum::http::Uri;
use kyotaku_core::wire::api::ResultQuery;
use kyotaku_server::store::kana;
use libfuzzer_sys::fuzz_target;

fn read(query: &str) -> Option<ResultQuery> {
    let uri: Uri = format!("/v1/qualifications?{query}").parse().ok()?;
    Query::try_from_uri(&uri).ok().map(|Query(query)| query)
}

fuzz_target!(|data: &str| {
    let Some(query) = read(data) else { return };
    let sent = serde_urlencoded::to_string(&query).unwrap();
    assert!(read(&sent) == Some(query.clone()), "{sent}");
    if let Some(typed) = &query.kana {
        let folded = kana::fold(typed);
        assert_eq!(kana::fold(&folded), folded);
        assert!(!folded.contains(char::is_whitespace));
    }
    assert!(
        format!("{query:?}").len() < 200,
        "the debug form grows with the query"
    );
});
