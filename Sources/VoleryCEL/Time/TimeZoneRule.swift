/// How a place changes its clocks every year: the `TZ` variable of POSIX, with the extensions of RFC 9636.
///
/// For example `CET-1CEST,M3.5.0,M10.5.0/3`: an hour ahead of UTC, two hours from the last Sunday of March to the last one
/// of October.
struct TimeZoneRule: Sendable {
    private let standardOffset: Int64
    private let summer: (offset: Int64, start: Change, end: Change)?

    /// A day of every year, and the local time on it.
    private struct Change: Sendable {
        enum Day: Sendable {
            /// From 1 to 365; February 29 is not counted.
            case withoutLeapDay(Int64)
            /// From 0 to 365.
            case ofYear(Int64)
            case weekday(month: Int64, week: Int64, day: Int64)
        }

        var day: Day
        var time: Int64

        /// Seconds since 1970 in local time.
        func moment(in year: Int64) -> Int64 {
            dayNumber(in: year) * 86_400 + time
        }

        private func dayNumber(in year: Int64) -> Int64 {
            let newYear = CivilDate(year: year, month: 1, day: 1).daysSinceEpoch
            switch day {
            case .ofYear(let day): return newYear + day
            case .withoutLeapDay(let day):
                let hasLeapDay = CivilDate(year: year, month: 2, day: 29).isValid
                return newYear + day - 1 + (hasLeapDay && day > 59 ? 1 : 0)
            case .weekday(let month, let week, let day):
                let first = CivilDate(year: year, month: month, day: 1).daysSinceEpoch
                let weekdayOfFirst = (first + 4) - (first + 4).floorDivided(by: 7) * 7
                var number = first + (day - weekdayOfFirst + 7) % 7 + (week - 1) * 7
                while CivilDate(daysSinceEpoch: number).month != month { number -= 7 }
                return number
            }
        }
    }

    /// The seconds that clocks are ahead of UTC at a time, given in seconds since 1970.
    func offset(at time: Int64) -> Int64 {
        guard let summer else { return standardOffset }
        let year = CivilDate(daysSinceEpoch: (time + standardOffset).floorDivided(by: 86_400)).year
        let start = summer.start.moment(in: year) - standardOffset
        let end = summer.end.moment(in: year) - summer.offset
        let isSummer = start < end ? time >= start && time < end : time >= start || time < end
        return isSummer ? summer.offset : standardOffset
    }
}

extension TimeZoneRule {
    /// Reads a rule; nil if it is none.
    init?(_ text: String) {
        var reader = Reader(rest: text.utf8[...])
        guard reader.name(), let behind = reader.time() else { return nil }
        standardOffset = -behind
        guard !reader.rest.isEmpty else {
            summer = nil
            return
        }
        guard reader.name() else { return nil }
        // An offset counts to the west, and summer time is an hour more unless it is given.
        let offset = reader.isAt(",") ? 3600 - behind : reader.time().map { -$0 }
        guard let offset, reader.skip(","), let start = reader.change(), reader.skip(","), let end = reader.change(),
            reader.rest.isEmpty
        else { return nil }
        summer = (offset, start, end)
    }

    private struct Reader {
        var rest: Substring.UTF8View

        func isAt(_ mark: Unicode.Scalar) -> Bool {
            rest.first == UInt8(ascii: mark)
        }

        mutating func skip(_ mark: Unicode.Scalar) -> Bool {
            guard isAt(mark) else { return false }
            rest.removeFirst()
            return true
        }

        /// A name in letters, or in `<` and `>`.
        mutating func name() -> Bool {
            if skip("<") {
                while let byte = rest.popFirst(), byte != UInt8(ascii: ">") {}
                return true
            }
            let letters = rest.prefix { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
            rest = rest.dropFirst(letters.count)
            return letters.count >= 3
        }

        mutating func number() -> Int64? {
            let digits = rest.prefix { $0.isDigit }
            guard !digits.isEmpty, digits.count <= 4 else { return nil }
            rest = rest.dropFirst(digits.count)
            return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
        }

        /// `[+-]hours[:minutes[:seconds]]` in seconds.
        mutating func time() -> Int64? {
            let isNegative = isAt("-")
            if isNegative || isAt("+") { rest.removeFirst() }
            guard var seconds = number().map({ $0 * 3600 }) else { return nil }
            if skip(":") {
                guard let minutes = number() else { return nil }
                seconds += minutes * 60
            }
            if skip(":") {
                guard let more = number() else { return nil }
                seconds += more
            }
            return isNegative ? -seconds : seconds
        }

        mutating func change() -> Change? {
            guard let day = day() else { return nil }
            guard skip("/") else { return Change(day: day, time: 7200) }
            return time().map { Change(day: day, time: $0) }
        }

        private mutating func day() -> Change.Day? {
            if skip("J") { return number().map(Change.Day.withoutLeapDay) }
            guard skip("M") else { return number().map(Change.Day.ofYear) }
            guard let month = number(), skip("."), let week = number(), skip("."), let day = number(),
                (1...12).contains(month), (1...5).contains(week), (0...6).contains(day)
            else { return nil }
            return .weekday(month: month, week: week, day: day)
        }
    }
}
