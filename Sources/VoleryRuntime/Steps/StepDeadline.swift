/// When the nearest `timeout` around what the current task does is over: what a run that is suspended has to be gone on
/// with for, though nobody answers.
enum StepDeadline {
    /// Seconds since 1970; `nil` if nothing around has a `timeout`.
    @TaskLocal static var current: Double?

    /// The nearer one of a time and that around.
    static func nearer(_ time: Double) -> Double {
        current.map { min($0, time) } ?? time
    }
}
