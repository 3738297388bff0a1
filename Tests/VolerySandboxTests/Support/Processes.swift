import Glibc

@testable import VolerySandbox

/// The running processes of our sandboxes whose arguments hold a text; zero bytes between arguments count as spaces.
func processes(with text: String) -> [Int32] {
    names(in: "/proc").compactMap { Int32($0) }.filter {
        arguments(of: $0).contains(text) && user(of: $0) == sandboxUser
    }
}

/// A number for this use that no other process of this program uses at the same time.
func mark(_ number: Int) -> Int {
    900_000_000_000 + Int(getpid()) * 10_000 + number
}

/// The user that our sandboxes run as, which tells them from those of these tests run by another user.
private let sandboxUser = getuid() == 0 ? LaunchIdentity.User.unprivileged.user : getuid()

private func user(of process: Int32) -> uid_t? {
    guard let text = readFile("/proc/\(process)/status", most: 4096) else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix("Uid:") }
    return line?.split(separator: "\t").dropFirst().first.flatMap { uid_t($0) }
}

/// The beginning of any file.
func readFile(_ path: String, most: Int) -> String? {
    let number = open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return nil }
    defer { close(number) }
    var bytes = [UInt8](repeating: 0, count: most)
    return String(decoding: bytes[..<max(0, read(number, &bytes, bytes.count))], as: UTF8.self)
}

private func arguments(of process: Int32) -> String {
    (readFile("/proc/\(process)/cmdline", most: 4096) ?? "").replacing("\0", with: " ")
}

/// The descriptors that this process has open.
func openDescriptors() -> Set<String> {
    Set(
        names(in: "/proc/self/fd").compactMap { name in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4097) { buffer in
                guard let base = buffer.baseAddress else { return nil }
                let count = readlink("/proc/self/fd/\(name)", base, 4096)
                guard count > 0 else { return nil }
                buffer[count] = 0
                return "\(name) \(String(cString: base))"
            }
        }
    )
}
