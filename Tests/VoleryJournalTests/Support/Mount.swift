import Foundation

/// Whether file systems can be mounted here, found by trying.
let canMount: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/unshare")
    process.arguments = ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
}()

/// Shell commands that make a file system which only the program that comes after them sees.
///
/// SQLite follows `/proc/PID/root` to where it points, so from outside nobody can look in.
struct Mount {
    var before: String
    var after = "true"

    /// A disk with little room; what is on it at the end is copied out.
    static func small(at folder: String, copiedTo copy: String) -> Mount {
        Mount(
            before: "mount -t tmpfs -o size=256k,mode=0700 tmpfs '\(folder)'",
            after: "cp -a '\(folder)/.' '\(copy)'"
        )
    }

    /// A disk without any room left, that holds what lies in the folder.
    static func full(at folder: String) -> Mount {
        Mount(
            before: """
                cp -a '\(folder)' '\(folder).kept' && mount -t tmpfs -o size=1m,mode=0700 tmpfs '\(folder)' \
                && cp -a '\(folder).kept/.' '\(folder)' \
                && { dd if=/dev/zero of='\(folder)/fill' bs=4k 2>/dev/null; true; }
                """
        )
    }

    /// A folder in which nothing can be written, not even by root.
    static func readOnly(at folder: String) -> Mount {
        Mount(before: "mount -o bind '\(folder)' '\(folder)' && mount -o remount,bind,ro '\(folder)'")
    }
}
