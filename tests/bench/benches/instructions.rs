//! Instructions of each piece of work, counted by valgrind: the same number on every run.
#![allow(
    missing_docs,
    unused_qualifications,
    reason = "the macros of the benchmark make items that nobody reads"
)]

use std::hint::black_box;

use gungraun::{library_benchmark, library_benchmark_group, main};
use kyotaku_bench::state::{Kept, Open};
use kyotaku_bench::work::{self, PinTap, Ready, Signed};
use kyotaku_bench::{statements, statements::SignedText};
use kyotaku_core::apdu::{Command, Response};
use kyotaku_core::card::{CardCheck, PinOutcome, ReadPreference, Stop, TapReport};
use kyotaku_core::phone::Registration;
use kyotaku_core::pki::{Standing, UserCertificate};
use kyotaku_core::wire::activation_code::ActivationCode;
use kyotaku_core::wire::consent::Consent;
use kyotaku_core::wire::receipt::Receipt;
use zeroize::Zeroizing;

#[library_benchmark]
#[bench::short(PinTap::record(ReadPreference::Short).ready())]
#[bench::extended(PinTap::record(ReadPreference::Extended).ready())]
fn pin_tap(ready: Ready<TapReport<PinOutcome>>) -> TapReport<PinOutcome> {
    black_box(black_box(ready).run())
}

#[library_benchmark]
#[bench::hundred(work::exchanges())]
fn exchanges(ready: Ready<Result<(), Stop>>) -> Result<(), Stop> {
    black_box(black_box(ready).run())
}

#[library_benchmark]
#[bench::signing(work::digest_info())]
fn encode_command(data: [u8; 51]) -> Zeroizing<Vec<u8>> {
    black_box(work::encode_command(black_box(&data)))
}

#[library_benchmark]
#[bench::signing(work::encode_command(&work::digest_info()))]
fn parse_command(bytes: Zeroizing<Vec<u8>>) -> Command {
    black_box(work::parse_command(black_box(&bytes)))
}

#[library_benchmark]
#[bench::full(work::full_response())]
fn parse_response(bytes: Vec<u8>) -> Response {
    black_box(work::parse_response(black_box(&bytes)))
}

#[library_benchmark]
#[bench::user(work::certificate().0.der().to_vec())]
fn parse_certificate(der: Vec<u8>) -> UserCertificate {
    black_box(work::parse_certificate(black_box(&der)))
}

#[library_benchmark]
#[bench::user(work::certificate())]
fn standing((certificate, check): (UserCertificate, CardCheck)) -> Standing {
    black_box(work::standing(black_box(&certificate), black_box(&check)))
}

#[library_benchmark]
#[bench::rsa(work::signature())]
fn verify_signature(signed: Signed) {
    work::verify_signature(black_box(&signed));
}

#[library_benchmark]
#[bench::typed(statements::typed_code())]
fn parse_code(typed: String) -> ActivationCode {
    black_box(statements::parse_code(black_box(&typed)))
}

#[library_benchmark]
#[bench::all(statements::consent())]
fn read_consent(signed: SignedText) -> Consent {
    black_box(statements::read_consent(black_box(&signed)))
}

#[library_benchmark]
#[bench::pin(statements::receipt())]
fn check_receipt(signed: SignedText) -> Receipt {
    black_box(statements::check_receipt(black_box(&signed)))
}

#[library_benchmark]
#[bench::delivery(Kept::new().open())]
fn seal(open: Open) -> Open {
    black_box(&open).seal();
    open
}

#[library_benchmark]
#[bench::registration(Kept::new().open())]
fn unseal(open: Open) -> (Registration, Open) {
    (black_box(&open).unseal(), open)
}

library_benchmark_group!(
    name = core,
    benchmarks = [
        pin_tap,
        exchanges,
        encode_command,
        parse_command,
        parse_response,
        parse_certificate,
        standing,
        verify_signature,
        parse_code,
        read_consent,
        check_receipt,
        seal,
        unseal
    ]
);
main!(library_benchmark_groups = core);
