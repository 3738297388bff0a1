extension LayeredGraph {
    /// How often the layers are gone through, down and up.
    private static let sweeps = 24

    /// Orders the vertices of each layer so that few arrows cross.
    mutating func order() {
        var best = layers
        var fewest = crossings
        for sweep in 0..<Self.sweeps where fewest > 0 {
            let isDown = sweep.isMultiple(of: 2)
            for number in isDown ? Array(layers.indices.dropFirst()) : layers.indices.dropLast().reversed() {
                sort(number, by: isDown ? before : after, towards: isDown ? number - 1 : number + 1)
            }
            swapNeighbours()
            let now = crossings
            if now < fewest { (best, fewest) = (layers, now) }
        }
        layers = best
    }

    /// Sorts a layer by the mean place of each vertex's neighbours in another; what has none stays where it is.
    private mutating func sort(_ layer: Int, by neighbours: [[Int]], towards other: Int) {
        let places = places(in: other)
        let scale = Double(max(1, layers[other].count)) / Double(max(1, layers[layer].count))
        let means = layers[layer].enumerated().map { place, vertex -> (mean: Double, place: Int, vertex: Int) in
            let near = neighbours[vertex].compactMap { places[$0] }
            let mean = near.isEmpty ? Double(place) * scale : Double(near.reduce(0, +)) / Double(near.count)
            return (mean, place, vertex)
        }
        layers[layer] = means.sorted { ($0.mean, $0.place) < ($1.mean, $1.place) }.map(\.vertex)
    }

    private func places(in layer: Int) -> [Int: Int] {
        Dictionary(uniqueKeysWithValues: layers[layer].enumerated().map { ($1, $0) })
    }

    /// Swaps vertices that stand side by side where that saves crossings.
    private mutating func swapNeighbours() {
        for number in layers.indices where layers[number].count > 1 {
            let above = number > 0 ? places(in: number - 1) : [:]
            let below = number + 1 < layers.count ? places(in: number + 1) : [:]
            for place in layers[number].indices.dropLast() {
                let (left, right) = (layers[number][place], layers[number][place + 1])
                let now = crossings(left, right, above, before) + crossings(left, right, below, after)
                let swapped = crossings(right, left, above, before) + crossings(right, left, below, after)
                if swapped < now { layers[number].swapAt(place, place + 1) }
            }
        }
    }

    private func crossings(_ left: Int, _ right: Int, _ places: [Int: Int], _ neighbours: [[Int]]) -> Int {
        var count = 0
        for one in neighbours[left].compactMap({ places[$0] }) {
            for other in neighbours[right].compactMap({ places[$0] }) where other < one { count += 1 }
        }
        return count
    }

    /// How many pairs of arrows cross.
    var crossings: Int {
        var count = 0
        for number in layers.indices.dropLast() {
            let below = places(in: number + 1)
            var seen: [Int] = []
            for vertex in layers[number] {
                let ends = after[vertex].compactMap { below[$0] }
                for end in ends { count += seen.count { $0 > end } }
                seen += ends
            }
        }
        return count
    }
}
