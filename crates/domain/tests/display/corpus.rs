//! What must not be shown raw by any door. Other crates' tests take this file in too.

use icu_properties::props::{BidiControl, DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};

/// Every character that must not be shown raw, from the Unicode data. Of the vast private and unassigned ranges:
/// both ends and a sample.
pub fn hidden() -> Vec<char> {
    let mut codes: Vec<u32> =
        CodePointSetData::new::<BidiControl>().iter_ranges().flatten().collect();
    codes.extend(CodePointSetData::new::<DefaultIgnorableCodePoint>().iter_ranges().flatten());
    let categories = CodePointMapData::<GeneralCategory>::new();
    for category in [
        GeneralCategory::Control,
        GeneralCategory::SpaceSeparator,
        GeneralCategory::LineSeparator,
        GeneralCategory::ParagraphSeparator,
    ] {
        codes.extend(categories.iter_ranges_for_value(category).flatten());
    }
    for category in [GeneralCategory::PrivateUse, GeneralCategory::Unassigned] {
        for range in categories.iter_ranges_for_value(category) {
            codes.extend([*range.start(), *range.end()]);
            codes.extend(range.step_by(499));
        }
    }
    // Named by the threat list, whatever the data says.
    codes.extend([
        0xAD, 0x115F, 0x3164, 0x1BCA0, 0x1D173, 0xFFF9, 0x2800, 0xFDD0, 0xFFFE, 0x10_FFFF,
    ]);
    codes.extend(0xE0000..=0xE0FFF);
    codes.retain(|code| !['\n', '\t', ' '].contains(&char::from_u32(*code).unwrap_or(' ')));
    codes.into_iter().filter_map(char::from_u32).collect()
}
