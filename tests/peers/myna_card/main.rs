//! Has the crate `myna-card` do what the core does in one tap: certificate, PIN, signature.
//!
//! `myna-card-peer MESSAGE SIGNATURE` prints what it is and writes the signature. Test cards only:
//! PIN 1234.

use std::{env, error::Error, fs};

use myna_card::Pin;
use myna_card::ap::jpki::{JpkiAp, SignatureScheme};
use myna_card::transport::pcsc::{self, Sharing};

fn main() -> Result<(), Box<dyn Error>> {
    let [message, signature]: [String; 2] = env::args()
        .skip(1)
        .collect::<Vec<_>>()
        .try_into()
        .map_err(|_| "usage: myna-card-peer MESSAGE SIGNATURE")?;
    let mut card = pcsc::connect_any(Sharing::Exclusive)?;
    let mut jpki = JpkiAp::select(&mut card)?;
    let certificate = jpki.read_auth_certificate_der()?;
    if certificate.is_empty() {
        return Err("the card has no certificate".into());
    }
    jpki.verify_auth_pin(&Pin::numeric("1234")?)?;
    let scheme = SignatureScheme::Sha256DigestInfo;
    fs::write(
        signature,
        jpki.sign_with_auth_key(scheme, &fs::read(message)?)?,
    )?;
    println!("myna-card 3.3.4");
    Ok(())
}
