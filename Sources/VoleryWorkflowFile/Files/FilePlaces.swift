import VoleryCore
import VoleryYAML

/// Where the keys of a workflow's files stand.
///
/// The keys of the workflow's own file have their path alone (`steps.plan.prompt`, `steps.plan.with.files[2].path`);
/// those of other files have the file in front (`agents/researcher.yaml.model`). Nothing is noted beforehand: a path is
/// walked from the root of its file.
struct FilePlaces: Sendable {
    private let root: YAMLNode
    private var others: [(file: String, root: YAMLNode)] = []

    init(workflow root: YAMLNode) {
        self.root = root
    }

    mutating func add(_ file: String, _ root: YAMLNode) {
        if !others.contains(where: { $0.file == file }) { others.append((file, root)) }
    }

    /// What a path leads to, or its longest part that leads to something.
    struct Target {
        /// The key that holds the node; `nil` for elements of lists and for the file as a whole.
        var key: YAMLNode?
        /// The value.
        var node: YAMLNode
        /// Whether the whole path led here.
        var isExact: Bool

        /// The place for messages: of a scalar itself, of anything else its key.
        var place: Place {
            if node.scalar != nil, !node.utf8Range.isEmpty { return node.place }
            return key?.place ?? node.briefPlace
        }
    }

    /// Finds what a path leads to; `nil` if nothing of it is known.
    func target(of path: String) -> Target? {
        let other = others.filter { path.isPath($0.file) }.max { $0.file.utf8.count < $1.file.utf8.count }
        guard let other else { return walk(path.utf8[...], from: root, isInside: false) }
        var rest = path.utf8.dropFirst(other.file.utf8.count)
        if rest.first == UInt8(ascii: ".") { rest.removeFirst() }
        return walk(rest, from: other.root, isInside: true)
    }

    private func walk(_ path: Substring.UTF8View, from root: YAMLNode, isInside: Bool) -> Target? {
        var target = Target(key: nil, node: root, isExact: true)
        var rest = path
        while !rest.isEmpty {
            guard let (next, length) = step(rest, in: target.node) else {
                target.isExact = false
                return target.key == nil && !isInside ? nil : target
            }
            target = next
            rest = rest.dropFirst(length)
            if rest.first == UInt8(ascii: ".") { rest.removeFirst() }
        }
        return target
    }

    private func step(_ rest: Substring.UTF8View, in node: YAMLNode) -> (Target, Int)? {
        switch node.content {
        case .scalar: return nil
        case .sequence(let elements):
            guard rest.first == UInt8(ascii: "["), let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            let digits = rest[rest.index(after: rest.startIndex)..<end]
            guard let index = Int(String(Substring(digits))), elements.indices.contains(index) else { return nil }
            return (Target(key: nil, node: elements[index], isExact: true), digits.count + 2)
        case .mapping(let entries):
            // Keys may have dots in them, so the longest that fits is meant.
            let fitting = entries.filter { rest.begins(withKey: $0.name.utf8) }
            guard let entry = fitting.max(by: { $0.name.utf8.count < $1.name.utf8.count }) else { return nil }
            return (Target(key: entry.key, node: entry.value, isExact: true), entry.name.utf8.count)
        }
    }
}

extension Substring.UTF8View {
    fileprivate func begins(withKey key: String.UTF8View) -> Bool {
        guard !key.isEmpty, starts(with: key) else { return false }
        guard let next = dropFirst(key.count).first else { return true }
        return next == UInt8(ascii: ".") || next == UInt8(ascii: "[")
    }
}

extension String {
    /// Whether this is a path, or one into, what another leads to.
    fileprivate func isPath(_ other: String) -> Bool {
        utf8[...].begins(withKey: other.utf8)
    }
}
