import Foundation
import LoopbackServer
import Mutations
import Testing
import Volery

@testable import VoleryCommandLine

@Suite("Runs outlive what befalls the disk", .serialized)
struct DiskFaultRunTests {
    /// A line of ten steps with two calls each.
    static func flow(_ server: LoopbackServer) -> String {
        let steps = (1...10).map { number in
            let needs = number == 1 ? "" : "needs: [s\(number - 1)], "
            return "  s\(number): { \(needs)agent: worker, prompt: \"step \(number): post post\" }"
        }
        return """
            tools:
              post:
                description: Posts a text.
                arguments: { text: { type: string } }
                http: { method: POST, url: "\(server.url("/effect"))", body: { text: "${{ arguments.text }}" } }
                repeats: keyed
            agents:
              worker: { instructions: You work., tools: [post] }
            steps:
            \(steps.joined(separator: "\n"))
            outputs: { last: "${{ steps.s10.output }}" }
            """
    }

    @Test(
        "at whichever call a kill, a power cut or a failure comes, the run goes on to the same outputs",
        arguments: ["kill", "after", "power", "full", "short", "error", "sync"]
    )
    func faults(fault: String) async throws {
        try await DisturbedFlow.withServer(Self.flow) { _, fresh, outputs in
            var disturbances = 0
            for call in Self.calls(fault) {
                let (run, what) = (try fresh(), "\(fault) at \(call)")
                let ending = try await run.goOn(.disk(fault, at: call), what)
                if ending.status != 0 { disturbances += 1 }
                let isKill = ["kill", "after", "power"].contains(fault)
                if ending.status != 0, !isKill {
                    try #require(ending.status == 1, "\(what): \(ending.errors)")
                    try #require(ending.errors.contains("error: "), "\(what): \(ending.errors)")
                    if ["full", "short"].contains(fault) {
                        try #require(ending.errors.contains("no room"), "\(what): \(ending.errors)")
                    }
                }
                try await run.runToEnd(what) { _ in .none }
                try run.expectWhole(what)
                try #require(run.outputs == outputs, "\(what)")
            }
            #expect(disturbances > 0)
        }
    }

    /// Places of which some are in the making of the file, the most in commits, some behind the end.
    private static func calls(_ fault: String) -> [Int] {
        if fault == "sync" { return isLong ? Array(1...60) : [3, 20] }
        return isLong ? Array(stride(from: 1, through: 240, by: 4)) : [.random(in: 1...30), .random(in: 30...110)]
    }

    @Test(
        "on a disk with little room a run says so, and goes on when there is more",
        .enabled(if: canMount, "needs root")
    )
    func littleRoom() async throws {
        try await DisturbedFlow.withServer(Self.flow) { server, fresh, _ in
            server.pad(by: 30_000)
            let run = try fresh()
            let script = """
                mkdir -p .volery
                mount -t tmpfs -o size=256k tmpfs .volery || exit 9
                "$1" run flow.yaml --output jsonl >out.txt 2>err.txt
                echo "status $?"
                id=$(sed -n '1s/.*"run":"\\([^"]*\\)".*/\\1/p' out.txt)
                mount -o remount,size=64m .volery
                "$1" resume "$id" --output json >more.txt 2>>err.txt
                echo "status $?"
                """
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/unshare")
            process.arguments = ["-m", "sh", "-c", script, "sh", Program.built.appending(path: "volery").path]
            process.currentDirectoryURL = run.program.folder
            process.environment = ["PATH": "/usr/bin:/bin"]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            let errors = run.program.text(of: "err.txt") ?? ""
            #expect(said == "status 1\nstatus 0\n", "\(errors)")
            #expect(errors.contains("no room"), "\(errors)")
            #expect(run.program.text(of: "more.txt")?.contains("<step 10|2>") == true)
            #expect(server.asked.count(where: { $0 == "<step 1|2>" }) == 2, "once undisturbed, once here")
        }
    }
}

/// Whether file systems can be mounted here, found by trying.
private let canMount: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/unshare")
    process.arguments = ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
}()
