internal import VoleryCore
internal import VolerySandbox

/// A file that is an image, for models that see.
struct FileImage {
    let grant: FileGrant

    /// The image at a path.
    ///
    /// - Returns: `nil` if the file is no image that models take.
    /// - Throws: `ToolFailure` when it can't be read, or is larger than the grant allows.
    func image(at path: String) throws -> ToolOutput? {
        let file = try grant.opened(path)
        var head = [UInt8](repeating: 0, count: 16)
        let count = try grant.reading { try head.withUnsafeMutableBytes { try file.read(into: $0, at: 0) } }
        guard let type = Media.type(of: head.prefix(count)), type.hasPrefix("image/") else { return nil }
        guard file.size <= grant.maxImageSize else {
            throw ToolFailure.correctable(
                "the image \(path) has \(file.size) bytes, more than the \(grant.maxImageSize) that may be read"
            )
        }
        let bytes = try grant.reading { try file.readAll(limit: grant.maxImageSize) }
        return ToolOutput(.null, media: [Media(.image, bytes, type: type, name: path)])
    }
}
