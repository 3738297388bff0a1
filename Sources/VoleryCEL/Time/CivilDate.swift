/// A day of the proleptic Gregorian calendar, and its number from 1970-01-01.
struct CivilDate {
    var year: Int64
    /// From 1 to 12.
    var month: Int64
    /// From 1.
    var day: Int64

    init(year: Int64, month: Int64, day: Int64) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day of a number, which may be negative.
    ///
    /// Years are counted from March here, so that the leap day is a year's last; 146,097 days make 400 years.
    init(daysSinceEpoch: Int64) {
        let shifted = daysSinceEpoch + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var daysSinceEpoch: Int64 {
        let fromMarch = month <= 2 ? year - 1 : year
        let era = fromMarch.floorDivided(by: 400)
        let yearOfEra = fromMarch - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day of the year, from 0.
    var dayOfYear: Int64 {
        daysSinceEpoch - CivilDate(year: year, month: 1, day: 1).daysSinceEpoch
    }

    /// Whether there is such a day.
    var isValid: Bool {
        guard (1...12).contains(month), day >= 1 else { return false }
        return day <= 28 || CivilDate(daysSinceEpoch: daysSinceEpoch).month == month
    }
}

extension Int64 {
    /// The quotient, rounded down.
    func floorDivided(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
