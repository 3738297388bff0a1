/// The bounds of the language on a YAML file; they keep the time and memory for a hostile one small.
package enum YAMLLimits {
    /// A file's size in bytes; libyaml's time can grow with the square of it, inside of one call.
    package static let fileSize = 256 * 1024
    /// How deep mappings and lists are nested, aliases expanded, so that recursion over nodes is safe.
    package static let depth = 64
    /// How many values a document has, aliases expanded.
    package static let nodes = 100_000
    /// How many lines begin with `%TAG`: libyaml compares each with all before it, inside of one call.
    package static let tagDirectives = 64
    /// How many faults of one file are reported.
    package static let faults = 100
}
