//! The list of supported phones, as an operator imports it: somebody else publishes which phones
//! work, and none is known here before.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use kyotaku_core::wire::api::{DeviceListSource, SupportedDevice, SupportedDevicesResponse};
use serde::Deserialize;

/// Most phones of a list.
const MOST: usize = 5000;

/// Most characters of a text.
const LONGEST: usize = 200;

/// A file to import.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DeviceList {
    /// Who published it, and under what title or address.
    source: String,
    /// When.
    published_on: Date,
    devices: Vec<ListedDevice>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ListedDevice {
    #[serde(default)]
    model: Option<String>,
    name: String,
    visual: bool,
}

/// Why a file is no list of phones.
#[derive(Debug, thiserror::Error)]
pub enum DeviceListError {
    /// It cannot be read.
    #[error("the list cannot be read")]
    File(#[from] std::io::Error),
    /// It is not JSON of this form.
    #[error("the list is not of the form that is described in the guide")]
    Form(#[from] serde_json::Error),
    /// A text is empty, too long, or holds a control character.
    #[error("a text of the list is not one line of at most 200 characters")]
    Text,
    /// There are too many phones.
    #[error("the list has more than 5000 phones")]
    TooLong,
}

/// Reads a file of `source`, `publishedOn` and `devices`, to be imported `now`.
///
/// # Errors
///
/// [`DeviceListError`].
pub fn read(path: &Path, now: Timestamp) -> Result<SupportedDevicesResponse, DeviceListError> {
    let list: DeviceList = serde_json::from_slice(&std::fs::read(path)?)?;
    let models = list
        .devices
        .iter()
        .filter_map(|device| device.model.as_ref());
    let names = list.devices.iter().map(|device| &device.name);
    let fits = |text: &String| {
        (1..=LONGEST).contains(&text.chars().count()) && !text.contains(char::is_control)
    };
    if !models.chain(names).chain([&list.source]).all(fits) {
        return Err(DeviceListError::Text);
    }
    if list.devices.len() > MOST {
        return Err(DeviceListError::TooLong);
    }
    Ok(SupportedDevicesResponse {
        source: Some(DeviceListSource {
            name: list.source,
            published_on: list.published_on,
            imported_at: now,
        }),
        devices: list
            .devices
            .into_iter()
            .map(|device| SupportedDevice {
                model: device.model,
                name: device.name,
                visual: device.visual,
            })
            .collect(),
    })
}
