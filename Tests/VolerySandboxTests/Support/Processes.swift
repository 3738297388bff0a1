import Glibc

/// The running processes whose arguments hold a text; zero bytes between arguments count as spaces.
func processes(with text: String) -> [Int32] {
    names(in: "/proc").compactMap { Int32($0) }.filter { arguments(of: $0).contains(text) }
}

private func arguments(of process: Int32) -> String {
    let number = open("/proc/\(process)/cmdline", O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return "" }
    defer { close(number) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = max(0, read(number, &bytes, bytes.count))
    return String(decoding: bytes[..<count].map { $0 == 0 ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
}

/// The descriptors that this process has open.
func openDescriptors() -> Set<String> {
    Set(names(in: "/proc/self/fd").compactMap { name in
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4097) { buffer in
            guard let base = buffer.baseAddress else { return nil }
            let count = readlink("/proc/self/fd/\(name)", base, 4096)
            guard count > 0 else { return nil }
            buffer[count] = 0
            return "\(name) \(String(cString: base))"
        }
    })
}
