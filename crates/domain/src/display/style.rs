//! How a piece of output may look: a closed set, in which no two colours meet that could hide what is written.

use serde::{Deserialize, Serialize};

/// How a piece looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Style {
    /// Heavier.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// With a line below.
    pub underline: bool,
    /// Its colour.
    pub ink: Ink,
}

/// The one colour of a piece. A program may ask for two; a page that follows the reader's theme has one of them to give
/// and picks what is read on it or written with it itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Ink {
    /// As the text around it.
    #[default]
    Plain,
    /// Quieter, and still readable.
    Dim,
    /// Text and ground change places.
    Inverse,
    /// Written in a colour, on the usual ground.
    Text(Colour),
    /// Written as usual, on a ground of this colour.
    Ground(Colour),
}

/// The sixteen colours of terminals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Colour {
    /// 0
    Black,
    /// 1
    Red,
    /// 2
    Green,
    /// 3
    Yellow,
    /// 4
    Blue,
    /// 5
    Magenta,
    /// 6
    Cyan,
    /// 7
    White,
    /// 8
    BrightBlack,
    /// 9
    BrightRed,
    /// 10
    BrightGreen,
    /// 11
    BrightYellow,
    /// 12
    BrightBlue,
    /// 13
    BrightMagenta,
    /// 14
    BrightCyan,
    /// 15
    BrightWhite,
}

/// Below this distance between its strongest and its weakest part a colour is a grey.
const GREY: u8 = 32;
/// From this strength on a colour is a bright one.
const BRIGHT: u8 = 0xE0;

impl Colour {
    /// All, in the order of their numbers.
    pub const ALL: [Self; 16] = [
        Self::Black,
        Self::Red,
        Self::Green,
        Self::Yellow,
        Self::Blue,
        Self::Magenta,
        Self::Cyan,
        Self::White,
        Self::BrightBlack,
        Self::BrightRed,
        Self::BrightGreen,
        Self::BrightYellow,
        Self::BrightBlue,
        Self::BrightMagenta,
        Self::BrightCyan,
        Self::BrightWhite,
    ];

    /// The name: `red`, `bright-red`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Black => "black",
            Self::Red => "red",
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Blue => "blue",
            Self::Magenta => "magenta",
            Self::Cyan => "cyan",
            Self::White => "white",
            Self::BrightBlack => "bright-black",
            Self::BrightRed => "bright-red",
            Self::BrightGreen => "bright-green",
            Self::BrightYellow => "bright-yellow",
            Self::BrightBlue => "bright-blue",
            Self::BrightMagenta => "bright-magenta",
            Self::BrightCyan => "bright-cyan",
            Self::BrightWhite => "bright-white",
        }
    }

    /// The colour of this number, as far as there are sixteen.
    pub(super) fn numbered(number: u16) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// The colour of a palette of 256 that comes nearest.
    pub(super) fn of_palette(number: u16) -> Option<Self> {
        let number = u8::try_from(number).ok()?;
        Some(match number {
            0..=15 => return Self::numbered(number.into()),
            16..=231 => {
                let step = |part: u8| if part == 0 { 0 } else { 55 + 40 * part };
                let cube = number - 16;
                Self::nearest(step(cube / 36), step(cube / 6 % 6), step(cube % 6))
            }
            232.. => {
                let grey = 8 + 10 * (number - 232);
                Self::nearest(grey, grey, grey)
            }
        })
    }

    /// The one that comes nearest: by hue, as a page gives it a strength of its own.
    pub(super) fn nearest(red: u8, green: u8, blue: u8) -> Self {
        let most = red.max(green).max(blue);
        let least = red.min(green).min(blue);
        let spread = most - least;
        if spread < GREY {
            return match most {
                0..64 => Self::Black,
                64..160 => Self::BrightBlack,
                160..BRIGHT => Self::White,
                BRIGHT.. => Self::BrightWhite,
            };
        }
        // Degrees from red, where each part's own third of the circle begins half a sixth earlier.
        let part = |ahead: u8, behind: u8| (i32::from(ahead) - i32::from(behind)) * 60;
        let turn = match most {
            most if most == red => part(green, blue) / i32::from(spread),
            most if most == green => 120 + part(blue, red) / i32::from(spread),
            _ => 240 + part(red, green) / i32::from(spread),
        };
        let (plain, bright) = match turn.rem_euclid(360) {
            20..75 => (Self::Yellow, Self::BrightYellow),
            75..160 => (Self::Green, Self::BrightGreen),
            160..200 => (Self::Cyan, Self::BrightCyan),
            200..265 => (Self::Blue, Self::BrightBlue),
            265..340 => (Self::Magenta, Self::BrightMagenta),
            _ => (Self::Red, Self::BrightRed),
        };
        if most >= BRIGHT { bright } else { plain }
    }
}
