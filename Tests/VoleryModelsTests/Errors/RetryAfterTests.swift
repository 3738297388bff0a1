import Testing
import VoleryCore
import VoleryHTTP

@testable import VoleryModels

@Suite("How long a server asks to wait")
struct RetryAfterTests {
    @Test(
        "is read as seconds, as milliseconds, and as a date",
        arguments: [
            (["Retry-After": "7"], 7_000), (["Retry-After": "0.5"], 500), (["retry-after-ms": "45"], 45),
            (["retry-after-ms": "45", "Retry-After": "7"], 45), (["x-ms-retry-after-ms": "1500"], 1_500),
            (["Retry-After": "Thu, 01 Jan 2026 00:00:30 GMT"], 30_000),
            (["Retry-After": "Wed, 31 Dec 2025 23:00:00 GMT"], 0), (["Retry-After": "-3"], 0),
            (["Retry-After": "Fri, 02 Jan 2026 00:00:10 GMT", "Date": "Fri, 02 Jan 2026 00:00:00 GMT"], 10_000),
            (["Retry-After": "1e300"], 31_536_000_000), (["Retry-After": "inf"], 31_536_000_000),
        ] as [(HTTPHeaders, Int)]
    )
    func forms(headers: HTTPHeaders, milliseconds: Int) {
        #expect(RetryAfter.read(headers, now: 1_767_225_600) == .milliseconds(milliseconds))
    }

    @Test(
        "is nothing where it can't be read",
        arguments: ["", "soon", "nan", "Thu, 32 Jan 2026 00:00:30 GMT", "1 Jan 2026"]
    )
    func unreadable(text: String) {
        #expect(RetryAfter.read(["Retry-After": text], now: 0) == nil)
    }

    @Test("counts days as the calendar does")
    func dates() {
        #expect(HTTPDate.seconds("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
        #expect(HTTPDate.seconds("Thu, 01 Jan 1970 00:00:00 GMT") == 0)
        #expect(HTTPDate.seconds("Tue, 29 Feb 2000 12:00:00 GMT") == 951_825_600)
        #expect(HTTPDate.seconds("Mon, 01 Mar 2100 00:00:00 GMT") == 4_107_542_400)
    }
}
