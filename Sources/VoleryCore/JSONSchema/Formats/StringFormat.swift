/// The formats of text that JSON Schema names.
enum StringFormat: String, Sendable, Hashable {
    case dateTime = "date-time"
    case date, time, duration
    case email
    case idnEmail = "idn-email"
    case hostname
    case idnHostname = "idn-hostname"
    case ipv4, ipv6
    case uri
    case uriReference = "uri-reference"
    case iri
    case iriReference = "iri-reference"
    case uriTemplate = "uri-template"
    case uuid
    case jsonPointer = "json-pointer"
    case relativeJSONPointer = "relative-json-pointer"
    case regex

    init?(_ name: String) {
        self.init(rawValue: name)
    }

    /// Whether a text has the format.
    func matches(_ text: String) -> Bool {
        switch self {
        case .dateTime: DateFormats.isDateTime(text)
        case .date: DateFormats.isDate(text)
        case .time: DateFormats.isTime(text)
        case .duration: DateFormats.isDuration(text)
        case .email: EmailFormat.matches(text, isInternational: false)
        case .idnEmail: EmailFormat.matches(text, isInternational: true)
        case .hostname: HostnameFormat.matches(text, isInternational: false)
        case .idnHostname: HostnameFormat.matches(text, isInternational: true)
        case .ipv4: AddressFormats.isIPv4(text.utf8[...])
        case .ipv6: AddressFormats.isIPv6(text.utf8[...])
        case .uri: URIFormat(isInternational: false).isURI(text)
        case .uriReference: URIFormat(isInternational: false).isReference(text)
        case .iri: URIFormat(isInternational: true).isURI(text)
        case .iriReference: URIFormat(isInternational: true).isReference(text)
        case .uriTemplate: URITemplateFormat.matches(text)
        case .uuid: Self.isUUID(text)
        case .jsonPointer: JSONPointer(text) != nil
        case .relativeJSONPointer: Self.isRelativePointer(text)
        case .regex: RegularExpression.isECMAScript(text)
        }
    }

    /// A text in the format, for messages and made-up values.
    var sample: String {
        switch self {
        case .dateTime: "2024-01-31T12:00:00Z"
        case .date: "2024-01-31"
        case .time: "12:00:00Z"
        case .duration: "PT1H30M"
        case .email, .idnEmail: "someone@example.com"
        case .hostname, .idnHostname: "example.com"
        case .ipv4: "192.0.2.1"
        case .ipv6: "2001:db8::1"
        case .uri, .iri: "https://example.com/"
        case .uriReference, .iriReference: "/path"
        case .uriTemplate: "/path/{name}"
        case .uuid: "123e4567-e89b-42d3-a456-426614174000"
        case .jsonPointer: "/name"
        case .relativeJSONPointer: "0"
        case .regex: "^[a-z]+$"
        }
    }

    private static func isUUID(_ text: String) -> Bool {
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12] && groups.joined().allSatisfy(\.isHexDigit)
    }

    private static func isRelativePointer(_ text: String) -> Bool {
        let digits = text.utf8.prefix(while: \.isDigit)
        guard !digits.isEmpty, digits.count == 1 || digits.first != UInt8(ascii: "0") else { return false }
        let rest = String(text.unicodeScalars.dropFirst(digits.count))
        return rest == "#" || JSONPointer(rest) != nil
    }
}

extension UInt8 {
    /// Whether this is an ASCII digit.
    var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
    /// Whether this is an ASCII letter.
    var isLetter: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 }
    /// Whether this is a hexadecimal digit in ASCII.
    var isHexDigit: Bool { isDigit || UInt8(ascii: "a")...UInt8(ascii: "f") ~= self | 0x20 }
}
