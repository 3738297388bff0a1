public import VoleryCore

/// Where the transcripts of runs last.
///
/// A run is written by one owner at a time, who holds a claim. An entry that was appended is kept, whatever happens
/// next; entries of one run are numbered from 1 without a gap. Nothing that writes is given up when its task is
/// cancelled. Failures are `JournalError`s.
public protocol Journal: Sendable {
    /// Whether what it holds outlives the process, so that a run can be left and gone on with later.
    var isDurable: Bool { get }

    /// Makes room for a new run and claims it.
    ///
    /// - Parameters:
    ///   - run: The run's id.
    ///   - header: What the run was made from.
    /// - Returns: The claim that its entries are appended with.
    /// - Throws: An error if there is such a run already, or nothing can be written.
    func create(run: String, header: RunHeader) async throws -> RunClaim

    /// Claims a run that nobody works on, to go on with it.
    ///
    /// An owner on this machine that is dead is replaced at once; an owner elsewhere when its lease has run out.
    ///
    /// - Parameter run: The run's id.
    /// - Returns: The claim that entries are appended with; earlier claims of the run are void from now on.
    /// - Throws: An error that names the owner if the run has one; an error if the run is unknown.
    func claim(run: String) async throws -> RunClaim

    /// Adds entries to a run, all or none.
    ///
    /// - Parameters:
    ///   - entries: The next entries, by number.
    ///   - claim: The right to do so.
    /// - Throws: An error if the claim is void, a number is not the next, or nothing can be written.
    func append(_ entries: [Entry], to claim: RunClaim) async throws

    /// Gives a claim back, so that others can go on with the run at once; nothing if it is void.
    /// - Parameter claim: The claim.
    func release(_ claim: RunClaim) async

    /// Some of a run's entries, in order.
    ///
    /// - Parameters:
    ///   - run: The run's id.
    ///   - numbers: Their numbers; those beyond the last are left out.
    /// - Returns: The entries, by number.
    /// - Throws: An error if the run is unknown or can't be read; one that gives its number if an entry is damaged.
    func read(run: String, numbers: Range<Int>) async throws -> [Entry]

    /// What a run was made from.
    /// - Parameter run: The run's id.
    /// - Returns: What was given to `create(run:header:)`.
    /// - Throws: An error if the run is unknown or can't be read.
    func header(of run: String) async throws -> RunHeader

    /// Lists runs.
    /// - Parameter filter: Which.
    /// - Returns: Those that the filter lets through, the newest first.
    /// - Throws: An error if they can't be read.
    func runs(_ filter: RunFilter) async throws -> [RunSummary]

    /// Forgets a run.
    /// - Parameter run: The run's id.
    /// - Throws: An error if it has an owner, is unknown, or nothing can be written.
    func remove(run: String) async throws

    /// Writes what waits and gives all claims back; nothing more is written afterwards.
    func close() async
}

extension Journal {
    /// It outlives the process unless it says otherwise.
    public var isDurable: Bool { true }

    /// Nothing, for a journal that holds nothing open.
    public func close() async {}

    /// Makes room for a new run that nobody will go on with, and claims it.
    public func create(run: String) async throws -> RunClaim {
        try await create(run: run, header: RunHeader())
    }

    /// All entries of a run, in order.
    public func read(run: String) async throws -> [Entry] {
        try await read(run: run, numbers: 1..<Int.max)
    }

    /// The one run whose id begins with some text.
    ///
    /// - Parameter prefix: The beginning of its id, or all of it.
    /// - Returns: The run.
    /// - Throws: An error if there is none, or several, of which it names some.
    public func run(withPrefix prefix: String) async throws -> RunSummary {
        let runs = try await runs(RunFilter(prefix: prefix, limit: 4))
        if let run = runs.first(where: { $0.run == prefix }) { return run }
        guard let first = runs.first else { throw JournalError.unknown(prefix) }
        guard runs.count > 1 else { return first }
        let names = runs.prefix(3).map { "`\($0.run)`" }.joined(separator: ", ")
        throw JournalError(
            .ambiguous,
            "`\(prefix)` is the beginning of several runs: \(names)\(runs.count > 3 ? ", …" : ""); give more of the id"
        )
    }

    /// Forgets runs that nobody works on.
    ///
    /// Those that wait for a person or a time are kept, unless the filter names that state.
    ///
    /// - Parameters:
    ///   - filter: Which; without a limit all of them.
    ///   - newest: How many of them are kept, the newest ones.
    /// - Returns: The runs that were forgotten, the newest first.
    /// - Throws: An error if nothing can be written; what was forgotten until then stays so.
    public func prune(_ filter: RunFilter, keeping newest: Int = 0) async throws -> [RunSummary] {
        var removed: [RunSummary] = []
        let isMeant = { (summary: RunSummary) in
            switch summary.state {
            case .running, .damaged: false
            case .suspended: filter.states?.contains(.suspended) == true
            default: true
            }
        }
        for summary in try await runs(filter).filter(isMeant).dropFirst(max(0, newest)) {
            do {
                try await remove(run: summary.run)
                removed.append(summary)
            } catch let error as JournalError where error.code == .owned || error.code == .unknown {
                // Somebody went on with it, or forgot it, in the meantime.
                continue
            }
        }
        return removed
    }
}
