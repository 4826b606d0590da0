//! Time of each piece of work on this machine. Compare with each other within one run, with nothing
//! else.

use divan::Bencher;
use kyotaku_bench::state::{Kept, Open};
use kyotaku_bench::{statements, work};
use kyotaku_core::card::ReadPreference;

fn main() {
    divan::main();
}

#[divan::bench(args = [ReadPreference::Short, ReadPreference::Extended])]
fn pin_tap(bencher: Bencher<'_, '_>, preference: ReadPreference) {
    let recorded = work::PinTap::record(preference);
    bencher
        .with_inputs(|| recorded.ready())
        .bench_values(work::Ready::run);
}

#[divan::bench]
fn exchanges(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(work::exchanges)
        .bench_values(work::Ready::run);
}

#[divan::bench]
fn encode_command(bencher: Bencher<'_, '_>) {
    let data = work::digest_info();
    bencher.bench(|| work::encode_command(divan::black_box(&data)));
}

#[divan::bench]
fn parse_command(bencher: Bencher<'_, '_>) {
    let bytes = work::encode_command(&work::digest_info());
    bencher.bench(|| work::parse_command(divan::black_box(&bytes)));
}

#[divan::bench]
fn parse_response(bencher: Bencher<'_, '_>) {
    let bytes = work::full_response();
    bencher.bench(|| work::parse_response(divan::black_box(&bytes)));
}

#[divan::bench]
fn parse_certificate(bencher: Bencher<'_, '_>) {
    let (certificate, _) = work::certificate();
    bencher.bench(|| work::parse_certificate(divan::black_box(certificate.der())));
}

#[divan::bench]
fn standing(bencher: Bencher<'_, '_>) {
    let (certificate, check) = work::certificate();
    bencher.bench(|| work::standing(divan::black_box(&certificate), &check));
}

#[divan::bench]
fn verify_signature(bencher: Bencher<'_, '_>) {
    let signed = work::signature();
    bencher.bench(|| work::verify_signature(divan::black_box(&signed)));
}

#[divan::bench]
fn parse_code(bencher: Bencher<'_, '_>) {
    let typed = statements::typed_code();
    bencher.bench(|| statements::parse_code(divan::black_box(&typed)));
}

#[divan::bench]
fn read_consent(bencher: Bencher<'_, '_>) {
    let signed = statements::consent();
    bencher.bench(|| statements::read_consent(divan::black_box(&signed)));
}

#[divan::bench]
fn check_receipt(bencher: Bencher<'_, '_>) {
    let signed = statements::receipt();
    bencher.bench(|| statements::check_receipt(divan::black_box(&signed)));
}

#[divan::bench]
fn seal(bencher: Bencher<'_, '_>) {
    let open = Kept::new().open();
    bencher.bench(|| Open::seal(divan::black_box(&open)));
}

#[divan::bench]
fn unseal(bencher: Bencher<'_, '_>) {
    let open = Kept::new().open();
    bencher.bench(|| Open::unseal(divan::black_box(&open)));
}
