import Glibc

/// Waits until something holds, for at most a minute.
func untilTrue(_ holds: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while !holds() {
        guard .now < deadline else { throw TestFailure("waited a minute in vain") }
        await Task.yield()
    }
}

func ownerID(of path: String) -> uid_t? {
    var found = stat()
    return lstat(path, &found) == 0 ? found.st_uid : nil
}
