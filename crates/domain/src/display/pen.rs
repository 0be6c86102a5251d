//! What a program's style sequences have asked for so far.

use super::style::{Colour, Ink, Style};

/// The state of a terminal's pen. Concealed text is not among what it knows: whatever is written is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pen {
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
    inverse: bool,
    text: Option<Colour>,
    ground: Option<Colour>,
}

impl Pen {
    /// The style that this comes to.
    pub(super) const fn style(self) -> Style {
        let (text, ground) =
            if self.inverse { (self.ground, self.text) } else { (self.text, self.ground) };
        let ink = match (text, ground) {
            (_, Some(ground)) => Ink::Ground(ground),
            (_, None) if self.inverse => Ink::Inverse,
            (Some(text), None) => Ink::Text(text),
            (None, None) if self.dim => Ink::Dim,
            (None, None) => Ink::Plain,
        };
        Style { bold: self.bold, italic: self.italic, underline: self.underline, ink }
    }

    /// Takes the numbers of one style sequence. Those that are not known change nothing.
    pub(super) fn change<'a>(&mut self, mut groups: impl Iterator<Item = &'a [u16]>) {
        while let Some(group) = groups.next() {
            let Some((number, more)) = group.split_first() else { continue };
            match *number {
                0 => *self = Self::default(),
                1 => self.bold = true,
                2 => self.dim = true,
                3 => self.italic = true,
                // 4:0 is none, 4:3 a wavy one.
                4 => self.underline = more.first() != Some(&0),
                21 => self.underline = true,
                7 => self.inverse = true,
                22 => (self.bold, self.dim) = (false, false),
                23 => self.italic = false,
                24 => self.underline = false,
                27 => self.inverse = false,
                number @ 30..=37 => self.text = Colour::numbered(number - 30),
                number @ 40..=47 => self.ground = Colour::numbered(number - 40),
                number @ 90..=97 => self.text = Colour::numbered(number - 82),
                number @ 100..=107 => self.ground = Colour::numbered(number - 92),
                38 => self.text = extended(more, &mut groups).or(self.text),
                48 => self.ground = extended(more, &mut groups).or(self.ground),
                // The colour of an underline: its numbers are no styles.
                58 => drop(extended(more, &mut groups)),
                39 => self.text = None,
                49 => self.ground = None,
                _ => {}
            }
        }
    }
}

/// A colour of 256 or of all: with its numbers behind colons, or in the groups that follow.
fn extended<'a>(more: &[u16], groups: &mut impl Iterator<Item = &'a [u16]>) -> Option<Colour> {
    let mut next = || groups.next().and_then(|group| group.first()).copied();
    match more {
        [] => match next()? {
            5 => Colour::of_palette(next()?),
            2 => of_parts(next()?, next()?, next()?),
            _ => None,
        },
        [5, number, ..] => Colour::of_palette(*number),
        // With the number of a colour space, or without.
        [2, red, green, blue] | [2, _, red, green, blue, ..] => of_parts(*red, *green, *blue),
        _ => None,
    }
}

fn of_parts(red: u16, green: u16, blue: u16) -> Option<Colour> {
    let part = |part: u16| u8::try_from(part).ok();
    Some(Colour::nearest(part(red)?, part(green)?, part(blue)?))
}
