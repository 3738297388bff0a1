import Glibc
import Testing

/// A terminal that a test holds the other end of.
struct PseudoTerminal: ~Copyable {
    /// The end that a program writes to.
    let terminal: Int32
    private let master: Int32

    init(columns: UInt16, rows: UInt16) throws {
        var (master, terminal): (Int32, Int32) = (-1, -1)
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        try #require(openpty(&master, &terminal, nil, nil, &size) == 0)
        (self.master, self.terminal) = (master, terminal)
    }

    deinit {
        close(terminal)
        close(master)
    }

    /// Types, as a person would.
    func type(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
    }

    /// What has been written so far and not read yet.
    func output() -> String {
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        return readAll(master)
    }
}

/// Reads until the end, or until nothing is there.
func readAll(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
        bytes += buffer[..<count]
    }
}
