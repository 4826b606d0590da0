//! Random choices that can be made again.

/// Numbers that look random and are the same for the same seed (SplitMix64).
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// The seed of `KYOTAKU_SEED`, or a fixed one; prints it.
    #[must_use]
    pub fn seed() -> u64 {
        let seed = std::env::var("KYOTAKU_SEED").map_or(0x006B_796F_7461_6B75, |seed| {
            seed.parse().expect("KYOTAKU_SEED is a number")
        });
        println!("KYOTAKU_SEED={seed}");
        seed
    }

    /// The numbers of [`seed`](Self::seed).
    #[must_use]
    pub fn seeded() -> Self {
        Self(Self::seed())
    }

    /// The numbers of this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let mixed = u128::from(mixed ^ (mixed >> 31));
        u64::try_from((mixed * u128::from(bound)) >> 64).unwrap()
    }
}
