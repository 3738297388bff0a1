extension LayeredGraph {
    /// How often places are drawn towards those of the neighbours.
    private static let rounds = 40

    /// The horizontal places of the vertices' middles: arrows as straight as the order and the widths let them be.
    ///
    /// The leftmost box begins at 0.
    func middles() -> [Double] {
        var middles = Array(repeating: 0.0, count: vertices.count)
        for layer in layers {
            var left = -layer.reduce(0) { $0 + vertices[$1].width + Self.gap } / 2
            for vertex in layer {
                middles[vertex] = left + vertices[vertex].width / 2
                left += vertices[vertex].width + Self.gap
            }
        }
        for round in 0..<Self.rounds {
            let isDown = round.isMultiple(of: 2)
            let isLast = round >= Self.rounds - 8
            for number in isDown ? Array(layers.indices) : layers.indices.reversed() {
                place(number, &middles, isLast ? nil : isDown)
            }
        }
        for layer in layers { gather(layer, &middles) }
        let left = vertices.indices.map { middles[$0] - vertices[$0].width / 2 }.min() ?? 0
        return middles.map { $0 - left }
    }

    /// Brings what is joined to nothing to its neighbour's side, as nothing else draws it anywhere.
    private func gather(_ layer: [Int], _ middles: inout [Double]) {
        guard let first = layer.firstIndex(where: isJoined), let last = layer.lastIndex(where: isJoined) else { return }
        for place in layer[..<first].indices.reversed() {
            middles[layer[place]] = middles[layer[place + 1]] - distance(layer[place], layer[place + 1])
        }
        for place in layer[last...].indices.dropFirst() {
            middles[layer[place]] = middles[layer[place - 1]] + distance(layer[place - 1], layer[place])
        }
    }

    private func isJoined(_ vertex: Int) -> Bool { !before[vertex].isEmpty || !after[vertex].isEmpty }

    /// Places one layer's vertices as near as can be to the means of their neighbours, keeping order and distances.
    ///
    /// That is a least-squares problem with an order to keep, solved by pooling neighbours that would violate it.
    private func place(_ number: Int, _ middles: inout [Double], _ isDown: Bool?) {
        let layer = layers[number]
        var offset = 0.0
        var pools: [(sum: Double, weight: Double, count: Int)] = []
        var offsets: [Double] = []
        for (place, vertex) in layer.enumerated() {
            if place > 0 { offset += distance(layer[place - 1], vertex) }
            offsets.append(offset)
            let (wanted, weight) = wish(vertex, middles, isDown)
            pools.append(((wanted - offset) * weight, weight, 1))
            while pools.count > 1, let last = pools.last, mean(pools[pools.count - 2]) > mean(last) {
                pools.removeLast()
                let other = pools.removeLast()
                pools.append((other.sum + last.sum, other.weight + last.weight, other.count + last.count))
            }
        }
        var place = 0
        for pool in pools {
            for _ in 0..<pool.count {
                middles[layer[place]] = mean(pool) + offsets[place]
                place += 1
            }
        }
    }

    private func mean(_ pool: (sum: Double, weight: Double, count: Int)) -> Double { pool.sum / pool.weight }

    private func distance(_ left: Int, _ right: Int) -> Double {
        let gap = vertices[left].isBend && vertices[right].isBend ? 6 : Self.gap
        return (vertices[left].width + vertices[right].width) / 2 + gap
    }

    /// Where a vertex would like to be, and how much; bends most, so that long arrows go straight.
    private func wish(_ vertex: Int, _ middles: [Double], _ isDown: Bool?) -> (middle: Double, weight: Double) {
        let near =
            switch isDown {
            case true?: before[vertex]
            case false?: after[vertex]
            case nil: before[vertex] + after[vertex]
            }
        guard !near.isEmpty else { return (middles[vertex], 0.2) }
        var (sum, weight) = (0.0, 0.0)
        for other in near {
            let pull = vertices[vertex].isBend && vertices[other].isBend ? 8.0 : 1.0
            sum += middles[other] * pull
            weight += pull
        }
        return (sum / weight, vertices[vertex].isBend ? 8 : 1)
    }
}
