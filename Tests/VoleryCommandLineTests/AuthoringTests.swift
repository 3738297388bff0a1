import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("Tools for authors")
struct AuthoringTests {
    private static let bad = "steps:\n  a: { value: 1, depends_on: [] }\n  b: { value: \"${{ nope }}\" }\n"

    @Test("a check as JSON has every file, and each finding once")
    func json() throws {
        let program = try Program(["bad.yaml": Self.bad, "good.yaml": "steps: { a: { value: 1 } }\n"])
        let outcome = try program.run("check", "--format", "json", "bad.yaml", "good.yaml", "missing.yaml")
        #expect(outcome.status == 3)
        #expect(outcome.errors == "")
        let report = try JSONValue(parsing: outcome.output)
        #expect(report["version"] == 1)
        #expect(
            report["files"] == [
                ["file": "bad.yaml", "valid": false, "steps": .null, "agents": .null],
                ["file": "good.yaml", "valid": true, "steps": 1, "agents": 0],
                ["file": "missing.yaml", "valid": false, "steps": .null, "agents": .null],
            ]
        )
        let codes = report["diagnostics"]?.arrayValue?.map { $0["code"]?.stringValue }
        #expect(codes == ["V0060", "V0180", "V0050"])
        #expect(report["diagnostics"]?.arrayValue?[0]["suggestion"] == "needs")
        #expect(try program.run("check", "--format", "json", "good.yaml").status == 0)
    }

    @Test("a check as SARIF has a rule for each code, and a region for each result")
    func sarif() throws {
        let program = try Program(["a b.yaml": Self.bad, "good.yaml": "steps: { a: { value: 1 } }\n"])
        let outcome = try program.run("check", "--format", "sarif", "a b.yaml", "missing.yaml")
        #expect(outcome.status == 3)
        let log = try JSONValue(parsing: outcome.output)
        #expect(log["version"] == "2.1.0")
        let run = try #require(log["runs"]?.arrayValue?.first)
        let rules = try #require(run["tool"]?["driver"]?["rules"]?.arrayValue)
        #expect(rules.map { $0["id"] } == ["V0050", "V0060", "V0180"])
        for rule in rules { #expect(rule["help"]?["markdown"]?.stringValue?.contains("```yaml") == true) }
        let results = try #require(run["results"]?.arrayValue)
        #expect(results.map { $0["ruleIndex"] } == [1, 2, 0])
        #expect(results.map { $0["level"] } == ["error", "error", "error"])
        #expect(
            results[0]["locations"] == [
                [
                    "physicalLocation": [
                        "artifactLocation": ["uri": "a%20b.yaml", "uriBaseId": "%SRCROOT%"],
                        "region": ["startLine": 2, "startColumn": 18, "endLine": 2, "endColumn": 28],
                    ]
                ]
            ]
        )
        let last = results[2]["locations"]?.arrayValue?[0]["physicalLocation"]
        #expect(last?["artifactLocation"]?["uri"] == "missing.yaml")
        #expect(last?["region"] == ["startLine": 1, "startColumn": 1])
        let clean = try program.run("check", "--format", "sarif", "good.yaml")
        #expect(clean.status == 0)
        #expect(try JSONValue(parsing: clean.output)["runs"]?.arrayValue?.first?["results"] == [])
    }

    @Test("a code is explained, and all are listed")
    func explain() throws {
        let program = try Program([:])
        let page = try program.run("explain", "v60")
        #expect(page.status == 0)
        #expect(page.output.hasPrefix("V0060: An unknown key\n\n"))
        #expect(try program.run("explain").output.contains("\nV0011  A key twice\n"))
        let unknown = try program.run("explain", "V0600")
        #expect(unknown.status == 2)
        #expect(unknown.output == "")
        #expect(unknown.errors.contains("there is no code `V0600`"))
        #expect(unknown.errors.contains("V0060"))
    }

    @Test("a schema is printed for each kind of file", arguments: ["workflow", "agent", "project", "rehearsal"])
    func schema(kind: String) throws {
        let outcome = try Program([:]).run("schema", kind)
        #expect(outcome.status == 0)
        _ = try JSONSchema(JSONValue(parsing: outcome.output))
    }

    @Test(
        "an expression is evaluated, or its type told",
        arguments: [
            (["xs.map(x, x * 2)"], "[2,4]\n"), (["sum(xs) + 1"], "4\n"), (["fromJson('[1.5]')[0]"], "1.5\n"),
            (["xs", "--type"], "list(int)\n"), (["team.lead", "--type"], "string\n"),
            (["coalesce(team.deputy, 'nobody')"], "\"nobody\"\n"), (["mixed[0]", "--type"], "dyn\n"),
        ]
    )
    func eval(arguments: [String], output: String) throws {
        let program = try Program(["data.yaml": "xs: [1, 2]\nteam: { lead: Ada }\nmixed: [1, a]\n"])
        let outcome = try program.run(["eval", "--with", "data.yaml"] + arguments)
        #expect(outcome.errors == "")
        #expect(outcome.output == output)
        #expect(outcome.status == 0)
    }

    @Test(
        "what is wrong with an expression is told at its place",
        arguments: [
            ("1 +", Int32(2), "1 | 1 +"), ("xs + nope", 2, "  |      ^^^^"), ("1 / (1 - 1)", 1, "expression:1:"),
            ("size(3)", 2, "V0185"), ("{'a': 1}.b", 1, "  |"),
        ]
    )
    func evalFaults(expression: String, status: Int32, text: String) throws {
        let outcome = try Program([:]).run("eval", expression, "--with", "-", input: #"{"xs":[1]}"#)
        #expect(outcome.status == status)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains(text), "\(outcome.errors)")
    }

    @Test("a file of values that is none is told at its place")
    func evalFiles() throws {
        let program = try Program(["list.json": "[1]", "bad.json": "{\"a\": "])
        #expect(try program.run("eval", "1", "--with", "missing.json").status == 2)
        #expect(try program.run("eval", "1", "--with", "list.json").errors.contains("V0019"))
        #expect(try program.run("eval", "1", "--with", "bad.json").errors.contains("bad.json:1:"))
    }

    @Test("a new workflow is free of doubts and rehearses at once")
    func new() throws {
        let program = try Program([:])
        let made = try program.run("new", "hello-2.yaml")
        #expect(made.status == 0)
        #expect(made.output.hasPrefix("wrote workflows/hello-2.yaml\nwrote workflows/hello-2.rehearsal.yaml\n"))
        let check = try program.run("check", "workflows/hello-2.yaml")
        #expect(check.errors == "")
        #expect(check.status == 0)
        let run = try program.run("run", "workflows/hello-2.yaml", "--rehearse")
        #expect(run.output == "A summary of what 3 thinkers said.\n")
        #expect(run.status == 0)
    }

    @Test("nothing is written over, nor outside of its folder", arguments: ["taken", "../up", "a/b", "", ".hidden"])
    func refused(name: String) throws {
        let program = try Program([:])
        _ = try program.run("new", "taken")
        let outcome = try program.run("new", name)
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
        #expect(!outcome.errors.isEmpty)
    }
}
