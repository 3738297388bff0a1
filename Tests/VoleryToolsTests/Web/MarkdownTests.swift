import Testing
import VoleryHTTP

@testable import VoleryTools
