#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Numbers with a fixed count of digits, rounded exactly as C does it: to the nearest, ties to even.
enum DecimalDigits {
    /// Digits around a point: `123.500`.
    static func fixed(_ number: Double, _ precision: Int) -> String {
        number.isFinite ? printed(number, "%.\(precision)f") : number.celText
    }

    /// One digit before the point, and an exponent: `1.2350e+02`.
    static func scientific(_ number: Double, _ precision: Int) -> String {
        number.isFinite ? printed(number, "%.\(precision)e") : number.celText
    }

    /// The longest double has 309 digits before its point, and a precision at most 1000 behind it.
    private static func printed(_ number: Double, _ format: String) -> String {
        withVaList([number]) { arguments in
            let text = [CChar](unsafeUninitializedCapacity: 1400) { buffer, count in
                count = min(Int(vsnprintf(buffer.baseAddress, buffer.count, format, arguments)), buffer.count - 1)
            }
            return String(decoding: text.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }
}
