/// Boxes and arrows in layers: every arrow goes from a layer to the next one, long ones by way of bends.
///
/// This and its neighbours are the method of Sugiyama, Tagawa and Toda (1981): layers by the longest path, an order in
/// each by barycentres, then places. All long arrows of a box share their bends, so they look like one that branches.
struct LayeredGraph {
    /// A box, or a bend of arrows in a layer.
    struct Vertex {
        var width: Double
        var height: Double
        var isBend: Bool
        var layer: Int
    }

    /// The boxes in their given order, then the bends.
    private(set) var vertices: [Vertex]
    /// The vertices on the way of each arrow, its ends included, in the order in which the arrows were given.
    private(set) var paths: [[Int]] = []
    /// For each vertex those in the layer before that lead to it.
    private(set) var before: [[Int]] = []
    /// For each vertex those in the next layer.
    private(set) var after: [[Int]] = []
    /// The vertices of each layer, from left to right.
    var layers: [[Int]] = []

    /// Puts boxes into layers.
    ///
    /// - Parameters:
    ///   - sizes: The boxes' sizes.
    ///   - edges: The arrows, by the boxes' positions; arrows of another kind share no bends.
    ///   - width: How wide a layer may become; boxes that find no place go to a later one.
    init(sizes: [(width: Double, height: Double)], edges: [(from: Int, to: Int, kind: Int)], within width: Double) {
        let layers = Self.layers(of: sizes.map(\.width), edges.map { ($0.from, $0.to) }, within: width)
        vertices = zip(sizes, layers).map {
            Vertex(width: $0.width, height: $0.height, isBend: false, layer: $1)
        }
        addPaths(edges)
        before = Array(repeating: [], count: vertices.count)
        after = before
        var known: Set<[Int]> = []
        for path in paths {
            for (from, to) in zip(path, path.dropFirst()) where known.insert([from, to]).inserted {
                after[from].append(to)
                before[to].append(from)
            }
        }
        self.layers = Array(repeating: [], count: (vertices.map(\.layer).max() ?? -1) + 1)
        for (number, vertex) in vertices.enumerated() { self.layers[vertex.layer].append(number) }
    }

    /// The width of a bend's place.
    private static let bendWidth = 10.0

    private mutating func addPaths(_ edges: [(from: Int, to: Int, kind: Int)]) {
        var bends: [[Int]: [Int]] = [:]
        for (from, to, kind) in edges {
            // An arrow that would go upwards, which only a cycle has, is left without a way.
            guard vertices[from].layer < vertices[to].layer else {
                paths.append([])
                continue
            }
            var shared = bends[[from, kind], default: []]
            let needed = vertices[to].layer - vertices[from].layer - 1
            while shared.count < needed {
                shared.append(vertices.count)
                let layer = vertices[from].layer + shared.count
                vertices.append(Vertex(width: Self.bendWidth, height: 0, isBend: true, layer: layer))
            }
            bends[[from, kind]] = shared
            paths.append([from] + shared.prefix(needed) + [to])
        }
    }

    /// The gap between two boxes of a layer.
    static let gap = 26.0

    /// A box's layer is behind those of all that it waits for, and the first of these with a place left.
    private static func layers(of widths: [Double], _ edges: [(Int, Int)], within bound: Double) -> [Int] {
        var following = Array(repeating: [Int](), count: widths.count)
        var waiting = Array(repeating: 0, count: widths.count)
        for (from, to) in edges where from != to {
            following[from].append(to)
            waiting[to] += 1
        }
        var layers = Array(repeating: 0, count: widths.count)
        var used: [Double] = []
        var ready = widths.indices.filter { waiting[$0] == 0 }
        var next = 0
        while next < ready.count {
            let box = ready[next]
            next += 1
            var layer = layers[box]
            while layer < used.count, used[layer] > 0, used[layer] + widths[box] > bound { layer += 1 }
            while used.count <= layer { used.append(0) }
            used[layer] += widths[box] + gap
            layers[box] = layer
            for other in following[box] {
                layers[other] = max(layers[other], layer + 1)
                waiting[other] -= 1
                if waiting[other] == 0 { ready.append(other) }
            }
        }
        let reached = Set(edges.map(\.1))
        for box in widths.indices where !reached.contains(box) {
            guard let reader = following[box].map({ layers[$0] }).min() else { continue }
            let free = ((layers[box] + 1)..<max(layers[box] + 1, reader)).last { used[$0] + widths[box] <= bound }
            guard let free, free - layers[box] >= far else { continue }
            used[layers[box]] -= widths[box] + gap
            used[free] += widths[box] + gap
            layers[box] = free
        }
        return withoutEmptyOnes(layers)
    }

    /// What waits for nothing is moved down to what waits for it, if that is at least so many layers away.
    private static let far = 2

    private static func withoutEmptyOnes(_ layers: [Int]) -> [Int] {
        let ranks = Dictionary(uniqueKeysWithValues: Set(layers).sorted().enumerated().map { ($1, $0) })
        return layers.compactMap { ranks[$0] }
    }
}
