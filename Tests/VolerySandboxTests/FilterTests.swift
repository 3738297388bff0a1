import Testing

@testable import VolerySandbox

@Suite("The filter of system calls", .serialized)
struct FilterTests {
    private func verdict(
        _ call: SystemCall,
        _ arguments: [UInt32] = [],
        on architecture: Architecture = .x86_64
    ) -> FilterVerdict? {
        call.number(on: architecture).map { Self.run(architecture, $0, arguments) }
    }

    @Test("has a number for every call on one architecture at least, and none twice", arguments: Architecture.allCases)
    func numbers(architecture: Architecture) {
        let numbers = SystemCall.allCases.compactMap { $0.number(on: architecture) }
        #expect(Set(numbers).count == numbers.count)
        for call in SystemCall.allCases { #expect(Architecture.allCases.contains { call.number(on: $0) != nil }) }
    }

    @Test("has a rule for every call that it knows")
    func rules() {
        let ruled =
            SystemCallFilter.refused + SystemCallFilter.regrouping + SystemCallFilter.missing
            + SystemCallFilter.checked.map(\.call)
        #expect(ruled.count == SystemCall.allCases.count)
        #expect(Set(ruled) == Set(SystemCall.allCases))
    }

    @Test("refuses what it is to refuse, whatever the arguments", arguments: Architecture.allCases)
    func refused(architecture: Architecture) {
        for call in SystemCallFilter.refused {
            #expect(verdict(call, on: architecture).map { $0 == .refuse } ?? true)
            #expect(verdict(call, [1, 2, 3, 4, 5, 6], on: architecture).map { $0 == .refuse } ?? true)
        }
        for call in SystemCallFilter.missing { #expect(verdict(call, on: architecture) == .pretendMissing) }
    }

    @Test("allows every other call", arguments: Architecture.allCases)
    func allowed(architecture: Architecture) {
        let known = Set(SystemCall.allCases.compactMap { $0.number(on: architecture) })
        for number in UInt32(0)..<600 where !known.contains(number) {
            #expect(Self.run(architecture, number, []) == .allow)
        }
    }

    @Test("with a network, allows sockets for TCP and no others", arguments: Architecture.allCases)
    func streams(architecture: Architecture) throws {
        let number = try #require(SystemCall.socket.number(on: architecture))
        func allows(_ arguments: UInt32...) -> Bool {
            Self.run(architecture, number, arguments, withNetwork: true) == .allow
        }
        for family in [2, 10] as [UInt32] {
            for kind in [1, 0x801, 0x80001, 0x80801] as [UInt32] {
                #expect(allows(family, kind, 0) && allows(family, kind, 6))
                for other in [17, 132, 255, 262] as [UInt32] { #expect(!allows(family, kind, other)) }
            }
            for kind in [2, 3, 5, 0x80002, 0x11] as [UInt32] { #expect(!allows(family, kind, 0)) }
        }
        for family in [1, 16, 17, 38, 40, 44] as [UInt32] { #expect(!allows(family, 1, 0)) }
    }

    @Test("ends a process that makes calls by another convention")
    func foreign() {
        #expect(Self.run(.x86_64, 0x4000_0000 | 1, []) == .killProcess)
        #expect(Self.run(.x86_64, 1, [], claiming: 0x4000_0003) == .killProcess)
        #expect(Self.run(.aarch64, 1, [], claiming: Architecture.x86_64.auditNumber) == .killProcess)
    }

    @Test("looks at arguments where they decide", arguments: Architecture.allCases)
    func checked(architecture: Architecture) {
        func allows(_ call: SystemCall, _ arguments: UInt32...) -> Bool? {
            verdict(call, arguments, on: architecture).map { $0 == .allow }
        }
        for flag in [17, 25, 26, 27, 28, 29, 30] as [UInt32] { #expect(allows(.clone, 1 << flag) == false) }
        #expect(allows(.clone, 0x3d0f00) == true)
        #expect(allows(.ioctl, 0, 0x5412) == false)
        #expect(allows(.ioctl, 0, 0x541c) == false)
        #expect(allows(.ioctl, 0x5412, 0x5401) == true)
        #expect(allows(.personality, 0) == true)
        #expect(allows(.personality, 0xffff_ffff) == true)
        #expect(allows(.personality, 8) == false)
        #expect(allows(.fchmod, 0o4000, 0o755) == true)
        #expect(allows(.fchmod, 0, 0o2755) == false)
        #expect(allows(.fchmodat, 0, 0, 0o4755) == false)
        #expect(allows(.openat, 0, 0, 0o101, 0o4755) == false)
        #expect(allows(.openat, 0, 0, 0o101, 0o755) == true)
        #expect(allows(.openat, 0, 0, 0o1, 0o4755) == true)
        #expect(allows(.openat, 0, 0, 0o20200002, 0o4600) == false)
        #expect(allows(.socketpair, 1, 1) == true)
        #expect(allows(.socketpair, 2, 1) == false)
        #expect(allows(.open, 0, 0o101, 0o4755) ?? false == false)
        #expect(allows(.creat, 0, 0o6755) ?? false == false)
        #expect(allows(.chmod, 0, 0o4755) ?? false == false)
    }

    @Test("is small, and eight bytes an instruction")
    func size() {
        let filter = SystemCallFilter(for: .x86_64)
        #expect(filter.instructions.count < 200)
        #expect(filter.bytes.count == filter.instructions.count * 8)
    }

    /// Runs the filter as the kernel would.
    private static func run(
        _ architecture: Architecture,
        _ number: UInt32,
        _ arguments: [UInt32],
        claiming claimed: UInt32? = nil,
        withNetwork: Bool = false
    ) -> FilterVerdict {
        let instructions = SystemCallFilter(for: architecture, withNetwork: withNetwork).instructions
        var data: [UInt32: UInt32] = [0: number, 4: claimed ?? architecture.auditNumber]
        for (index, argument) in arguments.enumerated() { data[UInt32(16 + 8 * index)] = argument }
        var value: UInt32 = 0
        var next = 0
        while true {
            let instruction = instructions[next]
            let holds: Bool
            switch instruction.code {
            case 0x20:
                value = data[instruction.operand] ?? 0
                next += 1
                continue
            case 0x15: holds = value == instruction.operand
            case 0x35: holds = value >= instruction.operand
            case 0x45: holds = value & instruction.operand != 0
            default: return FilterVerdict(rawValue: instruction.operand)
            }
            next += 1 + Int(holds ? instruction.jumpIfTrue : instruction.jumpIfFalse)
        }
    }
}
