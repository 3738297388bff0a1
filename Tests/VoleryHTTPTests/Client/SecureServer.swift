import Foundation
import Glibc
import LoopbackServer

/// An nginx with TLS and HTTP/2 on a loopback port, for what the test process's own server can't do.
struct SecureServer {
    let url: String
    /// The file of its certificate, which nobody else trusts.
    let certificate: String

    static var isAvailable: Bool { program("nginx") != nil && program("openssl") != nil }

    private static func program(_ name: String) -> String? {
        ["/usr/sbin/", "/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"].map { $0 + name }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs a test beside such a server.
    static func with(_ body: (SecureServer) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // Free a moment ago; the system doesn't give it away again soon.
        let port = try await withLoopbackServer { _ in
        } during: {
            $0.port
        }
        try run(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-keyout",
            folder + "/key.pem",
            "-out",
            folder + "/cert.pem"
        )
        try configuration(folder, port).write(toFile: folder + "/nginx.conf", atomically: true, encoding: .utf8)
        // Returns when it listens; goes on in the background.
        try run("nginx", "-p", folder, "-c", folder + "/nginx.conf", "-e", folder + "/error.log")
        defer {
            try? run("nginx", "-p", folder, "-c", folder + "/nginx.conf", "-e", folder + "/error.log", "-s", "stop")
        }
        try await body(SecureServer(url: "https://127.0.0.1:\(port)", certificate: folder + "/cert.pem"))
    }

    private static func configuration(_ folder: String, _ port: Int) -> String {
        """
        pid \(folder)/pid;
        events {}
        http {
            access_log off;
            client_body_temp_path \(folder); proxy_temp_path \(folder); fastcgi_temp_path \(folder);
            uwsgi_temp_path \(folder); scgi_temp_path \(folder);
            server {
                listen 127.0.0.1:\(port) ssl http2;
                ssl_certificate \(folder)/cert.pem;
                ssl_certificate_key \(folder)/key.pem;
                location / { return 200 "$server_protocol $connection"; }
            }
        }
        """
    }

    /// Runs a program to its end.
    ///
    /// Foundation's `Process` would wait for a server that goes on in the background too.
    private static func run(_ name: String, _ arguments: String...) throws {
        let program = program(name) ?? name
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        for descriptor in 1...2 as ClosedRange<Int32> {
            posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_WRONLY, 0)
        }
        var process: pid_t = 0
        var status: Int32 = 0
        guard posix_spawn(&process, program, &files, nil, &words, environ) == 0,
            waitpid(process, &status, 0) == process,
            status == 0
        else { throw CocoaError(.executableLoad) }
    }
}
