//! Dates, times and code lists.

use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kyotaku_core::clock::JST;
use kyotaku_core::wire::identifier::{AccountId, DeviceId, InstitutionCode};
use kyotaku_core::wire::qualification as oqs;

use super::Outward;
use crate::error::KyotakuError;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, uniffi::Record)]
pub struct CalendarDate {
    /// Year.
    pub year: i16,
    /// Month, 1–12.
    pub month: u8,
    /// Day, 1–31.
    pub day: u8,
}

/// A date as it is registered. Birth dates without a known day (`19450000`) exist, so the digits count.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct RegisteredDate {
    /// Eight digits, `YYYYMMDD`.
    pub digits: String,
    /// The day, if the digits name one.
    pub day: Option<CalendarDate>,
}

/// A local time of Japan as it is registered.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct RegisteredTime {
    /// Fourteen digits, `YYYYMMDDHHmmss`.
    pub digits: String,
    /// The time, if the digits name one.
    pub time: Option<SystemTime>,
}

/// A value of a code list of オンライン資格確認等システム.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct CodedValue {
    /// The code, also one that this version does not know.
    pub code: String,
    /// Its official Japanese wording; the code itself when it is not known.
    pub label: String,
}

impl TryFrom<CalendarDate> for Date {
    type Error = KyotakuError;

    fn try_from(date: CalendarDate) -> Result<Self, KyotakuError> {
        let (month, day) = (i8::try_from(date.month), i8::try_from(date.day));
        let (Ok(month), Ok(day)) = (month, day) else {
            return Err(KyotakuError::malformed());
        };
        Self::new(date.year, month, day).map_err(|_| KyotakuError::malformed())
    }
}

impl Outward for Date {
    type Out = CalendarDate;

    fn outward(self) -> CalendarDate {
        CalendarDate {
            year: self.year(),
            month: self.month().unsigned_abs(),
            day: self.day().unsigned_abs(),
        }
    }
}

impl Outward for Timestamp {
    type Out = SystemTime;

    fn outward(self) -> SystemTime {
        self.into()
    }
}

impl Outward for oqs::OqsDate {
    type Out = RegisteredDate;

    fn outward(self) -> RegisteredDate {
        RegisteredDate {
            digits: self.as_str().to_owned(),
            day: self.date().outward(),
        }
    }
}

impl Outward for oqs::OqsTime {
    type Out = RegisteredTime;

    fn outward(self) -> RegisteredTime {
        let time = self.date_time();
        let time = time.and_then(|time| time.to_zoned(TimeZone::fixed(JST)).ok());
        RegisteredTime {
            digits: self.as_str().to_owned(),
            time: time.map(|time| time.timestamp().into()),
        }
    }
}

macro_rules! coded {
    ($($list:ident),+) => {$(
        impl Outward for oqs::$list {
            type Out = CodedValue;

            fn outward(self) -> CodedValue {
                CodedValue {
                    code: self.code().to_owned(),
                    label: self.label().to_owned(),
                }
            }
        }
    )+};
}

coded!(
    ConsentFlag,
    InsuredCardClassification,
    LimitCategory,
    LimitCertificateKind,
    MedicalTicketType,
    MedicalTreatmentType,
    PersonalFamilyClassification,
    PreschoolClassification,
    PrescriptionIssue,
    QualificationValidity,
    ReasonOfLoss,
    Sex,
    SpecificDisease
);

macro_rules! as_text {
    ($($id:ty),+) => {$(
        impl Outward for $id {
            type Out = String;

            fn outward(self) -> String {
                self.to_string()
            }
        }
    )+};
}

as_text!(AccountId, DeviceId, InstitutionCode);

impl core::fmt::Debug for RegisteredDate {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("RegisteredDate(****)")
    }
}

impl core::fmt::Debug for RegisteredTime {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("RegisteredTime(****)")
    }
}
