/// Something that can be watched while a run goes on.
///
/// Entries are what counts and none is ever left out; words are for watching only, and a slow reader gets fewer and
/// longer ones.
public enum RunEvent: Sendable, Hashable {
    /// A new entry of the transcript.
    case entry(Entry)
    /// More words of a conversation's answer as the model writes it.
    case words(address: Address, text: String)
    /// How far a tool call says it is.
    case progress(address: Address, text: String)
    /// A tool call goes on though it was told to stop a while ago; it is waited for.
    case notEnding(address: Address, tool: String)
}
