internal import VoleryCore

/// The extension for encodings.
extension StandardFunctions {
    static let encodings: [CELFunction] = [
        CELFunction("base64.encode", [CELSignature([.bytes], .string)]) { call throws(CELError) in
            guard case .bytes(let bytes) = call[0] else { throw call.noMatchingOverload() }
            try call.meter.chargeText(made: bytes.count + bytes.count / 2)
            return .string(Base64.encode(bytes))
        },
        CELFunction("base64.decode", [CELSignature([.string], .bytes)]) { call throws(CELError) in
            let text = try call.string(0)
            try call.meter.chargeText(made: text.utf8.count)
            guard let bytes = Base64.decode(text) else {
                throw CELError(.invalidArgument, "\(call[0].shortDescription) is not Base64.")
            }
            return .bytes(bytes)
        },
    ]
}
