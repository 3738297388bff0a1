internal import Volery
internal import VoleryCEL

/// What a run came to, as expectations see it.
struct TestedRun {
    /// Its outputs; none if it failed.
    var outputs = JSONObject()
    /// Why it failed.
    var error: RunError?
    /// What it used.
    var usage = Usage()

    private var variables: [String: CELValue] {
        let error: JSONValue =
            self.error.map {
                ["code": .string($0.code.rawValue), "message": .string($0.message), "at": .string($0.address.text)]
            } ?? .null
        let usage: JSONValue = ["tokens": .int(usage.tokens), "cost": .double(usage.cost?.dollars ?? 0)]
        return [
            "outputs": CELValue(.object(outputs)), "status": .string(self.error == nil ? "completed" : "failed"),
            "error": CELValue(error), "usage": CELValue(usage),
        ]
    }

    /// That the run failed, unless it is said how it is expected to end.
    func failure(unlessIn expectations: [Expectation], _ loaded: LoadedWorkflow) -> [Diagnostic] {
        guard let error, !expectations.contains(where: \.isAboutEnd) else { return [] }
        let place = error.path.flatMap { loaded.place(of: $0) }
        let at = error.address == .run ? "" : "\(error.address): "
        return [Diagnostic(code: error.code.rawValue, "the run failed: \(at)\(error.message)", at: place)]
    }

    /// What is wrong with an expectation; `nil` if it holds.
    func fault(of expectation: Expectation, in loaded: LoadedWorkflow) -> Diagnostic? {
        let bindings = CELBindings(variables)
        let place = loaded.place(of: expectation.path)
        let name = expectation.name.map { "`\($0)`: " } ?? ""
        let notes = parts(of: expectation.condition, bindings)
        do throws(CELError) {
            let value = try expectation.condition.evaluate(in: bindings)
            if value == .bool(true) { return nil }
            let what =
                value == .bool(false) ? "this does not hold" : "this is no boolean, but \(value.shortDescription)"
            return Diagnostic(code: "expect", name + what, at: place, notes: notes)
        } catch {
            return Diagnostic(code: "expect", name + error.message, at: place, notes: notes)
        }
    }

    /// The values of what an expression names.
    private func parts(of expression: Expression, _ bindings: CELBindings) -> [String] {
        let bytes = Array(expression.source.utf8)
        var seen: Set<String> = []
        return expression.tree.references.compactMap { reference in
            let text = String(decoding: bytes[reference.range], as: UTF8.self)
            guard seen.insert(text).inserted, let part = try? Expression(text) else { return nil }
            guard let value = try? part.evaluate(in: bindings) else { return "`\(text)` has no value" }
            let shown = value.serialized()
            return "`\(text)` is \(shown.count > 300 ? "\(shown.prefix(300))…" : shown)"
        }
    }
}

extension Expectation {
    /// Whether it speaks of how the run ended, so that a failure may be what is expected.
    var isAboutEnd: Bool { condition.tree.references.contains { ["status", "error"].contains($0.root) } }
}
