/// An agent that gives a score and a verdict, and one that writes; they take four lines.
let agents = """
    agents:
      critic: { output: \(verdict) }
      writer: { instructions: x }


    """

private let verdict = "{ type: object, required: [score, verdict], properties: \(properties) }"
private let properties = "{ score: { type: integer }, verdict: { enum: [good, bad] }, note: { type: string } }"
