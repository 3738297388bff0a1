import Glibc
import LoopbackServer
import Testing
import VoleryHTTP

@testable import VoleryModels

@Suite("Addresses of providers")
struct AddressTests {
    @Test(
        "of Azure lead to its v1 interface, whichever one the portal showed",
        arguments: [
            ("https://r.services.ai.azure.com", "https://r.services.ai.azure.com/openai/v1"),
            ("https://r.services.ai.azure.com/", "https://r.services.ai.azure.com/openai/v1"),
            ("https://r.services.ai.azure.com/models", "https://r.services.ai.azure.com/openai/v1"),
            ("https://r.services.ai.azure.com/openai/v1/", "https://r.services.ai.azure.com/openai/v1"),
            ("https://r.services.ai.azure.com/openai", "https://r.services.ai.azure.com/openai/v1"),
            (
                "https://r.services.ai.azure.com/openai/v1/chat/completions",
                "https://r.services.ai.azure.com/openai/v1"
            ),
            (
                "https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21",
                "https://r.openai.azure.com/openai/v1"
            ),
            (
                "https://r.services.ai.azure.com/api/projects/p",
                "https://r.services.ai.azure.com/api/projects/p/openai/v1"
            ),
            (
                "https://r.services.ai.azure.com/api/projects/p/openai/v1",
                "https://r.services.ai.azure.com/api/projects/p/openai/v1"
            ),
            ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"),
        ]
    )
    func azure(given: String, base: String) {
        #expect(AzureAddress.base(given) == base)
    }

    @Test(
        "of Ollama are read as it writes them itself",
        arguments: [
            ("127.0.0.1:11434", "http://127.0.0.1:11434/v1"), ("box", "http://box:11434/v1"),
            (":8000", "http://127.0.0.1:8000/v1"), ("0.0.0.0", "http://127.0.0.1:11434/v1"),
            ("0.0.0.0:8000", "http://127.0.0.1:8000/v1"), ("https://box.example/", "https://box.example/v1"),
            ("http://box:1/v1", "http://box:1/v1"),
        ]
    )
    func ollama(given: String, base: String) {
        #expect(OllamaAddress.base(given) == base)
    }

    @Test("are asked below their base, with a query kept where one was given")
    func endpoint() throws {
        func url(_ base: String) throws -> String {
            try ModelEndpoint(provider: "lab", base: base, dialect: .compatible).url.text
        }
        #expect(try url("http://h/v1") == "http://h/v1/chat/completions")
        #expect(try url("http://h/v1//") == "http://h/v1/chat/completions")
        #expect(try url("http://h/v1/chat/completions") == "http://h/v1/chat/completions")
        #expect(try url("http://h/v1?version=2") == "http://h/v1/chat/completions?version=2")
    }

    @Test("on this machine are found open only while something listens")
    func port() async throws {
        let port = try await withLoopbackServer({ _ in }) { server in
            #expect(LocalPort.isOpen(UInt16(server.port)))
            return server.port
        }
        #expect(!LocalPort.isOpen(UInt16(port)))
    }
}
