internal import VoleryCore
internal import VolerySandbox

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What a PDF document says, read by `pdftotext` in a sandbox that holds nothing else, since such files are programs as
/// much as they are texts.
struct PDFText: Sendable {
    /// The most time and memory that a document may take.
    private static let limits = SandboxLimits(
        time: .seconds(20),
        memory: 500_000_000,
        processes: 8,
        output: 16 << 20
    )
    /// The most pages that are read.
    private static let mostPages = 500

    let document: [UInt8]
    /// Where `pdftotext` is looked for.
    var program = "/usr/bin/pdftotext"

    /// Whether a document begins as one of these does.
    static func isBegun(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("%PDF-".utf8)) }

    /// The text, page by page.
    ///
    /// - Returns: The text; words on what is missing where it can't be read here.
    /// - Throws: `CancellationError`.
    func text() async throws -> String {
        guard access(program, X_OK) == 0 else {
            return """
                [a PDF document, \(document.count) bytes: to read such, install `pdftotext` (the package poppler-utils) on \
                this machine]
                """
        }
        let folder = try await Blocking.run { try EmptyFolder() }
        let command = SandboxedCommand(
            .arguments(["pdftotext", "-l", "\(Self.mostPages)", "-enc", "UTF-8", "-layout", "-", "-"]),
            input: document,
            limits: Self.limits
        )
        let result: SandboxResult
        do throws(SandboxError) {
            result = try await Sandbox(workspace: folder.path, bounds: SandboxBounds(writable: [])).run(command)
        } catch {
            return "[a PDF document, \(document.count) bytes, which can't be read here: \(error.message)]"
        }
        try Task.checkCancellation()
        return Self.text(of: result, size: document.count)
    }

    private static func text(of result: SandboxResult, size: Int) -> String {
        let text = String(decoding: result.output.bytes, as: UTF8.self)
        guard result.ending == .exited(0) else {
            let said = String(decoding: result.errors.bytes, as: UTF8.self).split(separator: "\n").first ?? ""
            return "[a PDF document, \(size) bytes, that can't be read\(said.isEmpty ? "" : ": \(said)")]"
        }
        guard !text.allSatisfy(\.isWhitespace) else {
            return "[a PDF document, \(size) bytes, without text: its pages may be pictures]"
        }
        // A form feed ends each page.
        let pages = text.split(separator: "\u{0C}", omittingEmptySubsequences: false)
        return pages.map(trimmed).filter { !$0.isEmpty }.joined(separator: "\n\n---\n\n")
    }

    private static func trimmed(_ page: Substring) -> String {
        var lines = page.split(separator: "\n", omittingEmptySubsequences: false)[...]
        while lines.first?.allSatisfy(\.isWhitespace) == true { lines.removeFirst() }
        while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}

/// A folder with nothing in it, for as long as this value is there.
private final class EmptyFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/volery-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw ToolFailure.final("no folder could be made in /tmp (error \(errno))")
        }
        path = String(cString: made)
    }

    deinit {
        rmdir(path)
    }
}
