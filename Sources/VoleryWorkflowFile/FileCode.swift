/// The codes of what can be wrong with how a file of the language is written, V0050 to V0149.
package enum FileCode: String, CaseIterable, Sendable {
    /// There is no such file.
    case fileNotFound = "V0050"
    /// The path leads to a folder or a device, not to a file.
    case notAFile = "V0051"
    /// The file is there but can't be read.
    case unreadable = "V0052"
    /// More agents are reached from a workflow than is allowed.
    case tooManyAgents = "V0053"
    /// More workflows are called than is allowed.
    case tooManyFiles = "V0054"
    /// Workflows that call each other.
    case workflowCycle = "V0055"

    /// A key that the mapping doesn't know.
    case unknownKey = "V0060"
    /// A key that is known, but not together with the others here.
    case misplacedKey = "V0061"
    /// A key that has to be there is missing.
    case missingKey = "V0062"
    /// A value of another kind than the key takes.
    case wrongType = "V0063"
    /// A part of the language that this version can't run.
    case notInThisVersion = "V0064"
    /// A name that isn't written as names are.
    case invalidName = "V0065"
    /// A step, or another thing of which there are kinds, without a kind.
    case noKind = "V0066"
    /// A step, or another thing of which there are kinds, with more than one kind.
    case severalKinds = "V0067"
    /// A list or mapping with too few or too many members.
    case wrongCount = "V0068"
    /// A word that is none of those that the key takes.
    case unknownChoice = "V0069"

    /// A duration that can't be read or is out of range.
    case duration = "V0070"
    /// An amount of money that can't be read or is out of range.
    case money = "V0071"
    /// A number of tokens that can't be read or is out of range.
    case tokens = "V0072"
    /// A number that is out of range.
    case numberOutOfRange = "V0073"

    /// An expression within `${{ }}` where a bare one belongs.
    case bracesInExpression = "V0080"
    /// An expression that YAML reads as a list or a mapping, as it isn't quoted.
    case expressionNotQuoted = "V0081"
    /// An expression or template that can't be parsed.
    case expressionSyntax = "V0082"

    /// An environment variable that isn't set.
    case variableNotSet = "V0090"
    /// A template in the project file that has no value.
    case noValue = "V0091"
    /// An address that isn't one of a server.
    case invalidEndpoint = "V0092"

    /// A schema that is no JSON Schema.
    case invalidSchema = "V0100"
    /// A key of a schema that JSON Schema doesn't know, but is near one that it does.
    case misspeltKeyword = "V0101"

    /// Text that looks like a secret.
    case secret = "V0110"
}
