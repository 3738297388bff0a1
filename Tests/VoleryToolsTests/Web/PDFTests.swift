import Glibc
import LoopbackServer
import Testing
import VoleryCore

@testable import VoleryTools

@Suite("PDF documents")
struct PDFTests {
    /// A document of two pages, whose table of contents a reader makes anew.
    private static let document = """
        %PDF-1.4
        1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
        2 0 obj << /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 >> endobj
        3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R
          /Resources << /Font << /F 7 0 R >> >> >> endobj
        4 0 obj << /Length 48 >> stream
        BT /F 12 Tf 20 150 Td (Swifts sleep on the wing) Tj ET
        endstream endobj
        5 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 6 0 R
          /Resources << /Font << /F 7 0 R >> >> >> endobj
        6 0 obj << /Length 40 >> stream
        BT /F 12 Tf 20 150 Td (The second page) Tj ET
        endstream endobj
        7 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
        trailer << /Root 1 0 R >>
        %%EOF
        """

    private static let isInstalled = access("/usr/bin/pdftotext", X_OK) == 0

    @Test("are given as their text, page by page", .enabled(if: isInstalled, "pdftotext is not installed"))
    func text() async throws {
        let output = try await page { try $0.respond(Self.document, headers: ["Content-Type": "application/pdf"]) }
        #expect(output.text.contains("Swifts sleep on the wing"))
        #expect(output.text.contains("\n\n---\n\n"))
        #expect(output.text.hasSuffix("The second page"))
    }

    @Test("that are none are told as such", .enabled(if: isInstalled, "pdftotext is not installed"))
    func broken() async throws {
        let output = try await page {
            try $0.respond("%PDF-1.4\nnothing", headers: ["Content-Type": "application/pdf"])
        }
        #expect(output.text.hasPrefix("[a PDF document, 16 bytes, that can't be read"))
    }

    @Test("are described where they can't be read, with what to install")
    func notInstalled() async throws {
        let text = try await PDFText(document: Array("%PDF-1.4".utf8), program: "/nonexistent/pdftotext").text()
        #expect(text.contains("install `pdftotext` (the package poppler-utils)"))
    }

    @Test("that are too large are named, where their size is known, and refused where it is not")
    func tooLarge() async throws {
        let body = Self.document + String(repeating: " ", count: 3_000)
        let named = try await page(grant: ["max_size": "2KB"]) {
            try $0.respond(body, headers: ["Content-Type": "application/pdf"])
        }
        #expect(named.text.hasPrefix("[application/pdf, \(body.utf8.count) bytes"))
        let failure = await #expect(throws: ToolFailure.self) {
            try await page(grant: ["max_size": "2KB"]) { exchange in
                try exchange.begin(headers: ["Content-Type": "application/pdf"])
                try exchange.send(body)
                try exchange.finish()
            }
        }
        #expect(failure?.message.contains("larger than the 2000 bytes") == true)
    }
}
