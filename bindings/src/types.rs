//! Records and enums that cross, each made from one of the core's types.
//!
//! What comes out is made by `Outward`; there is one place for each type, and the compiler names the
//! field that is missing when the core gets another.

mod account;
mod consent;
mod medical;
mod operation;
mod phone;
mod qualification;
mod result;
mod tap;
mod value;
mod visit;

pub use account::*;
pub use consent::*;
pub use medical::*;
pub use operation::*;
pub use phone::*;
pub use qualification::*;
pub use result::*;
pub use tap::*;
pub use value::*;
pub use visit::*;

/// A value of the core on its way to Swift.
pub(crate) trait Outward {
    /// What it becomes.
    type Out;

    /// Makes it.
    fn outward(self) -> Self::Out;
}

impl<T: Outward> Outward for Option<T> {
    type Out = Option<T::Out>;

    fn outward(self) -> Self::Out {
        self.map(T::outward)
    }
}

impl<T: Outward> Outward for Vec<T> {
    type Out = Vec<T::Out>;

    fn outward(self) -> Self::Out {
        self.into_iter().map(T::outward).collect()
    }
}

/// What crosses as it is.
macro_rules! unchanged {
    ($($kind:ty),+) => {$(
        impl Outward for $kind {
            type Out = Self;

            fn outward(self) -> Self {
                self
            }
        }
    )+};
}

unchanged!(bool, u8, String);

/// An enum without data that both sides have.
macro_rules! mirrored {
    ($(#[$doc:meta])* $name:ident of $core:path { $($(#[$case_doc:meta])* $case:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
        pub enum $name {
            $($(#[$case_doc])* $case,)+
        }

        impl $crate::types::Outward for $core {
            type Out = $name;

            fn outward(self) -> $name {
                use $core as Core;
                match self {
                    $(Core::$case => $name::$case,)+
                }
            }
        }

        impl From<$name> for $core {
            fn from(value: $name) -> Self {
                use $core as Core;
                match value {
                    $($name::$case => Core::$case,)+
                }
            }
        }
    };
}

/// A record whose fields are those of the core's type, each made outward. It prints nothing but its
/// name where it is about a person.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident of $core:path { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, uniffi::Record)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $kind,)+
        }

        impl $crate::types::Outward for $core {
            type Out = $name;

            fn outward(self) -> $name {
                $name {
                    $($field: $crate::types::Outward::outward(self.$field),)+
                }
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($name), "(****)"))
            }
        }
    };
}

pub(crate) use mirrored;
pub(crate) use record;
