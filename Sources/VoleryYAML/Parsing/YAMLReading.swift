package import VoleryCore

/// What could be read of a file, and all that is wrong with it as YAML.
///
/// A fault that leaves no doubt about the rest, such as a key that is there twice, doesn't end the reading: of two equal
/// keys the first counts, a merge key merges, and text stands where a value can't be told. So whoever checks the file
/// further finds what else is wrong with it.
package struct YAMLReading {
    /// The file's value; `nil` if it can't be read.
    package var root: YAMLNode?
    /// What is wrong with it, by place.
    package var faults: [Diagnostic]
}
