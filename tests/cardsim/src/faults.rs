//! A card in the field of a phone, and everything that goes wrong there.
//!
//! [`Field`] stands where the phone's antenna does: it hands commands to the card and may lose the tag, garble what
//! comes back, or bring another card. Which faults happen is a list of [`Fault`]s, or a
//! [`script`](Fault::parse) of one sentence a line:
//!
//! ```
//! use kyotaku_cardsim::{World, faults::{Contactless as _, Fault, Field, FieldLoss}};
//!
//! let world = World::new("2026-11-20T09:00:00+09:00".parse()?)?;
//! let faults = Fault::parse("lose the tag after verify, counted")?;
//! let mut field = Field::new(world.card("T01")?).with(faults);
//! field.transmit(&[0x00, 0xA4, 4, 0x0C, 10, 0xD3, 0x92, 0xF0, 0, 0x26, 1, 0, 0, 0, 1])?;
//! let verify = [0x00, 0x20, 0x00, 0x98, 4, b'9', b'9', b'9', b'9'];
//! assert_eq!(field.transmit(&verify), Err(FieldLoss));
//! field.connect()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod fault;
mod field;
mod script;

pub use fault::{CommandKind, Fault, Moment};
pub use field::Field;
pub use script::UnknownFault;

/// The tag left the field. What the card made of the last command is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the tag left the field")]
pub struct FieldLoss;

/// Something that moves command and response bytes to a card and may lose it.
pub trait Contactless {
    /// Finds a card in the field; a card that was lost comes back without its security status.
    ///
    /// # Errors
    ///
    /// [`FieldLoss`] when there is none.
    fn connect(&mut self) -> Result<(), FieldLoss>;

    /// Sends one command and returns the response with its status bytes.
    ///
    /// # Errors
    ///
    /// [`FieldLoss`] when the tag is lost, before or after the card processed the command.
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, FieldLoss>;
}
