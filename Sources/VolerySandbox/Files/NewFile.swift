import Glibc

/// A file under a name of its own, until it is whole and takes the name that it is for.
struct NewFile {
    private let folder: Descriptor
    private let file: Descriptor
    private let name: String

    init(in folder: Descriptor, replacing old: stat?) throws(SystemError) {
        self.folder = folder
        name = ".volery-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
        let number = openat(folder.number, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard number >= 0 else { throw SystemError.last }
        file = Descriptor(owning: number)
        do { try takeRights(of: old) } catch {
            discard()
            throw error
        }
    }

    /// Fills the file, puts it on the disk and gives it its name; on failure nothing of it is left.
    func become(_ final: String, holding bytes: [UInt8]) throws(SystemError) {
        do throws(SystemError) {
            try write(bytes)
            guard fsync(file.number) == 0 else { throw SystemError.last }
            guard renameat(folder.number, name, folder.number, final) == 0 else { throw SystemError.last }
        } catch {
            discard()
            throw error
        }
        guard fsync(folder.number) == 0 else { throw SystemError.last }
    }

    private func takeRights(of old: stat?) throws(SystemError) {
        guard let old else { return try file.takeOwner(from: folder) }
        if geteuid() == 0, fchown(file.number, old.st_uid, old.st_gid) != 0 { throw SystemError.last }
        guard fchmod(file.number, old.st_mode & 0o777) == 0 else { throw SystemError.last }
    }

    private func write(_ bytes: [UInt8]) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(file.number, $0.baseAddress.map { $0 + done }, bytes.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw count < 0 ? SystemError.last : SystemError(number: EIO) }
            done += count
        }
    }

    private func discard() {
        unlinkat(folder.number, name, 0)
    }
}
