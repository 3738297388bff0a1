/// The files of a workflow to begin with: small, commented, and complete enough to be rehearsed at once.
struct NewWorkflow {
    /// The workflow's name.
    let name: String

    /// The files by their paths.
    var files: [(path: String, text: String)] {
        [("workflows/\(name).yaml", workflow), ("workflows/\(name).rehearsal.yaml", Self.rehearsal)]
    }

    /// Whether a text can be a workflow's name: letters, digits, `.`, `_` and `-`, as files are called.
    static func isName(_ text: String) -> Bool {
        text.utf8.count <= 64 && text.utf8.first.map(isLetterOrDigit) == true
            && text.utf8.allSatisfy { isLetterOrDigit($0) || "_-.".utf8.contains($0) } && !text.hasSuffix(".rehearsal")
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }

    private var workflow: String {
        """
        # Check it:     volery check workflows/\(name).yaml
        # Try it free:  volery run workflows/\(name).yaml --rehearse
        # Run it:       volery run workflows/\(name).yaml --input topic="…"
        description: Looks at a topic from several sides and writes a short summary.

        # What it is given: a JSON Schema each. One without a default has to be given.
        inputs:
          topic: { type: string, default: why birds sing at dawn }
          sides: { type: integer, minimum: 1, maximum: 6, default: 3 }

        # Hard bounds on the whole run.
        limits: { tokens: 60k, time: 5m, parallel: 4 }

        # Who works in it. Without `model` an agent uses `default`: a model that a key in the environment is for, or the
        # one of that name in volery.yaml.
        agents:
          planner:
            instructions: You split a topic into sides that can be looked at one by one, without overlap.
            output: # its answer has to fit this schema, so later steps can rely on it
              type: object
              required: [sides]
              properties:
                sides: { type: array, items: { type: string } }
          thinker:
            instructions: You write three plain sentences on one side of a topic. Say so where you are not sure.
            # tools: [web_fetch]      # what it may use, and nothing else; `volery tools` lists them
          writer:
            instructions: You write a summary of at most two paragraphs of what others found. You add nothing of your own.

        # What is done. A step that names another's output waits for it; all others run at the same time.
        steps:
          plan:
            agent: planner
            prompt: "Name ${{ inputs.sides }} sides of: ${{ inputs.topic }}"

          think:
            for_each: steps.plan.output.sides # once per side, all at once
            as: side
            agent: thinker
            prompt: "Topic: ${{ inputs.topic }}\\nYour side: ${{ side }}"

          summary:
            agent: writer
            context: [think] # the writer is shown what the thinkers said
            prompt: "Write the summary of: ${{ inputs.topic }}"

        outputs:
          summary: ${{ steps.summary.output }}

        """
    }

    private static let rehearsal = """
        # What the models would say, for `--rehearse`: to try the workflow out without a model and without a cost.
        # What is left out here is made up to fit.
        replies:
          plan:
            - output: { sides: [light, company, territory] }
          think[*]: # the reply of every element; `think[0]` would be the first's
            - text: "Of this I was told: ${{ prompt }}"
          summary:
            - text: "A summary of what ${{ size(context) }} thinkers said."

        """
}
