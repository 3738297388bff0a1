/// Names of hosts (RFC 1123), and those in other scripts (RFC 5890).
enum HostnameFormat {
    static func matches(_ text: String, isInternational: Bool) -> Bool {
        let separators: [Unicode.Scalar] = isInternational ? [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"] : ["."]
        let labels = text.unicodeScalars.split(omittingEmptySubsequences: false) { separators.contains($0) }
        var length = labels.count - 1
        var decoded: [[Unicode.Scalar]] = []
        for text in labels {
            guard let label = Label(Array(text), isInternational: isInternational) else { return false }
            length += label.encodedLength
            decoded.append(label.scalars)
        }
        return length <= 253 && BidirectionalRule.allows(decoded)
    }

    /// A label as people read it, and how long it is in ASCII.
    private struct Label {
        var scalars: [Unicode.Scalar]
        var encodedLength: Int

        /// A valid label, encoded or not.
        init?(_ text: [Unicode.Scalar], isInternational: Bool) {
            let hyphen: Unicode.Scalar = "-"
            guard 1...63 ~= text.count, text.first != hyphen, text.last != hyphen else { return nil }
            scalars = text
            encodedLength = text.count
            guard text.allSatisfy(\.isASCII) else {
                guard isInternational, InternationalLabel.isValid(text), let code = Punycode.encoded(text) else {
                    return nil
                }
                guard code.count + 4 <= 63 else { return nil }
                encodedLength = code.count + 4
                return
            }
            guard text.allSatisfy({ $0 == hyphen || UInt8($0.value).isLetter || UInt8($0.value).isDigit }) else {
                return nil
            }
            let prefix = String(String.UnicodeScalarView(text.prefix(4))).lowercased()
            guard prefix == "xn--" else { return }
            guard let decoded = Self.decoded(Array(text.dropFirst(4))) else { return nil }
            scalars = decoded
        }

        /// What follows `xn--` decoded, if it needed to be encoded and was in the only right way.
        private static func decoded(_ code: [Unicode.Scalar]) -> [Unicode.Scalar]? {
            guard let label = Punycode.decoded(code), label.contains(where: { !$0.isASCII }) else { return nil }
            let again = Punycode.encoded(label).map { String(String.UnicodeScalarView($0)) }
            let isSame = again?.lowercased() == String(String.UnicodeScalarView(code)).lowercased()
            return isSame && InternationalLabel.isValid(label) ? label : nil
        }
    }
}
