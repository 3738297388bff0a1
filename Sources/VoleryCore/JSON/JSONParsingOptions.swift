extension JSONValue {
    /// What a parser takes and what it refuses.
    public struct ParsingOptions: Sendable, Hashable {
        /// What to do with a key that an object already has.
        public enum DuplicateKeys: Sendable, Hashable {
            /// Refuse the text: different readers would see different values.
            case refuse
            /// Keep the last value, at the place of the first, as most readers do.
            case keepLast
        }

        /// What to do with an integer that doesn't fit 64 bits.
        public enum LargeIntegers: Sendable, Hashable {
            /// Refuse the text, as the digits can't be kept.
            case refuse
            /// Take the nearest double.
            case round
        }

        /// The deepest nesting of any parse: what is deeper could exhaust the stack of whoever walks the value.
        public static let deepest = 512

        /// How many lists and objects may be open at once, from 0 to `deepest`; 128 unless set.
        public var maxDepth: Int
        /// The longest text in bytes; without a limit unless set.
        public var maxBytes: Int?
        /// What to do with a key that an object already has; the text is refused unless set.
        public var duplicateKeys: DuplicateKeys
        /// What to do with an integer that doesn't fit 64 bits; the text is refused unless set.
        public var largeIntegers: LargeIntegers

        /// Options, strict unless said otherwise.
        public init(
            maxDepth: Int = 128,
            maxBytes: Int? = nil,
            duplicateKeys: DuplicateKeys = .refuse,
            largeIntegers: LargeIntegers = .refuse
        ) {
            self.maxDepth = maxDepth
            self.maxBytes = maxBytes
            self.duplicateKeys = duplicateKeys
            self.largeIntegers = largeIntegers
        }

        /// Refuses duplicate keys and integers that don't fit 64 bits.
        public static let strict = ParsingOptions()
        /// For what servers send: of duplicate keys the last counts, and integers beyond 64 bits are rounded.
        public static let lenient = ParsingOptions(duplicateKeys: .keepLast, largeIntegers: .round)
    }
}
