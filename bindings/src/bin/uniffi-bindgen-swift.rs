//! Writes the Swift side of the library: `bindings/scripts/generate.sh` runs it.

fn main() {
    uniffi::uniffi_bindgen_swift();
}
