//! Time as the product keeps it: microseconds since 1970, UTC. It is passed in; nothing here asks a clock.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::{
    OffsetDateTime, UtcOffset, format_description::BorrowedFormatItem, macros::format_description,
};

/// A moment, in microseconds since 1970-01-01T00:00:00Z. On the wire it is RFC 3339 UTC with six decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

const WIRE: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");

impl Timestamp {
    /// This moment plus some seconds.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// Whole seconds from `earlier` to this moment; negative if it is later.
    pub fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0) / 1_000_000
    }

    /// Microseconds from `earlier` to this moment.
    pub fn micros_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// How long a day is, in seconds. There are no others in UTC as it is kept here.
    pub const DAY_SECONDS: i64 = 86_400;

    /// When the day of this moment began, UTC.
    #[must_use]
    pub fn day_utc(self) -> Self {
        let day = Self::DAY_SECONDS * 1_000_000;
        Self(self.0.div_euclid(day).saturating_mul(day))
    }

    /// `2026-01-02`, UTC.
    pub fn date_utc(self) -> String {
        let day = self.parts().date();
        format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
    }

    fn parts(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// `2026-01-02T03:04:05.678901Z`.
    pub fn to_rfc3339(self) -> String {
        self.parts().format(WIRE).unwrap_or_default()
    }

    /// `03:04:05`, UTC: for places that show the day elsewhere.
    pub fn clock_utc(self) -> String {
        let t = self.parts();
        format!("{:02}:{:02}:{:02}", t.hour(), t.minute(), t.second())
    }

    /// `2026-01-02 03:04:05 UTC`: for titles and records.
    pub fn date_clock_utc(self) -> String {
        format!("{} {} UTC", self.date_utc(), self.clock_utc())
    }

    /// Reads an RFC 3339 time of any offset; `None` if it is not one, or is no longer one in UTC.
    pub fn parse(text: &str) -> Option<Self> {
        let t = OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).ok()?;
        // Its offset can lead out of the years 0000 to 9999. Such a time could not be written: it read as 1970.
        let t = t.checked_to_offset(UtcOffset::UTC).filter(|t| t.year() >= 0)?;
        i64::try_from(t.unix_timestamp_nanos() / 1_000).ok().map(Self)
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_rfc3339())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.to_rfc3339())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an RFC 3339 time"))
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Timestamp {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::{KnownFormat, ObjectBuilder, SchemaFormat, schema::Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Timestamp {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_survives_the_wire_to_the_microsecond() {
        let t = Timestamp(1_767_323_045_678_901);
        assert_eq!(t.to_rfc3339(), "2026-01-02T03:04:05.678901Z");
        assert_eq!(Timestamp::parse(&t.to_rfc3339()), Some(t));
        assert_eq!(Timestamp::parse("2026-01-02T04:04:05.678901+01:00"), Some(t));
        assert_eq!(Timestamp::parse("yesterday"), None);
        assert_eq!(Timestamp::parse("9999-12-31T23:59:59-00:30"), None);
        assert_eq!(Timestamp::parse("0000-01-01T00:00:00+00:01"), None);
    }
}
