import Glibc

/// Waits until something holds, for at most a minute.
func untilTrue(_ holds: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(300)
    while !holds() {
        guard .now < deadline else { throw TestFailure("waited five minutes in vain") }
        await Task.yield()
    }
}

func ownerID(of path: String) -> uid_t? {
    var found = stat()
    return lstat(path, &found) == 0 ? found.st_uid : nil
}
