import CSandbox
import Glibc
import Testing

@testable import VolerySandbox

@Suite("Started by another user than root", .enabled(if: getuid() == 0, "for root only, who can become another user"))
struct AnotherUserTests {
    @Test("all of this holds as well")
    func allTests() async throws {
        let status = try await withCheckedThrowingContinuation { continuation in
            do throws(SystemError) {
                // The child ends with the thread that starts it, so that thread waits for it.
                try PermanentThread.start("another-user") { continuation.resume(returning: Self.run()) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
        #expect(csandbox_exited(status) != 0 && csandbox_exit_code(status) == 0)
    }

    /// Runs the tests of this module as nobody, and returns how that ended.
    private static func run() -> Int32 {
        let arguments = ["tests", "--testing-library", "swift-testing", "--filter", "VolerySandboxTests"]
        let inherited = ["PATH", "LD_LIBRARY_PATH", "VOLERY_LONG"].compactMap { name in
            environment(name).map { "\(name)=\($0)" }
        }
        var step = CSANDBOX_STEP_NONE
        let process = withStrings(arguments) { arguments in
            withStrings(inherited + ["VOLERY_CORPUS=\(Corpus.folder)"]) { environment in
                "/proc/self/exe".withCString { path in
                    var process = csandbox_process()
                    process.path = path
                    process.descriptor_count = 3
                    process.changes_user = 1
                    process.user = 65534
                    process.group = 65534
                    return start(process, arguments, environment, &step)
                }
            }
        }
        var status: Int32 = -1
        waitpid(process, &status, 0)
        return status
    }

    private static func start(
        _ process: csandbox_process,
        _ arguments: [UnsafeMutablePointer<CChar>?],
        _ environment: [UnsafeMutablePointer<CChar>?],
        _ step: inout csandbox_step
    ) -> Int32 {
        var process = process
        let descriptors: [Int32] = [0, 1, 2]
        return arguments.withUnsafeBufferPointer { arguments in
            environment.withUnsafeBufferPointer { environment in
                descriptors.withUnsafeBufferPointer { descriptors in
                    process.arguments = arguments.baseAddress
                    process.environment = environment.baseAddress
                    process.descriptors = descriptors.baseAddress
                    return csandbox_spawn(&process, &step)
                }
            }
        }
    }
}
