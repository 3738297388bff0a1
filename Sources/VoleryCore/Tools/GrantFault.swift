/// A value of a grant that fits the grant's schema, and that the tool can't take all the same: one out of bounds, a
/// pattern that is none.
package struct GrantFault: Error, Sendable, Hashable {
    /// Where in the grant.
    package var place: JSONPointer
    /// What is wrong, in words that say what to write instead.
    package var message: String

    /// A fault at a place.
    package init(at place: JSONPointer, _ message: String) {
        self.place = place
        self.message = message
    }
}
