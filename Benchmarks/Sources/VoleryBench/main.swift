// volery-bench WORKLOAD [key=value …]
//
// Runs a workload against the model server that OPENAI_BASE_URL names and prints its laps as one line of JSON:
// {"laps": [[wall seconds, processor seconds], …]}. `compare` runs the fan-out beside a plain libcurl program's, in turn,
// and prints the ratios. `language` needs no server: it measures expressions and the loading of files beside their bounds.
import CurlFloor
import Glibc
import Volery

let words = CommandLine.arguments.dropFirst()
let workload = words.first ?? "compare"
let arguments = Dictionary(
    words.dropFirst().compactMap { word -> (String, Int)? in
        let parts = word.split(separator: "=")
        guard parts.count == 2, let value = Int(parts[1]) else { return nil }
        return (String(parts[0]), value)
    },
    uniquingKeysWith: { $1 }
)

if workload == "journal" {
    try await JournalBench(arguments: arguments).run()
    exit(0)
}
if workload == "resume" {
    try await DurableBench(project: Project(folder: "/"), arguments: arguments).resume()
    exit(0)
}
if workload == "search" {
    try await SearchBench(files: arguments["n"] ?? 100_000, rounds: arguments["rounds"] ?? 5).run()
    exit(0)
}
#if INTERNALS
if workload == "pages" {
    try PagesBench().run()
    exit(0)
}
if workload == "sandbox" {
    try await SandboxBench(rounds: arguments["n"] ?? 200).run()
    exit(0)
}
#endif
if workload == "language" { exit(try Language.isWithinBounds() ? 0 : 1) }

guard let address = getenv("OPENAI_BASE_URL").map({ String(cString: $0) }) else {
    print("Set OPENAI_BASE_URL to a model server, such as http://127.0.0.1:28700/v1")
    exit(2)
}
let project = Project(
    folder: "/",
    providers: ["mock": ProviderSettings(kind: .openai, endpoint: address, key: "sk-mock")]
)
let workloads = Workloads(runtime: try Runtime(project: project, tools: [Noop(), Nap()]), arguments: arguments)

if workload == "compare" {
    try await compare()
} else if workload == "share" {
    try await DurableBench(project: project, arguments: arguments).share()
} else if let laps = try await workloads.laps(workload) {
    let lists = laps.map { JSONValue.array([.double($0.wall), .double($0.processor)]) }
    print((["laps": .array(lists)] as JSONValue).serialized())
} else {
    print((["skip": "there is no workload \(workload)"] as JSONValue).serialized())
}

func compare() async throws {
    let count = arguments["n"] ?? 1_000
    let body = #"{"model":"mock-lat200","messages":[{"role":"user","content":"hello"}]}"#
    let baseline = peakMemory()
    var ratios: [(wall: Double, processor: Double)] = []
    for round in 1...(arguments["rounds"] ?? 5) {
        let volery = try await workloads.fanOut(count)[0]
        let peak = peakMemory()
        let floor = await Lap.measuring {
            precondition(curl_floor_fan_out("\(address)/chat/completions", body, Int32(count)) == count)
        }
        ratios.append((volery.wall / floor.wall, volery.processor / floor.processor))
        print(
            "round \(round): volery \(seconds(volery)), libcurl \(seconds(floor)), ratio of wall \(ratios[round - 1].wall), "
                + "of processor \(ratios[round - 1].processor)"
        )
        // Later peaks would count what libcurl's own round took.
        if round == 1 { print("memory: \((peak - baseline) / count) KiB an agent") }
    }
    let middle = ratios.count / 2
    print(
        "median ratio: wall \(ratios.map(\.wall).sorted()[middle]), processor \(ratios.map(\.processor).sorted()[middle])"
    )
}

func seconds(_ lap: Lap) -> String { "\(lap.wall) s wall \(lap.processor) s processor" }
