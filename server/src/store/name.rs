//! Values without fields, recorded by the names JSON gives them.

use sea_orm::DbErr;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The name of a value.
pub(super) fn to_name(value: &impl Serialize) -> Result<String, DbErr> {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => Ok(name),
        _ => Err(DbErr::Custom("a value without a name".into())),
    }
}

/// The value of a name.
pub(super) fn read_name<T: DeserializeOwned>(
    name: String,
    column: &'static str,
) -> Result<T, DbErr> {
    super::person::read(Value::String(name), column)
}

#[cfg(test)]
mod tests {
    use kyotaku_core::wire::presence::Method;

    use super::*;

    #[test]
    fn only_values_with_a_name_are_recorded() {
        assert_eq!(to_name(&Method::Pin).unwrap(), "pin");
        assert_eq!(read_name::<Method>("pin".into(), "c").unwrap(), Method::Pin);
        assert!(to_name(&1).is_err());
        assert!(to_name(&Some(["pin"])).is_err());
        assert!(read_name::<Method>("other".into(), "c").is_err());
    }
}
