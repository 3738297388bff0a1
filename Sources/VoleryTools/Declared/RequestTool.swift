internal import VoleryCEL
internal import VoleryCore
internal import VoleryHTTP
internal import VoleryWorkflow

/// A declared request: one question to a server whose host the file says.
struct RequestTool: Tool {
    let declared: DeclaredTool
    let request: DeclaredTool.Request
    let client: HTTPClient

    /// The most bytes that are taken of an answer.
    static let mostBytes = 1 << 20
    /// The most time for one call, redirects included.
    static let mostTime = Duration.seconds(60)
    private static let mostRedirects = 5

    var name: String { declared.name }
    var description: String { declared.description }
    var argumentsSchema: JSONSchema { get throws { try declared.argumentsSchema } }
    var effects: ToolEffects { declared.effects }
    var reach: Reach {
        var reach = Reach(talksTo: ["\(request.method) \(request.url.source)"])
        if effects.contains(.changesOutside) { reach.writes = ["what that server lets it"] }
        return reach
    }
    var repeats: ToolRepeats { declared.repeats }

    @concurrent func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        let scope = try declared.scope(arguments)
        var message = try message(in: scope, key: context.idempotencyKey)
        let end = context.time.now + min(Self.mostTime, context.timeLeft)
        do {
            for _ in 0...Self.mostRedirects {
                message.deadlines = Deadlines(total: max(.milliseconds(1), end - context.time.now))
                let answer = try await client.perform(message) { try await Answer($0) }
                guard let location = answer.redirect else { return try output(of: answer, from: message.url) }
                message.url = try next(location, from: message)
            }
        } catch let error as HTTPError {
            throw ToolFailure.final(error.message)
        }
        throw ToolFailure.final("\(message.url.host) redirects more than \(Self.mostRedirects) times")
    }

    // MARK: The request

    private func message(in scope: DeclaredToolScope, key: String) throws -> HTTPRequest {
        do throws(CELError) {
            let url = try address(in: scope)
            var headers: HTTPHeaders = ["User-Agent": "Volery", "Accept": "application/json, text/*;q=0.9, */*;q=0.5"]
            if declared.repeats == .keyed { headers["Idempotency-Key"] = key }
            let body = try body(in: scope, &headers)
            for (name, value) in request.headers { headers[name] = try value.text(in: scope) }
            return HTTPRequest(
                request.method,
                url,
                headers: headers,
                body: body,
                maximumBodyBytes: Self.mostBytes,
                addresses: url.authorsChoice,
                // A proxy would be the one whose address is checked.
                usesProxy: false
            )
        } catch {
            throw ToolFailure.correctable(error.message)
        }
    }

    /// The address, in which values are percent-encoded, so that none of them adds a part to it.
    private func address(in scope: DeclaredToolScope) throws(CELError) -> WebURL {
        var text = ""
        for part in request.url.parts {
            switch part {
            case .text(let literal): text += literal
            case .expression(let expression, _):
                let value = ToolOutput(try expression.evaluate(in: scope)).text
                // What the environment gives is the author's own, and may be a whole address.
                let isAuthors = expression.tree.references.allSatisfy { $0.root == "env" }
                text += isAuthors ? value : value.percentEncoded
            }
        }
        do throws(HTTPError) {
            return try WebURL(text)
        } catch {
            throw CELError(.invalidArgument, error.message)
        }
    }

    private func body(in scope: DeclaredToolScope, _ headers: inout HTTPHeaders) throws(CELError) -> [UInt8]? {
        guard let body = request.body else { return nil }
        let value = try body.value(in: scope)
        if case .string(let text) = value {
            headers["Content-Type"] = "text/plain; charset=utf-8"
            return Array(text.utf8)
        }
        headers["Content-Type"] = "application/json"
        return Array(value.serialized().utf8)
    }

    /// A redirect is followed on the same server, and only where asking again is without effect.
    private func next(_ location: String, from message: HTTPRequest) throws -> WebURL {
        let url = try message.url.resolve(location)
        guard ["GET", "HEAD"].contains(message.method), url.hasSameOrigin(as: message.url) else {
            throw ToolFailure.final("\(message.url.host) redirects to \(url.authority), which is not asked")
        }
        return url
    }

    // MARK: The answer

    private struct Answer: Sendable {
        var status: Int
        var isJSON: Bool
        var redirect: String?
        var bytes: [UInt8]

        init(_ response: HTTPResponse) async throws {
            status = response.status
            let type = MediaType(response.headers["Content-Type"]).essence
            isJSON = type == "application/json" || type.hasSuffix("+json")
            redirect = [301, 302, 303, 307, 308].contains(status) ? response.headers["Location"] : nil
            bytes = redirect == nil ? try await response.body.collect(upTo: RequestTool.mostBytes) : []
        }
    }

    private func output(of answer: Answer, from url: WebURL) throws -> ToolOutput {
        let text = String(decoding: answer.bytes, as: UTF8.self)
        guard answer.status < 400 else {
            let failure = "\(url.host) answered with status \(answer.status)"
            let start = String(text.unicodeScalars.prefix(WebFetch.mostOfFailure))
            return ToolOutput(.string(start.isEmpty ? failure : "\(failure):\n\(start)"), stepFailure: failure)
        }
        if let schema = declared.output { return .json(try declared.value(of: text, by: schema)) }
        guard answer.isJSON, let value = try? JSONValue(parsing: text) else { return .text(text) }
        return .json(value)
    }
}

extension WebURL {
    /// Which addresses the host may have that the author of a file wrote.
    ///
    /// An address, or `localhost`, is meant as it stands. A name may lead into the author's own network, but not to this
    /// machine or a cloud's metadata, which no one names so.
    var authorsChoice: AddressPolicy {
        guard host != "localhost", IPAddress(host) == nil else { return .any }
        return AddressPolicy { address, _ in address.isPublic || address.isPrivateNetwork }
    }
}

extension String {
    /// The text as a part of an address: everything but letters, digits and `-._~` as `%XX` (RFC 3986, 2.3).
    var percentEncoded: String {
        var result = ""
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}
