import Testing
import VoleryCore
import VoleryWorkflow

@testable import VoleryModels

@Suite("The catalogue of models")
struct ModelCatalogueTests {
    @Test(
        "knows models by name, alias and version",
        arguments: [
            ("grok-4.3", "grok-4.3"), ("grok-4.3-latest", "grok-4.3"), ("Grok-4.3", "grok-4.3"),
            ("grok-4.20", "grok-4.20"), ("grok-4.20-0309-reasoning", "grok-4.20"),
            ("grok-4.20-non-reasoning", "grok-4.20-non-reasoning"), ("grok-4-0709", "grok-4"), ("grok-3", "grok-4"),
        ]
    )
    func names(model: String, entry: String) {
        #expect(ModelCatalogue.known.entry(for: model, at: .xai)?.name == entry)
    }

    @Test(
        "knows nothing of a model that only looks like one it knows",
        arguments: ["grok-4.30", "grok-4.3-turbo", "grok-5", "grok-4.20-multi-agent", "grok", ""]
    )
    func strangers(model: String) {
        #expect(ModelCatalogue.known.entry(for: model, at: .xai) == nil)
        #expect(ModelCatalogue.known.entry(for: "grok-4.3", at: .openai) == nil)
    }

    @Test("knows what a model takes, and what answers for one that was retired")
    func facts() throws {
        let entry = { (name: String) in try #require(ModelCatalogue.known.entry(for: name, at: .xai)) }
        #expect(try entry("grok-4.3").reasoningEfforts == ["none", "low", "medium", "high"])
        #expect(try entry("grok-4.20").reasoningEfforts == [])
        #expect(try entry("grok-build-0.1").reasoningEfforts == nil)
        #expect(try entry("grok-4-fast").successor == "grok-4.3")
        #expect(ModelCatalogue.known.entry(for: "grok-4.3", at: .azure)?.maxOutputTokens == 8_192)
    }

    @Test("prices a long request as a whole at the higher rate")
    func prices() throws {
        let price = try #require(ModelCatalogue.known.entry(for: "grok-4.3", at: .xai)?.price)
        #expect(price.cost(of: Usage(inputTokens: 200_000, outputTokens: 1_000)) == Money(dollars: 0.2525))
        let long = Usage(inputTokens: 300_000, cachedTokens: 100_000, outputTokens: 1_000)
        #expect(price.cost(of: long) == Money(dollars: 0.545))
    }
}
