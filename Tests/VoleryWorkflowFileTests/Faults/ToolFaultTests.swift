import Testing
import VoleryCore

@Suite("Faults in declared tools")
struct ToolFaultTests {
    @Test("Each mistake is told at its place")
    func mistakes() throws {
        let found = try diagnostics(
            #"""
            tools:
              shell: { description: x, command: [ls] }
              both: { description: x, command: [ls], http: { url: "https://a.example/" } }
              none: { description: x }
              bare: { command: [ls] }
              words: { description: x, command: ls -l }
              typo: { description: x, arguments: { city: { type: string } }, command: [echo, "${{ arguments.citi }}"] }
              scope: { description: x, command: [echo, "${{ inputs.x }}", "${{ env.HOME }}"] }
              host: { description: x, arguments: { h: {} }, http: { url: "https://${{ arguments.h }}.example/" } }
              late: { description: x, arguments: { h: {} }, http: { url: "https://a.example${{ arguments.h }}" } }
              plain: { description: x, http: { url: "example.org/x" } }
              verb: { description: x, http: { url: "https://a.example", method: get } }
              fine: { description: x, arguments: { h: {} }, http: { url: "https://a.example/?q=${{ arguments.h }}" } }
            steps:
              a: { tool: fine, with: { h: 1 } }
              b: { tool: fine }
              c: { tool: { fine: { network: none } }, with: { h: 1 } }
              d: { tool: { typo: { network: none, tme: 3s } }, with: { city: x } }
            """#
        )
        #expect(
            found == [
                "V0176 2:3-8 there is a tool `shell` already, whose name can't be taken",
                "V0067 3:42-46 a tool has one kind, this one has `command` and `http`",
                "V0066 4:3-7 a tool needs a kind: one of the keys `command`, `http`",
                "V0062 5:3-7 a tool of the kind `command` needs the key `description`",
                "V0063 6:37-42 expected a list of words: the program and its arguments, found text ⇒ [ls, -l]",
                "V0182 7:97-101 a call of `typo` has no field `citi` ⇒ city",
                "V0180 8:49-55 there is no `inputs` here",
                "V0188 8:68-71 there is no `env` here",
                "V0177 9:74-87 an argument can't say which host is asked: the host has to be written out",
                "V0177 10:83-96 an argument can't say which host is asked: the host has to be written out",
                "V0177 11:41-56 an address begins with `https://` or `http://` and a host",
                "V0069 12:69-72 expected one of `GET`, `HEAD`, `POST`, `PUT`, `PATCH`, `DELETE`, found `get` ⇒ GET",
                "V0170 16:3-4 the tool `fine` needs the argument `h`",
                "V0173 17:16-20 nothing about the tool `fine` can be narrowed",
                "V0173 18:39-42 a grant of `typo` has no key `tme` ⇒ time",
            ]
        )
    }
}
