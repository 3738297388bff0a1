import Foundation
import VoleryCore

/// Data that lies beside the repository: test suites of others and hostile files.
enum SharedData {
    static let conformance = folder(variable: "VOLERY_CONFORMANCE", fallback: "../shared/conformance")
    static let corpus = folder(variable: "VOLERY_CORPUS", fallback: "../shared/corpus")

    private static func folder(variable: String, fallback: String) -> URL? {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL
        let path = ProcessInfo.processInfo.environment[variable]
        let folder = URL(filePath: path ?? fallback, directoryHint: .isDirectory, relativeTo: root)
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }
}

/// A JSON value as Foundation decodes it, for test data; numbers are equal if they have the same value.
struct Decoded: Decodable, Equatable {
    let value: JSONValue

    init(_ value: JSONValue) { self.value = value }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            value = .null
        } else if let bool = try? container.decode(Bool.self) {
            value = .bool(bool)
        } else if let int = try? container.decode(Int.self) {
            value = .int(int)
        } else if let double = try? container.decode(Double.self) {
            value = .double(double)
        } else if let string = try? container.decode(String.self) {
            value = .string(string)
        } else if let array = try? container.decode([Decoded].self) {
            value = .array(array.map(\.value))
        } else {
            var object = JSONObject()
            for (key, member) in try container.decode([String: Decoded].self) { object[key] = member.value }
            value = .object(object)
        }
    }

    static func == (left: Decoded, right: Decoded) -> Bool {
        switch (left.value, right.value) {
        case (.int(let int), .double(let double)), (.double(let double), .int(let int)): Double(int) == double
        case (.array(let left), .array(let right)): left.map(Decoded.init) == right.map(Decoded.init)
        case (.object(let left), .object(let right)):
            left.count == right.count
                && left.allSatisfy { member in right[member.key].map { Decoded($0) == Decoded(member.value) } ?? false }
        default: left.value == right.value
        }
    }
}
