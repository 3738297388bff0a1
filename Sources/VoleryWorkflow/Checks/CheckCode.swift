package import VoleryCEL

/// The codes of what the checks of a workflow find, V0150 to V0299.
package enum CheckCode: String, CaseIterable, Sendable {
    /// Two steps with one id.
    case duplicateStep = "V0150"
    /// A step that isn't there.
    case unknownStep = "V0151"
    /// An agent that isn't there.
    case unknownAgent = "V0152"
    /// An input that isn't there.
    case unknownInput = "V0153"
    /// A tool that isn't there.
    case unknownTool = "V0154"
    /// A model that isn't there.
    case unknownModel = "V0155"
    /// A server of models that isn't there.
    case unknownProvider = "V0156"
    /// Models that are defined by each other.
    case modelCycle = "V0157"

    /// A step inside another, named from where only the outer one's output is in scope.
    case outOfScope = "V0158"
    /// An id or an element's name that is in scope already.
    case shadowing = "V0159"

    /// A step that waits for itself.
    case waitsForItself = "V0160"
    /// Steps that wait for each other.
    case cycle = "V0161"
    /// Agents that are each other's delegates.
    case delegateCycle = "V0162"
    /// A delegate that doesn't say what it is for.
    case delegateWithoutDescription = "V0163"
    /// Two of an agent's tools and delegates with one name.
    case nameClash = "V0164"
    /// Delegates of delegates, too many deep.
    case delegatesTooDeep = "V0165"

    /// An argument or input that has to be given and isn't.
    case missingArgument = "V0170"
    /// An argument or input that isn't there.
    case unknownArgument = "V0171"
    /// A value that doesn't fit what it's given for.
    case valueDoesNotFit = "V0172"
    /// A grant that the tool doesn't take.
    case invalidGrant = "V0173"
    /// A command with an expression in it.
    case expressionInCommand = "V0174"
    /// A default that doesn't fit its own schema.
    case defaultDoesNotFit = "V0175"

    /// A part of a prompt that can't be opened.
    case promptSource = "V0178"

    /// A declared tool with the name of one that is there already.
    case toolNameTaken = "V0176"
    /// A declared request whose host is not written out.
    case hostNotFixed = "V0177"

    /// A name that is not in scope.
    case unknownVariable = "V0180"
    /// Something of a step that steps don't have.
    case unknownMember = "V0181"
    /// A field that a value doesn't have.
    case unknownField = "V0182"
    /// A field that may be missing, named as if it were always there.
    case optionalField = "V0183"
    /// A function that isn't there.
    case unknownFunction = "V0184"
    /// Values of types that don't go together.
    case type = "V0185"
    /// An expression that is too large.
    case expressionTooLarge = "V0186"
    /// `steps` without saying which.
    case bareSteps = "V0187"
    /// The environment, named outside of the project file.
    case environmentOutOfScope = "V0188"
    /// A step as a whole where its output is probably meant.
    case wholeStep = "V0189"
    /// A condition that is no boolean.
    case conditionNotBoolean = "V0190"
    /// Something other than a list to go over.
    case listExpected = "V0191"
    /// An element's name that can't be one, or has another meaning.
    case elementName = "V0192"

    /// `previous` where the first round, which has none, is not allowed for.
    case previousBare = "V0193"
    /// The output of a step that may be skipped, where a skip can't spread.
    case skippedOutput = "V0194"
    /// A `wait` that is no duration and no timestamp.
    case waitTime = "V0195"
    /// A condition that is the same each time.
    case constantCondition = "V0196"

    /// A template as other languages write it, which is text here.
    case foreignTemplate = "V0197"

    /// A limit that is larger than the one around it.
    case limitBeyondOuter = "V0200"
    /// A step that nothing comes of.
    case unusedStep = "V0201"
    /// A modifier that changes nothing.
    case uselessModifier = "V0202"
    /// Less safety than the project asks for.
    case safetyBelowProject = "V0203"

    /// A `switch` over something other than text, a whole number or a boolean.
    case switchSubject = "V0205"
    /// A case that no value can have.
    case caseNeverMatches = "V0206"
    /// A `switch` that has no case for some values.
    case caseMissing = "V0207"

    /// An address in a rehearsal at which no model is asked.
    case noConversation = "V0210"
    /// A scripted call of a tool that the agent doesn't have.
    case callNotAllowed = "V0211"
    /// A path or an address that can't be read.
    case invalidAddress = "V0212"
    /// A tool that acts outside, without a result to rehearse with.
    case resultNeeded = "V0213"
    /// A reply where a person answers that is no answer.
    case noAnswer = "V0214"

    /// The code of a mistake in an expression.
    package init(of problem: CELProblem) {
        self =
            switch problem.kind {
            case .unknownVariable: .unknownVariable
            case .unknownFunction: .unknownFunction
            case .unknownField: .unknownField
            case .optionalField: .optionalField
            case .type, .syntax: .type
            case .size: .expressionTooLarge
            }
    }
}
