import Foundation

/// Data that lies beside the repository.
enum SharedData {
    /// The folder of hostile and faulty files, if it is there.
    static var corpus: URL? {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL
        let path = ProcessInfo.processInfo.environment["VOLERY_CORPUS"] ?? "../shared/corpus"
        let folder = URL(filePath: path, directoryHint: .isDirectory, relativeTo: root)
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }
}
