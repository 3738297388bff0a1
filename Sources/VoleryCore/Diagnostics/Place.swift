/// A stretch of a text file, for messages that point at what they speak of.
public struct Place: Sendable, Hashable {
    /// The file's path as the user knows it.
    public var file: String
    /// The position of the first character.
    public var start: Position
    /// The position just after the last character.
    public var end: Position

    /// A line and a column, both counted from 1; a column counts Unicode scalars.
    public struct Position: Sendable, Hashable, Comparable {
        /// The line, from 1.
        public var line: Int
        /// The column in Unicode scalars, from 1.
        public var column: Int

        /// A position at a line and a column, both from 1.
        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }

        /// Whether one position comes before another in the text.
        public static func < (lhs: Position, rhs: Position) -> Bool {
            (lhs.line, lhs.column) < (rhs.line, rhs.column)
        }
    }

    /// A place from a start up to an end, which is just behind its last character.
    public init(file: String, start: Position, end: Position) {
        self.file = file
        self.start = start
        self.end = end
    }
}

extension Place: CustomStringConvertible {
    /// `file:line:column`, as editors and terminals link it.
    public var description: String { "\(file):\(start.line):\(start.column)" }
}
