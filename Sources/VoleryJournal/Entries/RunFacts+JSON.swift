internal import VoleryCore
internal import VoleryRuntime

// Written out rather than derived: what is on disk must not follow a rename in Swift.
extension RunFacts {
    var json: JSONValue {
        var members = JSONObject()
        members["workflow"] = workflow.map(JSONValue.string)
        members["file"] = file.map(JSONValue.string)
        members["parent"] = parent.map(JSONValue.string)
        members["started"] = started.map(JSONValue.double)
        members["ended"] = ended.map(JSONValue.double)
        switch rest {
        case .ended(let status): members["state"] = .string(status.rawValue)
        case .suspended(let until):
            members["state"] = "suspended"
            members["until"] = until.map(JSONValue.double)
        case nil: break
        }
        if usage != Usage() { members["usage"] = usage.json }
        return .object(members)
    }

    /// Reads what `json` gave; `nil` if it is something else.
    init?(json: JSONValue) {
        guard case .object(let members) = json else { return nil }
        self.init(RunHeader(file: members["file"]?.stringValue, parent: members["parent"]?.stringValue))
        workflow = members["workflow"]?.stringValue
        started = members["started"]?.doubleValue
        ended = members["ended"]?.doubleValue
        switch members["state"]?.stringValue {
        case nil: break
        case "suspended"?: rest = .suspended(until: members["until"]?.doubleValue)
        case let state?:
            guard let status = RunStatus(rawValue: state) else { return nil }
            rest = .ended(status)
        }
        guard let json = members["usage"] else { return }
        guard let usage = try? Usage(json: json) else { return nil }
        self.usage = usage
    }
}

extension RunHeader {
    var json: JSONValue {
        var members: JSONObject = ["contents": contents]
        members["file"] = file.map(JSONValue.string)
        members["parent"] = parent.map(JSONValue.string)
        return .object(members)
    }

    /// Reads what `json` gave; `nil` if it is something else.
    init?(json: JSONValue) {
        guard case .object(let members) = json, let contents = members["contents"] else { return nil }
        self.init(contents, file: members["file"]?.stringValue, parent: members["parent"]?.stringValue)
    }
}
