internal import VoleryCore
internal import VoleryRuntime

extension RunSuspended {
    /// What `--output json` says of a run that waits.
    var json: JSONObject {
        var object: JSONObject = ["run": .string(run), "status": "suspended"]
        object["until"] = until.map(JSONValue.double)
        object["waits"] = .array(waits.map { .object($0.json) })
        return object
    }
}

extension RunSuspended.Wait {
    /// What is waited for; a question has the members that its event has.
    fileprivate var json: JSONObject {
        var object: JSONObject = ["at": .string(address.text), "kind": "time"]
        object["asker"] = question?.asker.map(JSONValue.string)
        switch question?.subject {
        case .answer(let text, let schema, let draft):
            object["kind"] = "answer"
            object["text"] = .string(text)
            object["output"] = schema
            object["draft"] = draft
        case .approval(let tool, let arguments):
            object["kind"] = "approval"
            object["tool"] = .string(tool)
            object["arguments"] = arguments
        case nil: break
        }
        object["until"] = until.map(JSONValue.double)
        return object
    }
}
