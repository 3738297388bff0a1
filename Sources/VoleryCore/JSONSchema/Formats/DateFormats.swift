/// Dates, times and durations of RFC 3339.
enum DateFormats {
    static func isDateTime(_ text: String) -> Bool {
        var reader = ByteReader(text)
        return date(&reader) && reader.take(anyCase: "t") && time(&reader) && reader.isAtEnd
    }

    static func isDate(_ text: String) -> Bool {
        var reader = ByteReader(text)
        return date(&reader) && reader.isAtEnd
    }

    static func isTime(_ text: String) -> Bool {
        var reader = ByteReader(text)
        return time(&reader) && reader.isAtEnd
    }

    /// A duration as the grammar in appendix A of RFC 3339 has it: no unit is left out between two others.
    static func isDuration(_ text: String) -> Bool {
        var reader = ByteReader(text)
        guard reader.take("P") else { return false }
        var copy = reader
        if copy.digits(), copy.take("W") { return copy.isAtEnd }
        let hasDate = !reader.isAtEnd && units("YMD", &reader)
        guard reader.take("T") else { return hasDate && reader.isAtEnd }
        return units("HMS", &reader) && reader.isAtEnd
    }

    /// Reads amounts whose units follow each other without a gap; says whether there was one.
    private static func units(_ units: String, _ reader: inout ByteReader) -> Bool {
        var hasAny = false
        for unit in units.unicodeScalars {
            var copy = reader
            if copy.digits(), copy.take(unit) {
                reader = copy
                hasAny = true
            } else if hasAny {
                break
            }
        }
        return hasAny
    }

    private static func date(_ reader: inout ByteReader) -> Bool {
        guard let year = reader.number(digits: 4), reader.take("-"),
            let month = reader.number(digits: 2), reader.take("-"),
            let day = reader.number(digits: 2), 1...12 ~= month
        else { return false }
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return 1...days[month - 1] ~= day
    }

    private static func time(_ reader: inout ByteReader) -> Bool {
        guard let hour = reader.number(digits: 2), hour < 24, reader.take(":"),
            let minute = reader.number(digits: 2), minute < 60, reader.take(":"),
            let second = reader.number(digits: 2), second <= 60
        else { return false }
        if reader.take(".") {
            guard reader.digits() else { return false }
        }
        guard let offset = offset(&reader) else { return false }
        let minutes = (hour * 60 + minute - offset + 2 * 1440) % 1440
        // A leap second comes at the end of a day in UTC.
        return second < 60 || minutes == 1439
    }

    /// Reads an offset from UTC, in minutes.
    private static func offset(_ reader: inout ByteReader) -> Int? {
        if reader.take(anyCase: "z") { return 0 }
        let isNegative = reader.take("-")
        guard isNegative || reader.take("+"),
            let hour = reader.number(digits: 2), hour < 24, reader.take(":"),
            let minute = reader.number(digits: 2), minute < 60
        else { return nil }
        return (isNegative ? -1 : 1) * (hour * 60 + minute)
    }
}
