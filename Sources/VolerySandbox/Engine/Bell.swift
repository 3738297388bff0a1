import CSandbox
import Glibc

/// Wakes a thread that waits for it, by a descriptor that an event loop can wait for as well.
final class Bell: Sendable {
    let descriptor: Descriptor

    init(blocking: Bool) throws(SystemError) {
        let number = eventfd(0, O_CLOEXEC | (blocking ? 0 : O_NONBLOCK))
        guard number >= 0 else { throw SystemError.last }
        descriptor = Descriptor(owning: number)
    }

    /// Wakes the thread, now or when it next waits; several rings are one.
    func ring() {
        var one: UInt64 = 1
        _ = write(descriptor.number, &one, MemoryLayout<UInt64>.size)
    }

    /// Waits for a ring, or, when made not to block, only forgets it.
    func answer() {
        var count: UInt64 = 0
        _ = read(descriptor.number, &count, MemoryLayout<UInt64>.size)
    }
}
