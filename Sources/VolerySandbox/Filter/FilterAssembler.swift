/// Puts a filter together, for one architecture.
struct FilterAssembler {
    let architecture: Architecture
    private(set) var instructions: [FilterInstruction] = []

    init(architecture: Architecture) {
        self.architecture = architecture
    }

    mutating func emit(_ instruction: FilterInstruction) {
        instructions.append(instruction)
    }

    /// Ends a process that makes calls in another convention, where the numbers mean other calls; then loads the number.
    mutating func refuseForeignCalls() {
        emit(.load(offset: 4))
        emit(.jumpIfEqual(architecture.auditNumber, then: 1))
        emit(.finish(.killProcess))
        emit(.load(offset: 0))
        guard let foreign = architecture.firstForeignNumber else { return }
        emit(.jumpIfAtLeast(foreign, else: 1))
        emit(.finish(.killProcess))
    }

    /// Gives one verdict on all of these calls, however they are made.
    mutating func answer(_ calls: [SystemCall], with verdict: FilterVerdict) {
        let numbers = calls.compactMap { $0.number(on: architecture) }
        // A jump goes at most 255 instructions far.
        for start in stride(from: 0, to: numbers.count, by: 200) {
            let group = numbers[start..<min(start + 200, numbers.count)]
            for (index, number) in group.enumerated() {
                let left = group.count - 1 - index
                emit(.jumpIfEqual(number, then: UInt8(left), else: left == 0 ? 1 : 0))
            }
            emit(.finish(verdict))
        }
    }

    /// Decides about one call by its arguments.
    mutating func apply(_ rule: ArgumentRule) {
        guard let number = rule.call.number(on: architecture) else { return }
        let instructions = rule.instructions
        emit(.jumpIfEqual(number, else: UInt8(instructions.count)))
        for instruction in instructions { emit(instruction) }
    }
}
