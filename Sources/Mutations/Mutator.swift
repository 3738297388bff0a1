/// Makes faulty texts of good ones, for tests of what reads them: the same texts for the same seed.
///
/// Bytes, pieces and lines come, go, move and are exchanged, within one text and between several, so that what comes out is
/// now near to a good one, now far from any.
public struct Mutator: Sendable {
    private let seeds: [[UInt8]]
    private let pieces: [[UInt8]]
    private var random: SplitMix

    /// A mutator.
    ///
    /// - Parameters:
    ///   - seeds: The good texts, at least one.
    ///   - pieces: What is put in beside the words of the seeds: marks, keywords, numbers at their bounds.
    ///   - seed: What the choices follow from.
    public init(seeds: [String], pieces: [String], seed: UInt64) {
        let words = seeds.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
        self.seeds = seeds.map { Array($0.utf8) }
        self.pieces = (pieces + Set(words).sorted()).map { Array($0.utf8) }
        random = SplitMix(seed: seed)
    }

    /// The next text: a seed, changed in one to four places.
    public mutating func next() -> [UInt8] {
        mutated(seeds.randomElement(using: &random) ?? [])
    }

    /// A text, changed in one to four places.
    public mutating func mutated(_ text: [UInt8]) -> [UInt8] {
        var bytes = text
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            if Bool.random(using: &random) { changeBytes(&bytes) } else { changeLines(&bytes) }
        }
        return bytes
    }

    /// The next text as a string, with replacement characters for what is no UTF-8.
    public mutating func nextString() -> String {
        String(decoding: next(), as: UTF8.self)
    }

    private mutating func changeBytes(_ bytes: inout [UInt8]) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 0...8, using: &random))
        switch Int.random(in: 0..<8, using: &random) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 2: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        case 3 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 4: bytes.replaceSubrange(place..<end, with: piece())
        case 5: bytes.insert(contentsOf: rest(), at: place)
        default: bytes.insert(contentsOf: piece(), at: place)
        }
    }

    /// Changes whole lines or, in a text of one, its words.
    private mutating func changeLines(_ bytes: inout [UInt8]) {
        let mark = bytes.contains(10) ? UInt8(10) : UInt8(ascii: " ")
        var lines = bytes.split(separator: mark, omittingEmptySubsequences: false).map { Array($0) }
        let (first, second) = (line(of: lines), line(of: lines))
        switch Int.random(in: 0..<7, using: &random) {
        case 0: lines.remove(at: first)
        case 1: lines.insert(lines[first], at: second)
        case 2: lines.swapAt(first, second)
        case 3: lines[first] = Array(lines[first].prefix { $0 != UInt8(ascii: ":") }) + Array(": ".utf8) + piece()
        case 4: lines[first] = Array(repeating: 32, count: Int.random(in: 0...6, using: &random)) + lines[first]
        case 5: lines[first] = Array(lines[first].drop { $0 == 32 })
        default: lines.insert(lineOfAnother(mark), at: first)
        }
        bytes = Array(lines.joined(separator: [mark]))
    }

    private mutating func line(of lines: [[UInt8]]) -> Int {
        Int.random(in: 0..<lines.count, using: &random)
    }

    private mutating func lineOfAnother(_ mark: UInt8) -> [UInt8] {
        let other = seeds.randomElement(using: &random) ?? []
        return other.split(separator: mark).randomElement(using: &random).map { Array($0) } ?? []
    }

    private mutating func piece() -> [UInt8] {
        pieces.randomElement(using: &random) ?? []
    }

    /// The end of a seed.
    private mutating func rest() -> [UInt8] {
        let other = seeds.randomElement(using: &random) ?? []
        return other.suffix(Int.random(in: 0...min(other.count, 200), using: &random))
    }
}
