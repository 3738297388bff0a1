/// The parts of times and durations.
extension StandardFunctions {
    static let times: [CELFunction] = [
        part("getFullYear") { $0.date.year },
        part("getMonth") { $0.date.month - 1 },
        part("getDate") { $0.date.day },
        part("getDayOfMonth") { $0.date.day - 1 },
        part("getDayOfWeek") { ($0.days + 4) - ($0.days + 4).floorDivided(by: 7) * 7 },
        part("getDayOfYear") { $0.date.dayOfYear },
        part("getHours", of: 3_600_000_000_000) { $0.secondOfDay / 3600 },
        part("getMinutes", of: 60_000_000_000) { $0.secondOfDay / 60 % 60 },
        part("getSeconds", of: 1_000_000_000) { $0.secondOfDay % 60 },
        CELFunction(
            "getMilliseconds",
            isMember: true,
            zoned + [CELSignature([.duration], .int)]
        ) { call throws(CELError) in
            if call.count == 1, case .duration(let duration) = call[0] {
                return .int(duration.nanoseconds % 1_000_000_000 / 1_000_000)
            }
            return .int(try localTime(call).milliseconds)
        },
    ]

    private static let zoned = [CELSignature([.timestamp], .int), CELSignature([.timestamp, .string], .int)]

    /// A part of a time, and of a duration, where it has a unit, the whole number of units.
    private static func part(
        _ name: String,
        of unit: Int64? = nil,
        _ part: @escaping @Sendable (LocalTime) -> Int64
    ) -> CELFunction {
        let signatures = zoned + (unit == nil ? [] : [CELSignature([.duration], .int)])
        return CELFunction(name, isMember: true, signatures) { call throws(CELError) in
            if call.count == 1, let unit, case .duration(let duration) = call[0] {
                return .int(duration.nanoseconds / unit)
            }
            return .int(part(try localTime(call)))
        }
    }

    private static func localTime(_ call: CELCall) throws(CELError) -> LocalTime {
        guard case .timestamp(let time) = call[0] else { throw call.noMatchingOverload() }
        guard call.count > 1 else { return LocalTime(time, offset: 0) }
        let name = try call.string(1)
        guard let zone = TimeZoneTable.zone(named: name) else {
            // A macro that passes over errors could look for many files in vain.
            try call.charge(500)
            throw CELError(
                .invalidArgument,
                "There is no time zone \(call[1].shortDescription); one is named as in `Europe/Berlin` or `+01:00`."
            )
        }
        try call.charge(20)
        return LocalTime(time, offset: zone.offset(at: time.seconds))
    }
}

/// A time as clocks at a place show it.
struct LocalTime {
    let days: Int64
    let secondOfDay: Int64
    let milliseconds: Int64

    /// `offset` is by how many seconds the place's clocks are ahead of UTC.
    init(_ time: CELTimestamp, offset: Int64) {
        let seconds = time.seconds + offset
        days = seconds.floorDivided(by: 86_400)
        secondOfDay = seconds - days * 86_400
        milliseconds = Int64(time.nanoseconds) / 1_000_000
    }

    var date: CivilDate { CivilDate(daysSinceEpoch: days) }
}
