import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// What a code of diagnostics means, with a small faulty example and the mended one.
///
/// Pages are what `volery explain` tells and `docs/diagnostics.md` holds. Who adds a code adds its page: a test loads
/// both examples of every page.
package struct CodePage: Sendable {
    /// The code, such as `V0060`.
    package let code: String
    /// What it is, in a few words without a full stop.
    package let title: String
    /// What it means and what to do, in a few sentences.
    package let meaning: String
    /// The example; `nil` for what no file can raise, only a workflow that is made in code.
    package let example: Example?

    /// A small workflow with the fault, and without.
    package struct Example: Sendable {
        /// The file that has the fault.
        package let file: String
        /// What it holds with the fault.
        package let faulty: Content
        /// What it holds without.
        package let mended: Content
        /// The other files that both need.
        package let beside: [(file: String, text: String)]
        /// Further ones that both need, too many to be shown.
        package let hidden: [(file: String, text: String)]
    }

    /// What a file of an example holds.
    package enum Content: Sendable, ExpressibleByStringLiteral {
        /// The text that is shown.
        case text(String)
        /// Bytes that can't be shown as they are, and what is shown in place of them.
        case made(shown: String, @Sendable () -> [UInt8])
        /// The file is a link to itself.
        case linkToItself(shown: String)

        package init(stringLiteral text: String) {
            self = .text(text)
        }

        /// What a page shows of it.
        package var shown: String {
            switch self {
            case .text(let shown), .made(let shown, _), .linkToItself(let shown): shown
            }
        }
    }

    /// The file that an example's fault is in, unless something else is said.
    package static let usualFile = "example.yaml"

    init(
        _ code: some RawRepresentable<String>,
        _ title: String,
        _ meaning: String,
        in file: String = usualFile,
        faulty: Content,
        mended: Content,
        beside: KeyValuePairs<String, String> = [:],
        hidden: [(file: String, text: String)] = []
    ) {
        self.code = code.rawValue
        self.title = title
        self.meaning = meaning
        example = Example(
            file: file,
            faulty: faulty,
            mended: mended,
            beside: beside.map { (file: $0.key, text: $0.value) },
            hidden: hidden
        )
    }

    /// A page of what only a workflow that is made in code can raise.
    init(inCode code: some RawRepresentable<String>, _ title: String, _ meaning: String) {
        self.code = code.rawValue
        self.title = title
        self.meaning = meaning
        example = nil
    }
}

extension CodePage {
    /// All pages, by code.
    package static let all =
        (ofYAML + ofFiles + ofForm + ofAmounts + ofTexts + ofNames + ofGraphs + ofValues + ofTypes + ofSteps
        + ofRehearsals)
        .sorted { $0.code < $1.code }

    /// The codes of all diagnostics that loading can give.
    package static let codes: [String] =
        (YAMLCode.allCases.map(\.rawValue) + FileCode.allCases.map(\.rawValue) + CheckCode.allCases.map(\.rawValue))
        .sorted()

    /// The page of a code, however it is written: `V0060`, `v60`, `60`.
    package static func page(of code: String) -> CodePage? {
        let digits = code.first.map { "vV".contains($0) } == true ? code.dropFirst() : code[...]
        guard !digits.isEmpty, digits.utf8.count <= 4, let number = Int(digits), number >= 0 else { return nil }
        let text = String(number)
        let whole = "V" + String(repeating: "0", count: 4 - text.utf8.count) + text
        return all.first { $0.code == whole }
    }

    /// The pages that are near to what is no code, or that speak of it: five at most, the nearest first.
    package static func pages(near text: String) -> [CodePage] {
        let word = text.lowercased()
        let titled = all.filter { $0.title.lowercased().contains(word) }
        let speaking = titled.isEmpty ? all.filter { $0.meaning.lowercased().contains(word) } : titled
        if !speaking.isEmpty, word.utf8.count > 2 { return Array(speaking.prefix(5)) }
        let first = NearestName.of(text.uppercased(), among: all.map(\.code))
        let written = text.unicodeScalars.filter { ("0"..."9").contains($0) }
        guard let number = Int(String(String.UnicodeScalarView(written))) else {
            return all.filter { $0.code == first }
        }
        let distance = { (page: CodePage) in
            page.code == first ? -1 : (Int(page.code.dropFirst()) ?? 0).distance(to: number).magnitude.clamped
        }
        return Array(all.sorted { (distance($0), $0.code) < (distance($1), $1.code) }.prefix(3))
    }
}

extension UInt {
    /// The number as an `Int`, the largest one where it is larger.
    fileprivate var clamped: Int { Int(clamping: self) }
}
