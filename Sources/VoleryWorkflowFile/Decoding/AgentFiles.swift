import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// The agents of a workflow: those written in it, those in files that it names, and their delegates.
final class AgentFiles {
    /// More agents than this are not read.
    private static let most = 256
    private let log: FaultLog
    /// The agents by their keys in the workflow; those of files that the workflow doesn't name by the file.
    private(set) var agents: [String: Agent] = [:]
    /// The files that were read, by the path that is shown.
    private(set) var roots: [(file: String, root: YAMLNode)] = []
    /// The keys of agents that are named but can't be read.
    private(set) var broken: Set<String> = []
    private var waiting: [(key: String, name: String, location: FileLocation, namedAt: YAMLNode)] = []
    private var read: [String: YAMLNode?] = [:]
    /// The keys that were given to files, so that each is read once.
    private var named: Set<String> = []

    init(log: FaultLog) {
        self.log = log
    }

    /// Reads the agents of a workflow, and all that they name.
    ///
    /// - Parameters:
    ///   - node: The workflow's `agents`.
    ///   - workflow: The workflow's file.
    ///   - path: What stands in front of the paths of the workflow's keys.
    func read(_ node: YAMLNode?, in workflow: FileLocation, path: String) {
        for entry in node?.entries ?? [] {
            if let path = entry.value.text {
                waiting.append((entry.name, entry.name, workflow.beside(path), entry.value))
            } else {
                let path = (path.isEmpty ? "" : "\(path).") + "agents.\(entry.name)"
                agents[entry.name] = AgentDecoder(log: log).agent(entry.name, entry.value, path: path)
            }
        }
        // A list is no agents, which has been reported; those who name one of them aren't wrong, too.
        for element in node?.elements ?? [] {
            if let name = element.text ?? element["name"]?.text ?? element.entries?.first?.name { addBroken(name) }
        }
        var next = 0
        while next < waiting.count, next < Self.most {
            let (key, name, location, namedAt) = waiting[next]
            readFile(key, name, location, namedAt)
            next += 1
        }
        guard next < waiting.count else { return }
        for (key, _, _, _) in waiting[next...] { addBroken(key) }
        let message = "more than \(Self.most) agents are reached from this workflow"
        log.report(.tooManyAgents, message, at: waiting[next].namedAt.place)
    }

    private func readFile(_ key: String, _ name: String, _ location: FileLocation, _ namedAt: YAMLNode) {
        guard let root = root(of: location, namedAt) else { return addBroken(key) }
        var agent = AgentDecoder(log: log).agent(name, root, path: location.shown)
        agent.delegates = agent.delegates.enumerated().map { index, delegate in
            let other = location.beside("\(delegate.name).yaml")
            let key = keyOfFile(other)
            if agents[key] == nil, named.insert(key).inserted {
                let place = root["delegates"]?.elements?[index] ?? root
                waiting.append((key, delegate.name, other, place))
            }
            return Agent.Delegate(name: delegate.name, agent: key)
        }
        agents[key] = agent
    }

    /// The key of an agent that only another agent's file names.
    private func keyOfFile(_ location: FileLocation) -> String { location.shown }

    /// An agent that is named but can't be read counts as known, so that it is reported once.
    private func addBroken(_ key: String) {
        agents[key] = Agent(name: key, description: "", output: .any)
        broken.insert(key)
    }

    private func root(of location: FileLocation, _ namedAt: YAMLNode) -> YAMLNode? {
        if let known = read[location.absolute] { return known }
        let root = parse(location, namedAt)
        read[location.absolute] = .some(root)
        if let root {
            roots.append((location.shown, root))
            FormatChecker(log: log).check(root, .mapping(AgentFormat.agent))
        }
        return root
    }

    private func parse(_ location: FileLocation, _ namedAt: YAMLNode) -> YAMLNode? {
        let source: SourceText
        do throws(FileReader.Fault) {
            source = try log.read(location)
        } catch {
            let near = NearestName.of(location.name, among: FileReader.names(inFolder: location.folder))
            let suggestion = near.map { namedAt.suggestion(for: $0, insteadOf: location.name) }
            log.report(error.code, error.message, at: namedAt.place, suggestion: suggestion)
            return nil
        }
        log.add(source)
        let reading = YAMLParser.readMapping(source)
        log.add(ofYAML: reading.faults)
        return reading.root
    }
}

extension YAMLNode {
    /// What is written here, with another name of the file.
    func suggestion(for name: String, insteadOf other: String) -> String {
        guard let text, let range = text.firstRange(of: other) else { return name }
        return text[..<range.lowerBound] + name + text[range.upperBound...]
    }
}
