import VoleryCEL
import VoleryCore

extension WorkflowCheck {
    /// Checks what an agent is asked.
    mutating func check(
        _ prompt: Prompt,
        at path: String,
        variables: [String: CELType],
        _ location: ExpressionCheck.Location
    ) {
        switch prompt {
        case .text(let template): check(template, at: path, variables: variables, location)
        case .parts(let parts):
            for (index, part) in parts.enumerated() {
                let path = "\(path)[\(index)].\(part.kind.name)"
                check(part.value, at: path, variables: variables, location)
                if case .media = part.kind, part.value.expressions.isEmpty { checkSource(part.value.source, at: path) }
            }
        }
    }

    /// A source that is written out is known to be one or not before anything is opened.
    private mutating func checkSource(_ source: String, at path: String) {
        guard let fault = PromptSource.fault(in: source) else { return }
        findings.append(Finding(.promptSource, fault, at: path))
    }
}

/// Where a prompt's image, video or file comes from.
package enum PromptSource: Sendable, Hashable {
    /// A file of the workspace.
    case file(String)
    /// An address from which the model's server gets it.
    case address(String)
    /// What a `data:` address holds.
    case data(String)

    /// Reads a source as it is written.
    package init(_ text: String) {
        let start = text.prefix(8).lowercased()
        self = start.hasPrefix("https://") ? .address(text) : start.hasPrefix("data:") ? .data(text) : .file(text)
    }

    /// Why a text is no source; `nil` if it may be one.
    package static func fault(in text: String) -> String? {
        switch PromptSource(text) {
        case .address: return nil
        case .data:
            return Media(.file, dataAddress: text) == nil ? "this `data:` address can't be read, or holds nothing" : nil
        case .file(let path):
            if path.allSatisfy(\.isWhitespace) { return "a part needs a path, or an `https:` or `data:` address" }
            if path.contains("://") { return "a part is a path in the workspace, or an `https:` or `data:` address" }
            let leadsOut = path.hasPrefix("/") || path.split(separator: "/").contains("..")
            return leadsOut ? "a part's path is relative to the workspace and does not lead out of it" : nil
        }
    }
}
