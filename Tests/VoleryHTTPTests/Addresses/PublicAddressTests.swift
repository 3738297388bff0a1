import Testing

@testable import VoleryHTTP

@Suite("Which addresses are public")
struct PublicAddressTests {
    @Test(
        "Both ends of every range that isn't",
        arguments: [
            "0.0.0.0", "0.255.255.255", "10.255.255.255", "100.127.255.255", "127.255.255.255", "169.254.169.254",
            "172.31.255.255", "192.0.0.255", "192.0.2.255", "192.88.99.1", "192.168.255.255", "198.19.255.255",
            "198.51.100.0", "203.0.113.9", "239.255.255.255", "255.255.255.255", "168.63.129.16",
            "::1", "100::1", "2001::1", "2001:1ff:ffff::", "2001:db8::1", "3fff::1", "fd00:ec2::254", "febf::1",
            "64:ff9b:1::1",
            "::ffff:168.63.129.16", "::127.0.0.1", "2002:a9fe:a9fe::1", "64:ff9b::a9fe:a9fe", "::ffff:0:127.0.0.1",
            "2a00:1450::200:5efe:10.0.0.1", "fe80::5efe:8.8.8.8", "2002:808:808::5efe:127.0.0.1",
        ]
    )
    func notPublic(_ text: String) throws {
        #expect(try !#require(IPAddress(text)).isPublic)
    }

    @Test(
        "Their neighbours, and public addresses within others, are",
        arguments: [
            "1.0.0.0", "11.0.0.0", "100.128.0.0", "128.0.0.0", "169.255.0.0", "172.32.0.0", "192.0.3.0",
            "192.88.98.255",
            "198.17.255.255", "198.51.101.0", "203.0.112.255", "223.255.255.255", "168.63.129.15", "168.63.129.17",
            "2001:200::1", "2001:4860:4860::8888", "2001:db7::1", "2001:db9::1", "3ffe::1", "2002:808:808::1",
            "64:ff9b::808:808", "::ffff:8.8.8.8", "2a00:1450::5efe:8.8.8.8",
        ]
    )
    func isPublic(_ text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }

    @Test("An address is written in its usual form", arguments: ["192.0.2.7", "2001:db8::1", "::"])
    func description(_ text: String) throws {
        #expect(try #require(IPAddress(text)).description == text)
    }

    @Test(
        "What isn't a plain address isn't read",
        arguments: ["", "1.2.3", "0x7f.0.0.1", "1.2.3.4 ", "::g", "[::1]", "fe80::1%lo"]
    )
    func notRead(_ text: String) {
        #expect(IPAddress(text) == nil)
    }
}
