import Testing
import VoleryCore

@testable import VoleryModels

@Suite("What servers say of a request that failed")
struct ServerFaultTests {
    @Test(
        "is understood in each shape that they say it in",
        arguments: [
            (
                400, #"{"error":{"message":"bad n","type":"invalid_request_error","code":"invalid_value"}}"#,
                ModelError.Kind.invalidRequest, "bad n"
            ),
            (
                400, #"{"code":"Client specified an invalid argument","error":"Invalid request content: x"}"#,
                .invalidRequest, "Invalid request content: x"
            ),
            (
                422, #"{"detail":[{"loc":["body","n"],"msg":"Extra inputs are not permitted"}]}"#, .invalidRequest,
                "Extra inputs"
            ),
            (400, #"{"error":"speed must be between 0.7 and 1.5"}"#, .invalidRequest, "speed must be"),
            (
                400, #"{"code":"invalid-argument","error":"Incorrect API key provided: xa***. You can obtain one."}"#,
                .authentication, "Incorrect API key"
            ),
            (401, #"{"error":{"message":"no"}}"#, .authentication, "no"),
            (
                403,
                #"{"error":{"code":"PermissionDenied","message":"Principal does not have access to API/Operation."}}"#,
                .authentication, "Principal"
            ),
            (
                404, #"{"error":{"code":"DeploymentNotFound","message":"The API deployment does not exist."}}"#,
                .unknownModel, "deployment"
            ),
            (
                400, #"{"code":"x","error":"The model grok-9 does not exist or your team has no access to it."}"#,
                .unknownModel, "grok-9"
            ),
            (
                404, #"{"error":{"message":"model \"llama9\" not found, try pulling it first"}}"#, .unknownModel,
                "pulling"
            ),
            (400, #"{"error":{"code":"context_length_exceeded","message":"too long"}}"#, .contextFull, "too long"),
            (
                400,
                #"{"error":{"code":400,"type":"exceed_context_size_error","message":"the request exceeds","n_ctx":4096}}"#,
                .contextFull, "exceeds"
            ),
            (
                400,
                #"{"code":"y","error":"This model's maximum prompt length is 131072 but the request contains 537812 tokens."}"#,
                .contextFull, "maximum prompt length"
            ),
            (
                400,
                #"{"error":{"code":"content_filter","message":"filtered","innererror":{"code":"ResponsibleAIPolicyViolation"}}}"#,
                .refused, "filtered"
            ),
            (403, #"{"code":"z","error":"Content violates usage guidelines."}"#, .refused, "usage guidelines"),
            (
                429, #"{"error":{"code":"RateLimitReached","message":"Please retry after 6 seconds."}}"#, .unavailable,
                "retry after 6"
            ),
            (500, "", .unavailable, "status 500"),
            (
                503, #"{"error":{"message":"Loading model","type":"unavailable_error","code":503}}"#, .unavailable,
                "Loading model"
            ),
            (529, #"{"error":"overloaded"}"#, .unavailable, "overloaded"),
            (502, "<html><head><title>502 Bad Gateway</title></head></html>", .unavailable, "502 Bad Gateway"),
            (301, "", .invalidRequest, "status 301"),
            (
                401, #"{"statusCode":401,"message":"Access denied due to invalid subscription key."}"#, .authentication,
                "subscription key"
            ),
        ]
    )
    func shapes(status: Int, body: String, kind: ModelError.Kind, words: String) {
        let error = ServerFault(body: Array(body.utf8)).error(status: status)
        #expect(error.kind == kind)
        #expect(error.status == status)
        #expect(error.message.contains(words) && error.message.contains("\(status)"))
    }

    @Test("tells whether to ask again: when there is too much to do, not when there is no money")
    func retrying() {
        let busy = ServerFault(body: Array(#"{"error":{"code":"429","message":"slow down"}}"#.utf8)).error(status: 429)
        #expect(busy.isRetryable)
        let quota = ServerFault(body: Array(#"{"error":{"code":"insufficient_quota","message":"pay"}}"#.utf8))
        #expect(quota.error(status: 429).kind == .unavailable && !quota.error(status: 429).isRetryable)
        for status in [400, 401, 403, 404, 413, 422] {
            #expect(!ServerFault(body: []).error(status: status).isRetryable)
        }
    }

    @Test("is cut to a length that people read, and stays data whatever it holds")
    func bounds() {
        let long = ServerFault(.string(String(repeating: "é", count: 100_000))).message
        #expect(long.count == ServerFault.longest + 1)
        #expect(ServerFault(["error": "a\u{1B}[31mred"]).message == "a\u{1B}[31mred")
        #expect(ServerFault(body: [0xFF, 0xFE, 0x00]).message.isEmpty == false)
        #expect(ServerFault(body: Array(repeating: UInt8(ascii: "<"), count: 1 << 20)).message == "a web page")
        #expect(ServerFault(body: Array(repeating: UInt8(ascii: "["), count: 1 << 20)).message.count <= 1_001)
    }
}
