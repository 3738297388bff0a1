#if SQLite
public import VoleryJournal
public import VoleryRuntime
public import VoleryWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension Project {
    /// The file that the project's runs are kept in.
    ///
    /// - Parameter environment: Variables; those of this process unless given.
    /// - Returns: `runs.db` in the folder that `VOLERY_HOME` names; else what `store` says in the project's file; else
    ///   `.volery/runs.db` in the project's folder.
    public func journalPath(environment: [String: String]? = nil) -> String {
        let home = (environment ?? ProcessInfo.processInfo.environment)["VOLERY_HOME"] ?? ""
        return home.isEmpty ? store ?? "\(folder)/.volery/runs.db" : "\(home)/runs.db"
    }
}

extension SQLiteJournal {
    /// Opens the journal of a project, or makes it; blocks for as long as that takes.
    ///
    /// ```swift
    /// let journal = try SQLiteJournal(of: project)
    /// let runtime = try Runtime(project: project, journal: journal)
    /// ```
    ///
    /// - Parameters:
    ///   - project: The project.
    ///   - environment: Variables, of which `VOLERY_HOME` moves it; those of this process unless given.
    /// - Throws: `JournalError` if it can't be made or read.
    public convenience init(of project: Project, environment: [String: String]? = nil) throws(JournalError) {
        try self.init(path: project.journalPath(environment: environment), time: SystemTime())
    }
}
#endif
